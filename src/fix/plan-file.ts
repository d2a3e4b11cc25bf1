import { quoteEnvValue } from '../dotenv/quote-env-value.ts'
import { ScanError } from '../model/errors.ts'
import type { Secret } from '../model/secret.ts'
import { applyEdits, distinctEdits } from './apply-edits.ts'
import { ciSecretName } from './config-files/interpolation.ts'
import {
  BY_HAND,
  type Lookup,
  type Planner,
  type Refusal,
  refuse,
  type SecretSite,
  type SourceFile,
  type TextEdit,
} from './fix-plan.ts'
import type { NameBook } from './names/name-book.ts'
import { variableNames } from './names/variable-name.ts'
import { openPlanner } from './open-planner.ts'

/** A literal that becomes a lookup of `name`. */
export interface PlannedMove {
  readonly site: SecretSite
  readonly name: string
  readonly value: Secret
  /** Name of the secret on the CI host, where that is who needs it; '' where it is whoever runs the program. */
  readonly ciName: string
}

/** A literal that is left as it is. */
export interface RefusedSite {
  readonly site: SecretSite
  readonly refusal: Refusal
}

/** What is to be done to one version of one file. */
export interface FilePlan {
  readonly path: string
  readonly before: string
  /** Same as `before` where nothing can be moved. */
  readonly after: string
  /** In the order of the text, without overlap. */
  readonly edits: readonly TextEdit[]
  readonly moves: readonly PlannedMove[]
  readonly refused: readonly RefusedSite[]
}

/** Plans the lookups for the secrets of one text. Pure but for the parsers that it loads; the book learns the names. */
export async function planFile(file: SourceFile, sites: readonly SecretSite[], book: NameBook): Promise<FilePlan> {
  const planner = await openPlanner(file)
  if ('kind' in planner) return refuseAll(file, sites, planner)
  const answers = sites.map((site) => ({ site, answer: planner.find(site) }))
  const lookups = answers.flatMap(({ site, answer }) => (answer.kind === 'lookup' ? [{ site, lookup: answer }] : []))
  const refused = answers.flatMap(({ site, answer }) => (answer.kind === 'refused' ? [{ site, refusal: answer }] : []))
  if (lookups.length === 0) return { ...unchanged(file), refused }
  const required = planner.require()
  if ('kind' in required) return refuseAll(file, sites, required)
  const draft = draftOf(file, sites, { lookups, required, book })
  return finish(file, planner, { sites, ...draft, refused: [...refused, ...draft.refused] })
}

interface Accepted {
  readonly lookups: readonly { readonly site: SecretSite; readonly lookup: Lookup }[]
  readonly required: readonly TextEdit[]
  readonly book: NameBook
}

/** Names the lookups, in order. Of two secrets in one literal the first is taken. */
function draftOf(file: SourceFile, sites: readonly SecretSite[], { lookups, required, book }: Accepted) {
  const moves: PlannedMove[] = []
  const refused: RefusedSite[] = []
  let edits: readonly TextEdit[] = distinctEdits(required)
  for (const { site, lookup } of lookups) {
    const flaw = flawOf(lookup)
    if (flaw !== null) {
      refused.push({ site, refusal: flaw })
      continue
    }
    const name = book.nameFor(lookup.value, wantedNames(file, sites, site, lookup))
    const more = distinctEdits([...edits, ...lookup.edits(name)])
    if (more.some(({ start }, i) => i > 0 && start < (more[i - 1]?.end ?? 0))) {
      refused.push({ site, refusal: refuse('another secret of the same literal is moved', 'run keywarden fix again') })
      continue
    }
    const ciName = lookup.neededBy === 'ci' ? ciSecretName(name) : ''
    moves.push({ site, name, ciName, value: lookup.value })
    edits = more
  }
  return { moves, refused, edits }
}

/** A `.env` cannot hold every value. */
function flawOf({ value }: Lookup): Refusal | null {
  try {
    quoteEnvValue(value.reveal())
    return null
  } catch (error) {
    if (error instanceof ScanError) return refuse(error.message, error.hint)
    throw error
  }
}

/** What stands beside a literal may be another secret: no name is made of one. */
function wantedNames(
  { text }: SourceFile,
  sites: readonly SecretSite[],
  site: SecretSite,
  lookup: Lookup,
): readonly string[] {
  const letters = (string: string) => string.replace(/[^a-z\d]/gi, '').toLowerCase()
  const secrets = sites.map(({ start, end }) => letters(text.slice(start, end)))
  const tells = (name: string) => letters(name).length > 5 && secrets.some((secret) => secret.includes(letters(name)))
  return variableNames(lookup.hint, site).filter((name) => name === lookup.hint.exact || !tells(name))
}

interface Draft {
  readonly sites: readonly SecretSite[]
  readonly moves: readonly PlannedMove[]
  readonly refused: readonly RefusedSite[]
  readonly edits: readonly TextEdit[]
}

function finish(file: SourceFile, planner: Planner, { sites, moves, refused, edits }: Draft): FilePlan {
  const after = applyEdits(file.text, edits)
  if (!planner.isSound(after, edits)) {
    return refuseAll(file, sites, refuse('the file could not be read any more with a lookup in it', BY_HAND))
  }
  return { path: file.path, before: file.text, after, edits, moves, refused }
}

function refuseAll(file: SourceFile, sites: readonly SecretSite[], refusal: Refusal): FilePlan {
  return { ...unchanged(file), refused: sites.map((site) => ({ site, refusal })) }
}

function unchanged({ path, text }: SourceFile): FilePlan {
  return { path, before: text, after: text, edits: [], moves: [], refused: [] }
}
