import type { ScanEnvironment } from '../../src/commands/scan/scan-environment.ts'
import { DEFAULT_SETTINGS } from '../../src/config/default-settings.ts'
import { mergeConfig } from '../../src/config/merge-config.ts'
import { parseSettings } from '../../src/config/parse-settings.ts'
import type { SourceSettings } from '../../src/model/source-settings.ts'
import type { TestRepository } from '../support/git-repo.ts'

/** What a command is called with in a repository, under the settings of a text. */
export function callIn(
  { root, env }: TestRepository,
  {
    settings = '',
    source = { kind: 'work-tree' },
  }: { readonly settings?: string; readonly source?: SourceSettings } = {},
) {
  const parsed = settings === '' ? DEFAULT_SETTINGS : parseSettings(settings, 'keywarden.toml', root)
  const config = mergeConfig(parsed, { cwd: root, root, source, origin: { kind: 'defaults' }, overrides: {} })
  const environment: ScanEnvironment = {
    env,
    now: () => 0,
    today: '2030-01-31',
    stdin: (async function* () {})(),
    signal: null,
    onProgress: () => {},
  }
  return { config, environment }
}
