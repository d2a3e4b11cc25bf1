import { ScanError } from '../../model/errors.ts'
import type { SettingsReading } from '../../secrets/check/read-settings.ts'
import type { KeyReport, SecretsReport } from '../../secrets/check/secrets-report.ts'
import { placeText } from './check-lines.ts'
import { environmentText } from './environment-text.ts'

/** The error of a program whose settings are not as they must be: every key that has a problem, a line each, without values. */
export function refusal({
  report,
  error,
}: Pick<SettingsReading, 'error'> & {
  readonly report: Pick<SecretsReport, 'keys' | 'environment'>
}): ScanError {
  const bad = report.keys.filter(({ problem }) => problem !== null)
  const isAllUnknown = bad.every(({ problem }) => problem?.code === 'unknown')
  // a store that is down says what to do about it; a key that is missing counts for more
  if (isAllUnknown && error !== null) return error
  const unknown = bad.filter(({ problem }) => problem?.code === 'unknown').length
  const more = unknown === 0 ? '' : `, and ${unknown} could not be looked up`
  const wrong =
    bad.length - unknown === 1 ? '1 setting is not as it' : `${bad.length - unknown} settings are not as they`
  const head = bad.length === 1 ? '' : `${wrong} must be${more} (${environmentText(report.environment)})\n  `
  const hint = `set ${bad.length === 1 ? 'it' : 'them'} in the environment, a .env file or a store; keywarden secrets explain NAME tells where a value is looked for`
  return new ScanError('SECRET_INVALID', head + bad.map(lineOf).join('\n  '), { hint, cause: error ?? undefined })
}

function lineOf({ key, problem, origin, expected }: KeyReport): string {
  const place = origin === null ? '' : ` (${placeText(origin)})`
  const { description = '', shape = '', url = '' } = expected ?? {}
  const wanted = [description, shape, url].filter(Boolean).join(', ')
  return `${key} ${problem?.says}${place}${wanted === '' ? '' : `: ${wanted}`}`
}
