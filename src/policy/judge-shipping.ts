import type { Breach } from './breach.ts'
import { baseName, counterpartOf, folderOf, isExample } from './env-file-name.ts'
import { isCovered, isLeftOut } from './ignore-file.ts'
import type { FileFacts, PolicyFacts, ShippingFacts } from './policy-facts.ts'

/** What Dockerfiles and npm packages take in of env files, those that templates say will be there included. */
export function judgeShipping(facts: PolicyFacts): readonly Breach[] {
  const there = facts.envFiles.filter(({ existsOnDisk, isTracked }) => existsOnDisk || isTracked)
  const awaited = facts.templates.filter(({ path }) => isExample(path)).map(({ path }) => counterpartOf(path))
  const envPaths = [...new Set([...there.map(({ path }) => path), ...awaited])].sort()
  const ofImages = facts.images.map((image) => judgeImage(image, envPaths))
  const ofPackages = facts.packages.map((one) => judgePackage(one, envPaths, facts))
  return [...ofImages, ...ofPackages].filter((breach) => breach !== null)
}

/** The build context is taken to be the folder of the Dockerfile. */
function judgeImage({ path, text, ignore }: ShippingFacts, envPaths: readonly string[]): Breach | null {
  const folder = folderOf(path)
  const reachable = envPaths.filter((env) => {
    return env.startsWith(folder) && !(ignore !== null && isLeftOut(ignore.text, 'docker', env.slice(folder.length)))
  })
  for (const { line, instruction, sources } of copiesOf(text)) {
    const taken = reachable.filter((env) => sources.some((source) => isCovered(source, env.slice(folder.length))))
    const [first] = taken
    if (first === undefined) continue
    const file = ignore?.path ?? `${folder}.dockerignore`
    const lines = ['**/.env', '**/.env.*', '!**/.env.example']
    return {
      policyId: 'image-takes-env',
      path,
      line,
      message: `${instruction} takes ${first.slice(folder.length)} into the image`,
      remedy: `add the lines ${lines.slice(0, 2).join(', ')} and ${lines[2]} to ${file}`,
      mends: lines.map((one) => ({ kind: 'ignore', file, line: one })),
    }
  }
  return null
}

interface Copy {
  readonly line: number
  readonly instruction: string
  readonly sources: readonly string[]
}

// COPY --chown=node . .    ADD ["src", ".env", "/app/"]
function copiesOf(dockerfile: string): readonly Copy[] {
  return dockerfile.split('\n').flatMap((text, i) => {
    const [, instruction = '', rest = ''] = /^\s*(COPY|ADD)\s+(\S.*?)\s*$/i.exec(text) ?? []
    if (instruction === '' || /(?:^|\s)--from=/.test(rest)) return []
    const words = (rest.startsWith('[') ? rest.replace(/[[\]",]/g, ' ') : rest)
      .split(/\s+/)
      .filter((word) => word !== '')
    const sources = words.filter((word) => !word.startsWith('--')).slice(0, -1)
    return [{ line: i + 1, instruction: instruction.toUpperCase(), sources: sources.map(sourcePattern) }]
  })
}

/** `.` and what means the same take all there is. */
function sourcePattern(source: string): string {
  return /^(?:\.\/?|\/)$/.test(source) ? '**' : source
}

function judgePackage(
  { path, text, ignore }: ShippingFacts,
  envPaths: readonly string[],
  facts: PolicyFacts,
): Breach | null {
  const manifest = readManifest(text)
  if (manifest === null || manifest.isPrivate) return null
  const folder = folderOf(path)
  const inner = facts.packages
    .map((other) => folderOf(other.path))
    .filter((one) => one !== folder && one.startsWith(folder))
  const own = envPaths.filter((env) => env.startsWith(folder) && !inner.some((one) => env.startsWith(one)))
  const ignored = new Set(facts.envFiles.filter(({ isIgnored }) => isIgnored).map((file: FileFacts) => file.path))
  const taken = own.find((env) => isPacked(env.slice(folder.length), { manifest, ignore, isIgnored: ignored.has(env) }))
  if (taken === undefined) return null
  const name = taken.slice(folder.length)
  if (manifest.files !== null) {
    return {
      policyId: 'package-takes-env',
      path,
      line: lineOf(text, '"files"'),
      message: `npm publishes ${name}: "files" names it or its folder`,
      remedy: `add "!${baseName(name)}" to the end of "files" in ${path}, then look at npm pack --dry-run`,
      mends: [],
    }
  }
  const file = ignore?.path ?? `${folder}.npmignore`
  return {
    policyId: 'package-takes-env',
    path: ignore?.path ?? path,
    line: null,
    message: `npm publishes ${name}: ${ignore === null ? 'nothing leaves it out' : `${baseName(ignore.path)} stands in for .gitignore and does not name it`}`,
    remedy: `add the lines .env and .env.* to ${file}, then look at npm pack --dry-run`,
    mends: ignore === null ? [] : ['.env', '.env.*', '!.env.example'].map((line) => ({ kind: 'ignore', file, line })),
  }
}

interface Manifest {
  readonly isPrivate: boolean
  readonly files: readonly string[] | null
}

interface Packing {
  readonly manifest: Manifest
  readonly ignore: ShippingFacts['ignore']
  readonly isIgnored: boolean
}

function isPacked(path: string, { manifest: { files }, ignore, isIgnored }: Packing): boolean {
  if (files !== null) {
    const deciding = files.findLast((pattern) => isCovered(sourcePattern(pattern.replace(/^!/, '')), path))
    return deciding !== undefined && !deciding.startsWith('!')
  }
  return ignore === null ? !isIgnored : !isLeftOut(ignore.text, 'npm', path)
}

/** Null for what is no package to publish. */
function readManifest(text: string): Manifest | null {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''))
    if (typeof value !== 'object' || value === null || !('name' in value) || !('version' in value)) return null
    const files = 'files' in value && Array.isArray(value.files) ? value.files : null
    return {
      isPrivate: 'private' in value && value.private === true,
      files: files?.filter((file) => typeof file === 'string') ?? null,
    }
  } catch {
    return null
  }
}

function lineOf(text: string, word: string): number | null {
  const at = text.indexOf(word)
  return at < 0 ? null : text.slice(0, at).split('\n').length
}
