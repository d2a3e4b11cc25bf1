/** How values are written in a file: quoted only (`code`), bare or quoted (`config`), or in running text (`prose`). */
export type FileKind = 'code' | 'config' | 'prose' | 'generated'

const CODE = new Set(
  'js mjs cjs jsx ts mts cts tsx vue svelte py pyi rb php java kt kts scala groovy gradle cs fs vb go rs c h cc cpp hpp m mm swift dart lua pl pm r jl ex exs erl hs clj sql ps1 psm1 zig nim'.split(
    ' ',
  ),
)
const PROSE = new Set('md markdown mdx rst txt adoc asciidoc html htm tex org log'.split(' '))
const GENERATED_NAMES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'composer.lock',
  'Cargo.lock',
  'Gemfile.lock',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'go.sum',
  'flake.lock',
  'deno.lock',
  'bun.lock',
])
const GENERATED =
  /\.min\.(js|mjs|cjs|css)$|\.(map|snap|svg|css|csv|tsv|po|pot|xlf|d\.ts)$|(^|\/)(node_modules|vendor|third_party|bower_components|locales?|i18n|translations?)\//

/** Kind of the file at `path`. Generated, vendored and translated files hold no assignments that a person wrote. */
export function fileKind(path: string): FileKind {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (GENERATED_NAMES.has(name) || GENERATED.test(path)) return 'generated'
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (!name.includes('.') || name.startsWith('.env')) return 'config'
  if (CODE.has(extension)) return 'code'
  return PROSE.has(extension) ? 'prose' : 'config'
}
