import fc from 'fast-check';
/** Sources of small regular expressions without look-arounds. */
export declare const arbitraryPattern: fc.Arbitrary<string>;
