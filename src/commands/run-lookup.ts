import type { Config } from '../config/config.ts'
import { readSettings } from '../secrets/check/read-settings.ts'
import type { ScanEnvironment } from './scan/scan-environment.ts'
import { checkLines } from './secrets/check-lines.ts'
import { explainKey } from './secrets/explain-key.ts'
import { type LookupOptions, openProject } from './secrets/open-project.ts'
import type { OpenedSecrets } from './secrets/open-secrets.ts'
import { projectFolder } from './secrets/project-folder.ts'
import { type ExampleFile, noExample, readExample, withNamedRules } from './secrets/read-example.ts'
import { openRuleBook } from './secrets/rule-book.ts'
import { writeTypes } from './secrets/write-types.ts'
import type { VerbResult } from './verb-result.ts'

export type { LookupOptions }

/** What a verb that looks up secrets is asked. */
export type LookupRequest =
  | ({ readonly verb: 'secrets check' } & LookupOptions)
  | ({ readonly verb: 'secrets explain'; readonly key: string } & LookupOptions)
  /** Without a file, the types are printed. */
  | { readonly verb: 'secrets types'; readonly file: string | null }

/** Answers what is asked of the secrets of a project: never with a value. */
export async function runLookup(
  config: Config,
  request: LookupRequest,
  environment: ScanEnvironment,
): Promise<VerbResult> {
  const folder = projectFolder(config.cwd, config.root)
  const example = await readExample(folder)
  switch (request.verb) {
    case 'secrets types':
      return writeTypes(example ?? refuse(folder), request.file, config.cwd)
    case 'secrets check':
      return check(example ?? refuse(folder), await openProject(config, request, environment), config)
    case 'secrets explain':
      return explainKey(request.key, example, await openProject(config, request, environment))
  }
}

async function check(example: ExampleFile, opened: OpenedSecrets, { rules }: Config): Promise<VerbResult> {
  const book = openRuleBook(rules.files)
  const { definition, values } = await withNamedRules(example, book)
  const { report } = await readSettings(definition, opened.resolver, {
    environment: opened.environment,
    rules: book,
    examples: values,
  })
  const isKnownBad = report.keys.some(({ problem }) => problem !== null && problem.code !== 'unknown')
  return {
    lines: checkLines(report, opened.resolver.labels),
    data: { schemaVersion: 1, folder: opened.folder, ...report },
    outcome: report.valid ? 'passed' : isKnownBad ? 'failed' : 'incomplete',
    purpose: 'verdict',
  }
}

function refuse(folder: string): never {
  throw noExample(folder)
}
