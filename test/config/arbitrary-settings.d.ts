import fc from 'fast-check';
/** Settings of right and wrong shapes, some of each. */
export declare const arbitrarySettings: fc.Arbitrary<{
    'fail-on'?: unknown;
    'min-confidence'?: unknown;
    'strict-checksums'?: unknown;
    baseline?: unknown;
    rules?: unknown;
    allow?: unknown;
}>;
