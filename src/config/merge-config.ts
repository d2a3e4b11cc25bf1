import type { Config, RepositorySettings } from './config.ts'

/** All of a config that does not come from the repository's settings. */
export type Run = Pick<Config, 'cwd' | 'root' | 'source' | 'origin' | 'overrides'>

/** One frozen config: the flags of a run above the settings of the repository. */
export function mergeConfig(settings: RepositorySettings, run: Run): Config {
  return deepFreeze({ ...structuredClone({ ...settings, ...run }), ...structuredClone(run.overrides) })
}

/** The same run over other settings: those of a base commit, say. */
export function withSettings(config: Config, settings: RepositorySettings): Config {
  const { cwd, root, source, origin, overrides } = config
  return mergeConfig(settings, { cwd, root, source, origin, overrides })
}

function deepFreeze<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) deepFreeze(inner)
  }
  return Object.freeze(value)
}
