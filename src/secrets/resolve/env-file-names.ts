import type { EnvironmentName } from './environment-name.ts'

/**
 * The .env files of an environment, the one that wins first: `.env.NAME.local`, `.env.NAME`, `.env.local`, `.env`. A test
 * run must not depend on one machine: it has no `.local` files.
 */
export function envFileNames({ name }: EnvironmentName): readonly string[] {
  const shared = name === '' ? ['.env'] : [`.env.${name}`, '.env']
  if (/^tests?$/i.test(name)) return shared
  // ENVIRONMENT=local names `.env.local` twice
  return [...new Set(shared.flatMap((file) => [`${file}.local`, file]))]
}
