import type { Finding, Suppression, Violation } from '../../src/model/finding.ts';
import type { RuleDocs } from '../../src/model/rule.ts';
import type { ScanReport } from '../../src/model/scan-report.ts';
import type { Skip, SkipReason } from '../../src/model/skip.ts';
import { type FormatName } from '../../src/report/formats.ts';
import { type ReportOptions } from '../../src/report/reporter.ts';
/** A finding in `src/app.ts`, changed by `overrides`. */
export declare function exampleFinding(overrides?: Partial<Finding>): Finding;
/** A violation of the policy `env-tracked`, changed by `overrides`. */
export declare function exampleViolation(overrides?: Partial<Violation>): Violation;
/** An accepted `finding`. */
export declare function exampleSuppression(finding: Finding, kind?: Suppression['kind']): Suppression;
/** Something at `path` that was not looked at. */
export declare function exampleSkip(reason: SkipReason, path: string, detail?: string): Skip;
/** A complete report of a scan of twelve staged files that found nothing, changed by `overrides`. */
export declare function exampleReport(overrides?: Partial<ScanReport>): ScanReport;
/** What the rule `acme-key` says of itself. */
export declare const ACME_DOCS: RuleDocs;
/** Options of a plain run, changed by `overrides`. */
export declare function exampleOptions(overrides?: Partial<ReportOptions>): ReportOptions;
/** The whole document that a format makes of a report. */
export declare function render(format: FormatName, report: ScanReport, options?: Partial<ReportOptions>): string;
