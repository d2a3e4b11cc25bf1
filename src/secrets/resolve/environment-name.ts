import { ScanError } from '../../model/errors.ts'

/** Which environment a program runs in, and what says so. */
export interface EnvironmentName {
  /** `production`, `staging`; '' where nothing names one. */
  readonly name: string
  /** `--env`, `ENVIRONMENT`, `NODE_ENV`; '' where nothing names one. */
  readonly saidBy: string
}

/** A name becomes part of a file's name: no folders, no dots. */
const NAME = /^[A-Za-z0-9_-]{1,64}$/
/** `.env.example` and its like are lists of keys: their values are never anybody's settings. */
const TEMPLATES = /^(?:example|sample|template|dist|defaults?|schema)$/i
const PRODUCTION = /^(?:prod|production|live)$/i

/** The environment by `--env` (or the option of a program), else ENVIRONMENT, else NODE_ENV; empty variables say nothing. */
export function environmentName(
  asked: { readonly name: string | null; readonly saidBy: string },
  env: Readonly<Record<string, string | undefined>>,
): EnvironmentName {
  const candidates = [
    { name: asked.name ?? '', saidBy: asked.saidBy },
    ...['ENVIRONMENT', 'NODE_ENV'].map((saidBy) => ({ name: env[saidBy] ?? '', saidBy })),
  ]
  const said = candidates.find(({ name }) => name !== '')
  if (said === undefined) return { name: '', saidBy: '' }
  if (NAME.test(said.name) && !TEMPLATES.test(said.name)) return said
  throw new ScanError('USAGE', `${said.saidBy} names no environment that can have .env files`, {
    hint: 'use letters, digits, "-" and "_", and no name of a template such as "example"',
  })
}

/** True for the environment whose secrets must be real ones. */
export function isProduction({ name }: EnvironmentName): boolean {
  return PRODUCTION.test(name)
}
