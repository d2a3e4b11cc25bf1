import type { KeyReport, SecretsReport } from '../../secrets/check/secrets-report.ts'
import type { Origin } from '../../secrets/resolve/origin.ts'
import { environmentText } from './environment-text.ts'

/** The report on all keys for people: what is well in a line each, then what is not, and where a value is looked for. */
export function checkLines(report: SecretsReport, places: readonly string[]): readonly string[] {
  const { keys, source, environment } = report
  const bad = keys.filter(({ problem }) => problem !== null)
  const unknown = bad.filter(({ problem }) => problem?.code === 'unknown')
  const good = keys.filter(({ problem }) => problem === null)
  const width = Math.max(0, ...good.map(({ key }) => key.length))
  return [
    `${source}: ${amount(keys.length)}, ${environmentText(environment)}`,
    ...good.map((key) => `  ${key.key.padEnd(width)}  ${originText(key)}${warningsOf(key)}`),
    ...bad.flatMap((key) => (unknown.includes(key) ? [] : ['', ...problemLines(key, source)])),
    ...unknownLines(unknown),
    '',
    ...report.warnings.map((warning) => `warning: ${warning}`),
    ...(bad.length === 0 ? [] : [`values are looked for in ${places.join(', ')}`]),
    ...verdictLines({ all: keys.length, wrong: bad.length - unknown.length, unknown: unknown.length }),
  ]
}

/** Where a value stands: `.env.local, line 3`. */
export function placeText({ label, detail }: Origin): string {
  return detail === '' ? label : `${label}, ${detail}`
}

interface Counts {
  readonly all: number
  readonly wrong: number
  readonly unknown: number
}

/** What could not be looked at is neither well nor wrong. */
function verdictLines({ all, wrong, unknown }: Counts): readonly string[] {
  const known = all - unknown
  const verdict =
    wrong > 0 ? `${wrong} of ${amount(all)} to be mended` : known > 0 ? `${amount(known)}, nothing wrong` : ''
  const gap = unknown === 0 ? '' : `${amount(unknown)} could not be judged`
  return [verdict, gap].filter(Boolean)
}

/** A store that is down keeps many keys unknown, and is told once. */
function unknownLines(keys: readonly KeyReport[]): readonly string[] {
  const byReason = new Map<string, KeyReport[]>()
  for (const key of keys) {
    const reason = `${key.problem?.says}\0${key.problem?.remedy}`
    byReason.set(reason, [...(byReason.get(reason) ?? []), key])
  }
  return [...byReason.values()].flatMap((group) => {
    const says = group[0]?.problem?.says ?? ''
    const names = group.map(({ key }) => key).join(', ')
    const line = `${names} ${group.length === 1 ? says : says.replace(/^is /, 'are ')}`
    return ['', line, ...field('do', group[0]?.problem?.remedy ?? '')]
  })
}

function problemLines({ key, problem, origin, expected, warnings }: KeyReport, source: string): readonly string[] {
  const from = origin === null ? '' : ` (${placeText(origin)})`
  const { description = '', shape = '', url = '' } = expected ?? {}
  return [
    `${key} ${problem?.says ?? ''}${from}`,
    ...field(
      'do',
      problem?.remedy ??
        (problem?.code === 'malformed' ? `mend it; if it is right, write "rule: none" above it in ${source}` : ''),
    ),
    ...field('what', description),
    ...field('form', shape),
    ...field('get it', url),
    ...warnings.map((warning) => `    ${warning}`),
  ]
}

function field(name: string, text: string): readonly string[] {
  return text === '' ? [] : [`    ${name.padEnd(8)}${text}`]
}

function originText({ origin, isRequired }: KeyReport): string {
  if (origin !== null) return placeText(origin)
  return isRequired ? 'from its schema' : 'not set, optional'
}

function warningsOf({ warnings }: KeyReport): string {
  return warnings.map((warning) => `; ${warning}`).join('')
}

function amount(count: number): string {
  return count === 1 ? '1 key' : `${count} keys`
}
