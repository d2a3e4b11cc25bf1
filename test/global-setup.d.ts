/** Builds `dist/` once before the tests, so that those that run the command run what is in `src/`. */
export declare function setup(): Promise<void>;
