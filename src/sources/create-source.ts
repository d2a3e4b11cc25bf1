import { realpathSync } from 'node:fs'
import { type GitGate, gitGate } from '../git/gate.ts'
import { readStaged } from '../git/list-staged.ts'
import { openRepository, type Repository, repositoryAt } from '../git/open-repository.ts'
import type { SourceSettings } from '../model/source-settings.ts'
import { type HeadStart, startStaged } from './head-start.ts'
import type { Source } from './source.ts'
import { stagedSource } from './staged-source.ts'

/** What a source needs of the world. */
export interface SourceContext {
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  readonly stdin: AsyncIterable<Uint8Array>
  /** Ends what runs when it is aborted. */
  readonly signal: AbortSignal | null
  /** What git has been asked already, for a scan of what is staged in `cwd`. */
  readonly headStart?: HeadStart | null
}

/** A source, and where it is at home. */
export interface OpenedSource {
  readonly source: Source
  /** Absolute path of the folder that paths are relative to. */
  readonly root: string
  /** Null where the scan is outside a repository. */
  readonly repository: Repository | null
}

/** Opens the source that the settings name. Each but the one of hooks is loaded when it is asked for. */
export function createSource(settings: SourceSettings, context: SourceContext): Promise<OpenedSource> {
  const open = SOURCES[settings.kind] as Opener<SourceSettings['kind']>
  return open(settings, context)
}

type Opener<Kind> = (settings: Extract<SourceSettings, { kind: Kind }>, context: SourceContext) => Promise<OpenedSource>

const SOURCES = {
  staged: async (_, { cwd, env, signal, headStart }) => {
    const { gate, listing, description } = headStart ?? startStaged(cwd, env, signal)
    const changes = readStaged(gate, 'HEAD', listing)
    changes.catch(() => {}) // awaited by the source; this may turn out not to be a repository before
    const repository = 'root' in description ? repositoryAt(gate, description) : await openRepository(gate, description)
    return at(repository, stagedSource(repository, changes, env))
  },
  range: async ({ range }, context) => {
    const { commitSource } = await import('./commit-source.ts')
    const { resolveRange } = await import('../git/resolve-range.ts')
    const repository = await openRepository(gateAt(context.cwd, context))
    return at(repository, commitSource(repository, await resolveRange(repository, range)))
  },
  push: async ({ remote }, context) => {
    const { commitSource } = await import('./commit-source.ts')
    const { readPush } = await import('./read-push.ts')
    const repository = await openRepository(gateAt(context.cwd, context))
    return at(repository, commitSource(repository, await readPush(repository, remote, context)))
  },
  history: async (_, context) => {
    const { commitSource } = await import('./commit-source.ts')
    const repository = await openRepository(gateAt(context.cwd, context))
    return at(repository, commitSource(repository, { kind: 'everything' }))
  },
  'work-tree': async (_, context) => {
    const { workTreeSource } = await import('./work-tree-source.ts')
    const repository = await openRepository(gateAt(context.cwd, context))
    return at(repository, workTreeSource(repository))
  },
  paths: async ({ paths }, context) => {
    const { plainPathsSource, repositoryPathsSource } = await import('./paths-source.ts')
    const { homeOf } = await import('./home-of-paths.ts')
    const home = homeOf(context.cwd, paths, context.env)
    if (home.kind === 'folder') {
      return { source: plainPathsSource(home.folder, context.cwd, paths), root: home.folder, repository: null }
    }
    const repository = await openRepository(gateAt(home.folder, context))
    return at(repository, repositoryPathsSource(repository, context.cwd, paths))
  },
  stdin: async ({ filename }, { cwd, stdin }) => {
    const { stdinSource } = await import('./stdin-source.ts')
    return { source: stdinSource(stdin, filename), root: realpathSync(cwd), repository: null }
  },
} satisfies { [Kind in SourceSettings['kind']]: Opener<Kind> }

function gateAt(folder: string, { env, signal }: SourceContext): GitGate {
  return gitGate(folder, env, signal)
}

function at(repository: Repository, source: Source): OpenedSource {
  return { source, root: repository.root, repository }
}
