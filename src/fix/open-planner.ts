import { isEnvFile, isExample, isTemplate } from '../policy/env-file-name.ts'
import { shellWord } from '../policy/show-path.ts'
import { explain, explainGenerated } from './config-files/explanations.ts'
import { INTERPOLATIONS } from './config-files/interpolation.ts'
import { type OpenPlanner, type Planner, type Refusal, refuse, type SourceFile } from './fix-plan.ts'

/** A kind of file that can be fixed, and its planner, loaded when a file of that kind is met. */
interface FileKind {
  readonly path: RegExp
  /** First line of a file whose name tells nothing. */
  readonly shebang: RegExp | null
  readonly load: () => Promise<OpenPlanner>
}

const KINDS: readonly FileKind[] = [
  {
    path: /\.[cm]?[jt]sx?$/i,
    shebang: /\b(?:node|bun|tsx|ts-node)\b/,
    load: async () => (await import('./javascript/open-javascript.ts')).openJavaScript,
  },
  {
    path: /\.pyi?$|\.pyw$/i,
    shebang: /\bpython[\d.]*\b/,
    load: async () => (await import('./languages/python.ts')).openPython,
  },
  { path: /\.go$/i, shebang: null, load: async () => (await import('./languages/go.ts')).openGo },
  {
    path: /\.(?:rb|rake|ru|gemspec)$|(?:^|\/)(?:Gemfile|Rakefile)$/i,
    shebang: /\bruby\b/,
    load: async () => (await import('./languages/ruby.ts')).openRuby,
  },
  {
    path: /\.(?:php|phtml)$/i,
    shebang: /\bphp\b/,
    load: async () => (await import('./languages/php.ts')).openPhp,
  },
  { path: /\.java$/i, shebang: null, load: async () => (await import('./languages/java.ts')).openJava },
  { path: /\.cs$/i, shebang: null, load: async () => (await import('./languages/csharp.ts')).openCSharp },
  { path: /\.rs$/i, shebang: null, load: async () => (await import('./languages/rust.ts')).openRust },
  {
    path: /\.(?:sh|bash|zsh|ksh)$|(?:^|\/)\.(?:envrc|bashrc|zshrc|profile|bash_profile)$/i,
    shebang: /\b(?:ba|z|k|da)?sh\b/,
    load: async () => (await import('./languages/shell.ts')).openShell,
  },
]

/** The planner for a file, by its name or its first line; a refusal where nothing in it can be fixed. */
export async function openPlanner(file: SourceFile): Promise<Planner | Refusal> {
  const { path, text } = file
  const generated = explainGenerated(path)
  if (generated !== null) return generated
  if (isEnvFile(path)) return refuseEnvFile(path)
  if (isTemplate(path)) return openEnvTemplate(file)
  const tool = INTERPOLATIONS.find((candidate) => candidate.path.test(path))
  if (tool?.format === 'yaml') return (await import('./config-files/open-yaml.ts')).openYaml(file, tool)
  if (tool !== undefined) return (await import('./config-files/open-lines.ts')).openLines(file, tool)
  const shebang = /^\ufeff?#![^\n]*/.exec(text)?.[0] ?? ''
  const hasExtension = /[^/]\.[^./]+$/.test(path)
  const kind = KINDS.find(
    (candidate) => candidate.path.test(path) || (!hasExtension && shebang !== '' && candidate.shebang?.test(shebang)),
  )
  return kind === undefined ? explain(path) : (await kind.load())(file)
}

async function openEnvTemplate(file: SourceFile): Promise<Planner | Refusal> {
  if (!isExample(file.path)) {
    return refuse('a test run reads its values from this file', 'write made-up values, or take the file out of git')
  }
  return (await import('./config-files/open-template.ts')).openTemplate(file)
}

function refuseEnvFile(path: string): Refusal {
  const word = shellWord(path)
  return refuse(
    'the value is where it belongs, and the file is not ignored or is in git',
    `keep ${word} out of git: keywarden policy --fix takes it out of the index and adds the line to .gitignore`,
  )
}
