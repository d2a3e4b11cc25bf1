import yargs, { type Argv } from 'yargs'
import { nearestName } from '../config/nearest-name.ts'
import { ScanError } from '../model/errors.ts'
import { FORMATS } from '../report/formats.ts'
import { exampleLines, table } from './help-table.ts'
import { checkedInvocation, helpHint, type Invocation } from './invocation.ts'
import { type Flags, OPTION_NAMES, OPTION_SPECS, type OptionName } from './options.ts'
import { EXIT_CODES, VERB_FAMILIES, VERB_NAMES, VERB_SPECS, type Verb } from './verbs.ts'

/** What a command line comes to: something to run, or a text to show. */
export type Parsed =
  | { readonly kind: 'invocation'; readonly invocation: Invocation }
  | { readonly kind: 'text'; readonly text: string }

type RawArguments = Readonly<Record<string, unknown>>
type OnVerb = (verb: Verb, raw: RawArguments) => void

/** Not in the types of yargs 17, which are the newest. */
interface Untyped {
  usageConfiguration(configuration: { 'hide-types': boolean }): Argv
}

/** As little cleverness as yargs can do with: a file may be called `1e5`, `--no-color` is an option of its own. */
const PARSER = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
  'strip-aliased': true,
}
/** What is longer or has other characters is not repeated in an error: it may be a secret in the wrong place. */
const SHOWABLE = /^[\w./-]{1,30}$/

/** Parses a command line with yargs: `--help`, completion, and what is wrong with a line that nothing else understands. */
export async function parseWithYargs(argv: readonly string[], width: number): Promise<Parsed> {
  const hits: { verb: Verb; raw: RawArguments }[] = []
  const parser = describe(width, (verb, raw) => hits.push({ verb, raw }))
  let text = ''
  const raw: RawArguments = await parser.parse([...argv], {}, (_error, _raw, output) => {
    text = output
  })
  if (text !== '') return { kind: 'text', text: `${text}\n` }
  const [hit] = hits
  if (hit === undefined) throw unknownVerb(listOf(raw['_']))
  return { kind: 'invocation', invocation: toInvocation(hit.verb, hit.raw) }
}

/** The help of all verbs together. */
export async function generalHelp(width: number): Promise<string> {
  return `${await describe(width, () => {}).getHelp()}\n`
}

function describe(width: number, onVerb: OnVerb): Argv {
  const parser = (yargs() as Argv & Untyped)
    .usageConfiguration({ 'hide-types': true })
    .scriptName('keywarden')
    .parserConfiguration(PARSER)
    .detectLocale(false)
    .exitProcess(false)
    .fail(false)
    .boolean(OPTION_NAMES.filter((name) => OPTION_SPECS[name].type === 'boolean')) // before the verb as well
    .wrap(width)
    .version(false)
    .help('help', OPTION_SPECS.help.says)
    .alias('help', 'h')
    .option('version', { type: 'boolean', describe: OPTION_SPECS.version.says })
    .updateStrings({ 'Commands:': 'Verbs:', 'Positionals:': 'Arguments:' })
    .usage('Keywarden keeps secrets out of git.\n\nUsage: keywarden VERB [options]')
    .example('keywarden scan --staged', 'before a commit')
    .example('keywarden audit', 'the whole history')
    .epilogue(['Exit codes:', ...table(EXIT_CODES), '', 'keywarden VERB --help tells more of a verb.'].join('\n'))
  for (const verb of VERB_NAMES.filter((name) => !name.includes(' '))) addVerb(parser, verb, verb, width, onVerb)
  for (const [family, says] of Object.entries(VERB_FAMILIES)) {
    parser.command(family, says, (inner: Argv) => addFamily(inner, family, says, width, onVerb))
  }
  return parser.completion('completion', 'print a completion script for bash, zsh or fish') // last in the list
}

function addFamily(parser: Argv, family: string, says: string, width: number, onVerb: OnVerb): Argv {
  parser.usage(`Usage: keywarden ${family} VERB [options]\n\nVerbs to ${says}.`)
  for (const verb of VERB_NAMES.filter((name) => name.startsWith(`${family} `))) {
    addVerb(parser, verb, verb.slice(family.length + 1), width, onVerb)
  }
  return parser
}

function addVerb(parser: Argv, verb: Verb, word: string, width: number, onVerb: OnVerb): void {
  const { operand, summary } = VERB_SPECS[verb]
  const command = operand === null ? word : `${word} [${operand.name}${operand.most === 'many' ? '..' : ''}]`
  const build = (inner: Argv) => addDetails(inner, verb, width)
  parser.command(command, summary, build, (raw) => onVerb(verb, raw))
}

