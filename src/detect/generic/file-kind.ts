import { wordSet } from './word-set.ts'

/** How values are written in a file: quoted only (`code`), bare or quoted (`config`), or in running text (`prose`). */
export type FileKind = 'code' | 'config' | 'prose' | 'generated'

const CODE = wordSet(
  'js mjs cjs jsx ts mts cts tsx vue svelte py pyi rb php java kt kts scala groovy gradle cs fs vb go rs c h cc cpp hpp m mm swift dart lua pl pm r jl ex exs erl hs clj sql ps1 psm1 zig nim slim erb coffee',
)
const PROSE = wordSet('md markdown mdx rst txt adoc asciidoc html htm xhtml tex org log')
const GENERATED_NAMES = wordSet(
  'package-lock.json npm-shrinkwrap.json yarn.lock pnpm-lock.yaml composer.lock Cargo.lock Gemfile.lock poetry.lock uv.lock Pipfile.lock go.sum flake.lock deno.lock bun.lock mix.lock pubspec.lock packages.lock.json',
)
const GENERATED =
  /\.min\.(?:js|mjs|cjs|css|json)$|\.(?:map|snap|svg|css|scss|less|csv|tsv|po|pot|xlf|arb|resx|strings)$|\.d\.[cm]?ts$|(?:^|\/)node_modules\//
const LOCALE = /(?:^|\/)(?:locales?|i18n|l10n|translations?|lang|langs|languages)\//i
const VENDORED = /(?:^|\/)(?:vendor|vendors|third[-_]party|bower_components|external|deps)\//i

/** Kind of the file at `path`. Generated and translated files hold no assignments that a person wrote. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (GENERATED_NAMES.has(name) || GENERATED.test(path) || LOCALE.test(path)) return 'generated'
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (!name.includes('.') || name.startsWith('.env')) return 'config'
  if (CODE.has(extension)) return 'code'
  return PROSE.has(extension) ? 'prose' : 'config'
}

/** True for the code of others that a repository holds a copy of. */
export function isVendored(path: string): boolean {
  return VENDORED.test(path)
}
