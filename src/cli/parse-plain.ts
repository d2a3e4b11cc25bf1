import { type ParseArgsConfig, parseArgs } from 'node:util'
import { ScanError } from '../model/errors.ts'
import { checkedInvocation, helpHint, type Invocation } from './invocation.ts'
import { type Flags, OPTION_SPECS } from './options.ts'
import { VERB_NAMES, VERB_SPECS, type Verb } from './verbs.ts'

/** A verb and what follows it. */
export interface VerbLine {
  readonly verb: Verb
  readonly rest: readonly string[]
}

/** The verb that a command line begins with; null where it begins with something else. */
export function leadingVerb(argv: readonly string[]): VerbLine | null {
  for (const words of [1, 2]) {
    const verb = VERB_NAMES.find((name) => name === argv.slice(0, words).join(' '))
    if (verb !== undefined) return { verb, rest: argv.slice(words) }
  }
  return null
}

/**
 * Parses a command line without yargs, which costs more start-up than all else together. A usage error where it is not
 * plain enough: yargs then says better what is wrong.
 */
export function parsePlain({ verb, rest }: VerbLine): Invocation {
  const options = Object.fromEntries(
    VERB_SPECS[verb].options.map((name) => {
      const { type, short, multiple = false } = OPTION_SPECS[name]
      return [name, short === undefined ? { type, multiple } : { type, multiple, short }]
    }),
  )
  return checkedInvocation({ verb, ...parseStrictly(verb, rest, options) })
}

function parseStrictly(verb: Verb, rest: readonly string[], options: ParseArgsConfig['options'] & object) {
  const switches = readSwitches(rest, options)
  if (switches !== null) return { flags: switches as Flags, operands: [] }
  try {
    const { values, positionals } = parseArgs({ args: [...rest], options, allowPositionals: true, strict: true })
    return { flags: { ...values } as Flags, operands: positionals }
  } catch (cause) {
    throw new ScanError('USAGE', firstLine(cause), { hint: helpHint(verb), cause })
  }
}

/** What `parseArgs` says of a line of nothing but switches, such as a hook's: it takes longer to load than to read it. */
function readSwitches(rest: readonly string[], options: ParseArgsConfig['options'] & object) {
  const names = rest.map((word) => (word.startsWith('--') ? word.slice(2) : ''))
  const isSwitch = (name: string) => Object.hasOwn(options, name) && options[name]?.type === 'boolean'
  const isOnce = (name: string) => !options[name]?.multiple
  return names.every((name) => isSwitch(name) && isOnce(name))
    ? Object.fromEntries(names.map((name) => [name, true]))
    : null
}

/** What `parseArgs` says, which repeats names of options and never a value. */
function firstLine(error: unknown): string {
  return error instanceof Error ? (error.message.split(/[\n.]/)[0] ?? '') : 'the options cannot be read'
}
