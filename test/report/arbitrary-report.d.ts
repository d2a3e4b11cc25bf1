import fc from 'fast-check';
import type { Excerpt } from '../../src/model/match.ts';
import type { ScanReport } from '../../src/model/scan-report.ts';
import type { ReportOptions } from '../../src/report/reporter.ts';
/** Strings as somebody would write them who wants a terminal, a CI runner or a parser to do his bidding. */
export declare const hostileText: fc.Arbitrary<string>;
/** Excerpts whose caret may point anywhere. */
export declare const hostileExcerpt: fc.Arbitrary<Excerpt>;
/** Any report that a scan can make, with hostile text wherever there is text. */
export declare const hostileReport: fc.Arbitrary<ScanReport>;
/** Options without colour: every control character in the output is then somebody else's. */
export declare const anyOptions: fc.Arbitrary<ReportOptions>;
