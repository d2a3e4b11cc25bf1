import { ScanError } from '../model/errors.ts'

/** Most bytes that a list of files may have. */
const LARGEST = 64 * 1024 * 1024

/**
 * The paths that `npm pack --dry-run --json` lists, relative to the package (https://docs.npmjs.com/cli/commands/npm-pack): a list
 * of packages, each with its files; newer versions of npm name the packages by keys instead.
 */
export async function readPackList(stdin: AsyncIterable<Uint8Array>): Promise<readonly string[]> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stdin) {
    length += chunk.length
    if (length > LARGEST) throw refusal()
    chunks.push(chunk)
  }
  const paths = pathsIn(parse(Buffer.concat(chunks).toString('utf8')))
  if (paths.length === 0) throw refusal()
  return paths
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw refusal(cause)
  }
}

function pathsIn(list: unknown): readonly string[] {
  if (typeof list !== 'object' || list === null) return []
  return Object.values(list).flatMap((entry: unknown) => {
    const { files } = (entry ?? {}) as { readonly files?: unknown }
    if (!Array.isArray(files)) return []
    return files.flatMap(({ path }: { readonly path?: unknown }) => (typeof path === 'string' ? [path] : []))
  })
}

function refusal(cause?: unknown): ScanError {
  return new ScanError('USAGE', 'standard input is no list of files as npm pack gives it', {
    hint: 'write npm pack --dry-run --json --ignore-scripts | keywarden scan --npm-pack --known',
    cause,
  })
}
