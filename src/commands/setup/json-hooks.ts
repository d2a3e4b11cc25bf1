import { isMap, isScalar, parseDocument, type YAMLMap } from 'yaml'
import { HOOK_NAMES, HOOKS, type HookName } from './hook-script.ts'

/**
 * The text of `package.json` or of a file of its own with our commands among those of simple-git-hooks, once each. Only
 * characters are added. Null where the hooks are not written as an object of texts.
 * @param key member that holds the hooks, '' where the whole file does
 */
export function editSimpleGitHooks(text: string, key: string, bin: string): string | null {
  const bare = cleanSimpleGitHooks(text, bin)
  return HOOK_NAMES.toReversed().reduce<string | null>(
    (so, hook) => (so === null ? null : insertHook(so, key, hook, bin)),
    bare,
  )
}

/** The text without our commands; all other characters stay. */
export function cleanSimpleGitHooks(text: string, bin: string): string {
  const own = HOOK_NAMES.map((hook) => {
    const command = escaped(commandOf(hook, bin))
    return `"${hook}": "${command}"`
  })
  // a whole member before others; what was put before a command that was there; members alone in their object
  const before = new RegExp(`\\s*(?:${own.join('|')}),`, 'g')
  const prefix = new RegExp(
    `("(?:${HOOK_NAMES.join('|')})"\\s*:\\s*")(?:${HOOK_NAMES.map((hook) => escaped(commandOf(hook, bin))).join('|')}) && `,
    'g',
  )
  const alone = new RegExp(`(?<=\\{)(?:${own.join('|')})(?=\\s*\\})`, 'g')
  return text.replace(before, '').replace(prefix, '$1').replace(alone, '')
}

function insertHook(text: string, key: string, hook: HookName, bin: string): string | null {
  const doc = parseDocument(text)
  const hooks = key === '' ? doc.contents : doc.get(key, true)
  if (doc.errors.length > 0 || !isMap(hooks) || hooks.range == null) return null
  const at = hooks.range[0] + 1
  const command = commandOf(hook, bin)
  const value = hooks.get(hook, true)
  if (value === undefined) {
    const first = firstKey(hooks)
    const lead = first === null ? '' : text.slice(at, first)
    return `${text.slice(0, at)}${lead}"${hook}": "${command}"${first === null ? '' : ','}${text.slice(at)}`
  }
  if (!isScalar(value) || typeof value.value !== 'string' || value.range == null) return null
  const start = value.range[0] + 1
  return `${text.slice(0, start)}${command} && ${text.slice(start)}`
}

function firstKey(hooks: YAMLMap): number | null {
  const key = hooks.items[0]?.key
  return isScalar(key) ? (key.range?.[0] ?? null) : null
}

function commandOf(hook: HookName, bin: string): string {
  return `${bin} ${HOOKS[hook]}${hook === 'pre-push' ? ' $1' : ''}`
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
