/**
 * Words whose presence in a name makes its value worth a look, lower-case, at least three letters. They feed the
 * prefilter: an assignment whose key holds none of them is never seen.
 */
export const KEY_WORDS: readonly string[] = ['pass', 'pwd', 'secret', 'token', 'key', 'credential', 'auth']
