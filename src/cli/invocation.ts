import { ScanError } from '../model/errors.ts'
import { type Flags, OPTION_NAMES, OPTION_SPECS } from './options.ts'
import { VERB_SPECS, type Verb } from './verbs.ts'

/** A command line that one of the parsers has understood. */
export interface Invocation {
  readonly verb: Verb
  readonly flags: Flags
  /** What stands behind the verb and is no option; always strings, those behind `--` included. */
  readonly operands: readonly string[]
}

/** The invocation, if every option has its value and the number of operands is right; else a usage error. */
export function checkedInvocation(invocation: Invocation): Invocation {
  const { verb, flags, operands } = invocation
  if (flags.help || flags.version) return invocation
  for (const name of OPTION_NAMES) {
    const values = [flags[name] ?? []].flat()
    if (values.includes('')) {
      throw new ScanError('USAGE', `--${name} needs a value`, { hint: `write --${name} ${OPTION_SPECS[name].value}` })
    }
  }
  checkOperands(verb, operands)
  return invocation
}

function checkOperands(verb: Verb, operands: readonly string[]): void {
  const { operand } = VERB_SPECS[verb]
  const hint = helpHint(verb)
  if (operand === null) {
    if (operands.length > 0) throw new ScanError('USAGE', `"${verb}" takes no arguments`, { hint })
    return
  }
  if (operand.isCommand) {
    if ((operands[0] ?? '') === '') throw new ScanError('USAGE', `"${verb}" needs a ${operand.name}`, { hint })
    return
  }
  if (operands.includes('')) {
    throw new ScanError('USAGE', `an empty ${operand.name} is given`, {
      hint: 'is a variable in the command line empty?',
    })
  }
  if (operands.includes('-')) {
    throw new ScanError('USAGE', `"-" is no ${operand.name}`, { hint: `write --stdin for standard input; ${hint}` })
  }
  if (operands.length < operand.least) throw new ScanError('USAGE', `"${verb}" needs a ${operand.name}`, { hint })
  if (operands.length > 1 && operand.most === 'one') {
    throw new ScanError('USAGE', `"${verb}" takes only one ${operand.name}`, { hint })
  }
}

/** Where to read on after a usage error. */
export function helpHint(verb: Verb | null): string {
  return `see ${['keywarden', verb, '--help'].filter(Boolean).join(' ')}`
}
