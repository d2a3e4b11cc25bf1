import { hasTornBlock, newFileWithBlock, withBlock, withoutBlocks } from './marked-block.ts'

/** The hooks that keep secrets from getting out, and what each scans. */
export const HOOKS = {
  'pre-commit': 'scan --staged',
  'pre-merge-commit': 'scan --staged',
  'pre-push': 'scan --pre-push',
} as const

export type HookName = keyof typeof HOOKS
export const HOOK_NAMES = Object.keys(HOOKS) as readonly HookName[]

/** Where the command lies, from the root of a work tree. */
export const DEFAULT_BIN = 'node_modules/.bin/keywarden'

/** What shells can read; a hook in another language is left alone. */
const SHELL = /^#![^\n]*\b(?:sh|bash|dash|ash|zsh|ksh)\b/
/** husky 5 to 8 start a script anew from this line. */
const HUSKY_LINE = /^[^\n]*\/husky\.sh["']?[^\n]*\n/m

/** What becomes of the text of a hook: a new text, or why it is left as it is. */
export type HookEdit = { readonly text: string } | { readonly refused: string }

/**
 * A hook's text with our block in it, once, whatever number of times it is asked for. The block stands before all
 * else: an `exit` or `exec` further down does not get round it, and what it refuses costs no test run first.
 */
export function editHook(text: string | null, hook: HookName, bin: string): HookEdit {
  const lines = hookLines(hook, bin)
  if (text === null) return { text: newFileWithBlock(lines, '#!/bin/sh\n') }
  if (hasTornBlock(text)) return { refused: 'a line of the block that keywarden wrote is missing' }
  const bare = withoutBlocks(text)
  if (bare.isNewFile && bare.text === '#!/bin/sh\n') return { text: newFileWithBlock(lines, bare.text) }
  if (bare.text.startsWith('#!') && !SHELL.test(bare.text)) return { refused: 'it is no shell script' }
  if (bare.text.includes('\r\n')) return { refused: 'its lines end in CRLF, which no shell reads' }
  const husky = HUSKY_LINE.exec(bare.text)
  const shebang = /^#![^\n]*(?:\n|$)/.exec(bare.text)?.[0].length ?? 0
  return { text: withBlock(bare.text, lines, { offset: husky ? husky.index + husky[0].length : shebang }) }
}

/** A hook's text without our block; null where nothing is left that was there before. */
export function cleanHook(text: string): string | null {
  const { text: rest, isNewFile } = withoutBlocks(text)
  return isNewFile && rest === '#!/bin/sh\n' ? null : rest
}

/**
 * The lines of a hook. It runs the file itself, not npx, which takes five times as long. It fails closed: where node or
 * keywarden is missing nothing has been looked at, and a gate that opens unseen is worse than one that stays shut and
 * says how to pass. It remembers no place of node, as that goes with the next version: it looks where version managers
 * keep theirs, for clients with windows start hooks without the PATH of a shell.
 */
export function hookLines(hook: HookName, bin: string): readonly string[] {
  const args = hook === 'pre-push' ? `${HOOKS[hook]} "$@"` : HOOKS[hook]
  const run = [
    '(',
    '  unset NODE_EXTRA_CA_CERTS # node would read it at every start; a scan asks nobody over the network',
    '  if ! command -v node >/dev/null 2>&1; then # a client with windows may have no PATH of a shell',
    '    for dir in /usr/local/bin /opt/homebrew/bin "$HOME"/.nvm/versions/node/*/bin "$HOME"/.local/share/fnm/aliases/default/bin \\',
    '      "$HOME"/.nodenv/shims "$HOME"/.asdf/shims "$HOME"/.local/share/mise/shims "$HOME"/.volta/bin; do',
    '      if [ -x "$dir/node" ]; then PATH="$dir:$PATH"; fi',
    '    done',
    '  fi',
    '  if command -v node >/dev/null 2>&1; then',
    `    if [ -x ${quoted(bin)} ]; then exec ${quoted(bin)} ${args}; fi`,
    '    main=$(dirname "$(git rev-parse --git-common-dir)") # a linked work tree may have no node_modules of its own',
    `    if [ -x "$main"/${quoted(bin)} ]; then exec "$main"/${quoted(bin)} ${args}; fi`,
    `    if command -v keywarden >/dev/null 2>&1; then exec keywarden ${args}; fi`,
    '    missing="keywarden is not installed: npm install, or npm install --global keywarden"',
    '  else',
    '    missing="node is not on the PATH of this hook: install it, or see keywarden doctor"',
    '  fi',
    '  if [ -n "${SKIP_KEYWARDEN-}" ]; then exit 0; fi',
    `  echo "keywarden: nothing was scanned, so ${hook} stops here. $missing." >&2`,
    `  echo "keywarden: to go on all the same: SKIP_KEYWARDEN=1, or --no-verify; CI still checks it" >&2`,
    '  exit 1',
  ]
  if (hook !== 'pre-push') return [...run, ') || exit $?']
  return [
    'keywarden_refs=$(cat) # what git tells on standard input is for the rest of the hook as well',
    `printf "%s\\n" "$keywarden_refs" | ${run[0]}`,
    ...run.slice(1),
    ') || exit $?',
    'if [ -n "$keywarden_refs" ]; then exec <<KEYWARDEN_REFS',
    '$keywarden_refs',
    'KEYWARDEN_REFS',
    'else exec </dev/null; fi',
  ]
}

/** A path as a word of the shell. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
