import type { ScanResult } from '../../src/cli/commands.ts';
import type { OutputStream } from '../../src/cli/terminal.ts';
import type { Config } from '../../src/config/config.ts';
import type { Confidence, Severity } from '../../src/model/rule.ts';
/** A stream that keeps what it is given; `fail` makes it refuse with that code. */
export declare class FakeStream implements OutputStream {
    text: string;
    isTTY: boolean;
    columns: number;
    fail: string | null;
    write(text: string, callback: (error?: Error | null) => void): boolean;
    on(): this;
}
/** What a run in a fake terminal left behind. */
export interface Ran {
    readonly code: number;
    readonly out: string;
    readonly err: string;
    readonly configs: readonly Config[];
    readonly requests: readonly unknown[];
}
export interface FakeOptions {
    readonly env?: NodeJS.ProcessEnv;
    readonly cwd?: string;
    readonly stdout?: FakeStream;
    readonly stderr?: FakeStream;
    readonly signal?: AbortSignal;
    readonly scan?: (config: Config, signal: AbortSignal | null) => Promise<ScanResult>;
    readonly now?: () => number;
}
/** Runs a command line with commands that return what they are told to. */
export declare function runFake(argv: readonly string[], options?: FakeOptions): Promise<Ran>;
/** A scan's result with a finding or violation for each severity that is named. */
export declare function resultOf(parts: {
    readonly findings?: readonly (readonly [Severity, Confidence])[];
    readonly violations?: readonly Severity[];
    readonly isComplete?: boolean;
}): ScanResult;
