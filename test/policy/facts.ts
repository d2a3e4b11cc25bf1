import type { EnvFileFacts, FileFacts, PolicyFacts } from '../../src/policy/policy-facts.ts'

/** A file on the disk that git neither has nor ignores. */
export function fileWith(parts: Partial<FileFacts> & Pick<FileFacts, 'path'>): FileFacts {
  return { isTracked: false, isStaged: false, isIgnored: false, rule: null, existsOnDisk: true, text: null, ...parts }
}

/** A `.env` as it should be: on the disk, ignored, and for its owner alone. */
export function envFile(parts: Partial<EnvFileFacts>): EnvFileFacts {
  return { ...fileWith({ path: '.env', isIgnored: true }), isOpenToAll: false, ...parts }
}

/** Facts of a repository that has none but those given. */
export function factsOf(parts: Partial<PolicyFacts>): PolicyFacts {
  return {
    scope: 'repository',
    envFiles: [],
    awaited: [],
    templates: [],
    credentialFiles: [],
    past: [],
    uses: [],
    unnamedKeys: new Set(),
    images: [],
    packages: [],
    ...parts,
  }
}
