import type { PatternNode } from '../../../src/rules/pattern/pattern-tree.ts';
import type { RandomSource } from '../../../src/rules/random-source.ts';
/** A text that the expression matches, look-arounds left out of account. */
export declare function matchOf(node: PatternNode, random: RandomSource): string;
