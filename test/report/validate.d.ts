import { type ValidateFunction } from 'ajv';
/** A published schema of ours, by file name. */
export declare function readSchema(name: string): Record<string, unknown>;
/** Checks a value against a published schema of ours. */
export declare function compileSchema(name: string): ValidateFunction;
/** Checks a value against the schema of SARIF 2.1.0. */
export declare function compileSarifSchema(): ValidateFunction;
