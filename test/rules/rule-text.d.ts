/** A sound rule file's parts, to be changed by tests: `key = value` lines under each header. */
export declare const SOUND_PROVIDER: {
    id: string;
    name: string;
    url: string;
    tags: string;
};
export declare const SOUND_RULE: {
    id: string;
    description: string;
    pattern: string;
    severity: string;
    confidence: string;
    impact: string;
    remedy: string;
    references: string;
    mock: string;
};
export declare const SOUND_EXAMPLES: {
    positive: string;
    negative: string;
};
type Lines = Readonly<Record<string, string | undefined>>;
/** Text of a rule file with one rule; what is given replaces or adds lines, undefined takes one out. */
export declare function ruleText(changes?: {
    provider?: Lines;
    rule?: Lines;
    examples?: Lines;
}): string;
export {};
