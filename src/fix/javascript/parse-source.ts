import { type ParserPlugin, parse } from '@babel/parser'
import type { SyntaxNode, SyntaxTree } from './syntax-tree.ts'

const SHARED: readonly ParserPlugin[] = ['decorators', 'explicitResourceManagement', 'importAttributes']

/** Ways to read a file, by the end of its name; the first that works counts. */
const READINGS: readonly (readonly [path: RegExp, readings: readonly (readonly ParserPlugin[])[]])[] = [
  [/\.[cm]?ts$/i, [['typescript']]],
  [/\.tsx$/i, [['typescript', 'jsx']]],
  [/(?:)/, [['jsx'], ['jsx', 'flow']]],
]

/** The syntax tree of a JavaScript or TypeScript file; null where it cannot be read. */
export function parseSource(path: string, text: string): SyntaxTree | null {
  const readings = READINGS.find(([pattern]) => pattern.test(path))?.[1] ?? []
  for (const plugins of readings) {
    const tree = parseWith([...SHARED, ...plugins], text)
    if (tree !== null) return tree
  }
  return null
}

function parseWith(plugins: readonly ParserPlugin[], text: string): SyntaxTree | null {
  try {
    const file = parse(text, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowSuperOutsideMethod: true,
      allowUndeclaredExports: true,
      plugins: [...plugins],
    })
    return { root: file.program as unknown as SyntaxNode, comments: (file.comments ?? []) as unknown as SyntaxNode[] }
  } catch {
    return null // what it says repeats the source
  }
}
