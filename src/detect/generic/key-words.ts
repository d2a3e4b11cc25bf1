/**
 * Words whose presence in a name makes its value worth a look, lower-case, at least three letters. They feed the
 * prefilter: an assignment whose key holds none of them is never seen. Those with a blank open a value themselves.
 */
export const KEY_WORDS: readonly string[] = [
  ...['pass', 'pwd', 'passwort', 'contrasena', 'secret', 'token', 'key', 'credential', 'auth', 'seed', 'webhook'],
  ...['basic ', 'bearer ', 'identified by', 'curl ', 'sshpass '],
]