function addDetails(parser: Argv, verb: Verb, width: number): Argv {
  const { about, operand, options, examples, exitCodes = EXIT_CODES } = VERB_SPECS[verb]
  const end = ['Examples:', ...exampleLines(examples, width), '', 'Exit codes:', ...table(exitCodes)]
  parser.usage(`Usage: ${usageOf(verb)}\n\n${about}`).epilogue(end.join('\n'))
  if (operand !== null) {
    parser.positional(operand.name, { type: 'string', array: operand.most === 'many', describe: operand.says })
  }
  for (const name of options) addOption(parser, name)
  if (options.includes('output')) {
    parser.describe('format', `FORMAT: ${Object.keys(FORMATS).join(', ')}; text is the default`)
  }
  return parser.group(['help', 'version'], 'General:')
}

function usageOf(verb: Verb): string {
  const { operand } = VERB_SPECS[verb]
  if (operand === null) return `keywarden ${verb} [options]`
  const name = operand.most === 'many' ? `${operand.name}…` : operand.name
  if (operand.isCommand) return `keywarden ${verb} [options] -- ${name}`
  return `keywarden ${verb} ${operand.least > 0 ? name : `[${name}]`} [options]`
}

function addOption(parser: Argv, name: OptionName): void {
  const { type, short, group, says, value } = OPTION_SPECS[name]
  if (name === 'help' || name === 'version') return
  const describe = value === undefined ? says : `${value}: ${says}`
  parser.option(name, { type, group: `${group}:`, describe, ...(short !== undefined && { alias: short }) })
}

function toInvocation(verb: Verb, raw: RawArguments): Invocation {
  const { operand, options } = VERB_SPECS[verb]
  const known = new Set<string>([...options, operand?.name ?? '_', '_', '--', '$0'])
  const unknown = Object.keys(raw).find((name) => !known.has(name))
  if (unknown !== undefined) throw unknownOption(verb, unknown)
  const flags = Object.fromEntries(options.flatMap((name) => flagOf(name, listOf(raw[name]))))
  const surplus = listOf(raw['_']).slice(verb.split(' ').length)
  const operands = [operand === null ? [] : listOf(raw[operand.name]), surplus, listOf(raw['--'])].flat()
  return checkedInvocation({ verb, flags: flags as Flags, operands })
}

/** The last value of an option counts, but for those that take several. */
function flagOf(name: OptionName, values: readonly string[]): [string, unknown][] {
  const { type, multiple } = OPTION_SPECS[name]
  const last = values.at(-1)
  if (last === undefined) return []
  if (type === 'boolean') return last === 'true' ? [[name, true]] : []
  return [[name, multiple ? values : last]]
}

function listOf(raw: unknown): string[] {
  return raw === undefined ? [] : [raw].flat().map(String)
}

function unknownOption(verb: Verb, name: string): ScanError {
  const dashed = name.length === 1 ? `-${name}` : `--${name}`
  if (VERB_SPECS[verb].operand?.isCommand) {
    const says = SHOWABLE.test(name) ? `"${verb}" has no option ${dashed}` : `"${verb}" has no such option`
    return new ScanError('USAGE', says, {
      hint: `if it is the program's, write -- before the program; ${helpHint(verb)}`,
    })
  }
  const owners = VERB_NAMES.filter((other) => VERB_SPECS[other].options.some((option) => option === name))
  if (owners.length > 0) {
    const hint = `leave it out, it is for ${nearestVerbs(verb, owners)}; ${helpHint(verb)}`
    return new ScanError('USAGE', `"${verb}" has no option ${dashed}`, { hint })
  }
  const meant = nearestName(name, VERB_SPECS[verb].options)
  const hint = meant === null ? helpHint(verb) : `did you mean --${meant}?`
  return new ScanError('USAGE', SHOWABLE.test(name) ? `unknown option ${dashed}` : 'unknown option', { hint })
}

/** Up to three verbs, those of the same family first. */
function nearestVerbs(verb: Verb, owners: readonly Verb[]): string {
  const [family = ''] = verb.split(' ')
  const isKin = (other: Verb) => (other.startsWith(`${family} `) ? 0 : 1)
  const named = owners.toSorted((a, b) => isKin(a) - isKin(b)).slice(0, 3)
  return named.map((owner) => `"${owner}"`).join(', ') + (owners.length > named.length ? ' and others' : '')
}

function unknownVerb(words: readonly string[]): ScanError {
  const [first = '', second = ''] = words
  if (first === '') return new ScanError('USAGE', 'no verb is given', { hint: helpHint(null) })
  const family = VERB_NAMES.filter((verb) => verb.startsWith(`${first} `))
  if (family.length > 0 && second === '') {
    return new ScanError('USAGE', `"${first}" needs a second word`, { hint: `write one of: ${family.join(', ')}` })
  }
  const typed = family.length > 0 ? `${first} ${second}` : first
  const meant = nearestName(typed, family.length > 0 ? family : [...VERB_NAMES, 'completion'])
  const hint = meant === null ? 'to scan a path, write keywarden scan PATH' : `did you mean "keywarden ${meant}"?`
  const isShowable = words.slice(0, 2).every((word) => SHOWABLE.test(word))
  return new ScanError('USAGE', isShowable ? `unknown verb "${typed}"` : 'unknown verb', { hint })
}
