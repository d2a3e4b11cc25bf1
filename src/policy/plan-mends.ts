import type { Breach, Mend } from './breach.ts'

/** One thing to do, to one file or to the index. */
export type MendStep =
  | { readonly kind: 'ignore'; readonly file: string; readonly lines: readonly string[] }
  /** `from` are the env files whose keys are meant; where `keys` is empty, all of them. */
  | {
      readonly kind: 'template'
      readonly file: string
      readonly keys: readonly string[]
      readonly from: readonly string[]
      readonly blank: readonly string[]
    }
  | { readonly kind: 'untrack'; readonly paths: readonly string[] }
  | { readonly kind: 'close'; readonly file: string }

/**
 * What is to be done about breaches, each file once: ignore files first, so that nothing is open for a moment, the
 * index after them.
 */
export function planMends(breaches: readonly Breach[]): readonly MendStep[] {
  const mends = breaches.flatMap((breach) => breach.mends)
  const untracked = ofKind(mends, 'untrack').map(({ path }) => path)
  return [
    ...ignoreSteps(ofKind(mends, 'ignore')),
    ...templateSteps(mends),
    ...(untracked.length === 0 ? [] : [{ kind: 'untrack', paths: [...new Set(untracked)] } as const]),
    ...ofKind(mends, 'close').map(({ path }) => ({ kind: 'close', file: path }) as const),
  ]
}

type OfKind<Kind> = Extract<Mend, { kind: Kind }>

function ofKind<Kind extends Mend['kind']>(mends: readonly Mend[], kind: Kind): readonly OfKind<Kind>[] {
  return mends.filter((mend): mend is OfKind<Kind> => mend.kind === kind)
}

function ignoreSteps(mends: readonly OfKind<'ignore'>[]): readonly MendStep[] {
  const files = [...new Set(mends.map(({ file }) => file))]
  return files.map((file) => {
    const lines = mends.filter((mend) => mend.file === file).map(({ line }) => line)
    return { kind: 'ignore', file, lines: [...new Set(lines)] }
  })
}

function templateSteps(mends: readonly Mend[]): readonly MendStep[] {
  const extensions = ofKind(mends, 'extend')
  const blanks = ofKind(mends, 'blank')
  const files = [...new Set([...extensions, ...blanks].map(({ template }) => template))]
  return files.map((file) => {
    const here = extensions.filter(({ template }) => template === file)
    return {
      kind: 'template',
      file,
      keys: [...new Set(here.flatMap(({ keys }) => keys))],
      from: [...new Set(here.flatMap(({ from }) => from ?? []))],
      blank: [...new Set(blanks.filter(({ template }) => template === file).map(({ key }) => key))],
    }
  })
}
