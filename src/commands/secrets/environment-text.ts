import type { EnvironmentName } from '../../secrets/resolve/environment-name.ts'

/** `environment production (NODE_ENV)`. */
export function environmentText({ name, saidBy }: EnvironmentName): string {
  return name === '' ? 'no environment named' : `environment ${name} (${saidBy})`
}
