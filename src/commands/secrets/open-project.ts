import type { Config } from '../../config/config.ts'
import type { ScanEnvironment } from '../scan/scan-environment.ts'
import { type OpenedSecrets, openSecrets } from './open-secrets.ts'
import { projectFolder } from './project-folder.ts'

/** Where values are looked for. */
export interface LookupOptions {
  /** Environment that `--env` names, null without it. */
  readonly environment: string | null
  /** Whether stores may be asked. */
  readonly mode: 'online' | 'offline'
}

/** The places where the secrets of a project are sought, as settings and flags say. */
export async function openProject(
  config: Config,
  { environment: name, mode }: LookupOptions,
  { env, now, signal }: ScanEnvironment,
): Promise<OpenedSecrets> {
  return openSecrets({
    folder: projectFolder(config.cwd, config.root),
    env,
    environment: { name, saidBy: '--env' },
    settings: config.secrets,
    mode,
    stores: null,
    now,
    signal,
  })
}
