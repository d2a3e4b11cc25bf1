import { resolve } from 'node:path'
import { replaceFile } from '../../disk/replace-file.ts'
import { ScanError } from '../../model/errors.ts'
import type { KeyDefinition } from '../../secrets/definition/key-definition.ts'
import { readText } from '../../secrets/resolve/read-text.ts'
import type { VerbResult } from '../verb-result.ts'
import type { ExampleFile } from './read-example.ts'

const MARK = '// Written by `keywarden secrets types`'

/** Prints declarations of the keys, or writes them to a file, if what stands there was written by this. */
export async function writeTypes(example: ExampleFile, file: string | null, cwd: string): Promise<VerbResult> {
  const text = typesOf(example)
  const keys = Object.keys(example.definition.keys)
  if (file === null) {
    return { lines: text.split('\n').slice(0, -1), data: { file, keys, text }, outcome: 'passed', purpose: 'content' }
  }
  const path = resolve(cwd, file)
  const before = await readText(path, file)
  if (before !== null && !before.startsWith(MARK)) {
    throw new ScanError('USAGE', `${file} was not written by keywarden and stays as it is`, {
      hint: 'name another file, such as secrets.d.ts',
    })
  }
  const isNew = before !== text
  if (isNew) await replaceFile(path, [text])
  const says = `${file}: ${keys.length} keys of ${example.name}${isNew ? '' : ', unchanged'}`
  return { lines: [says], data: { file, keys, text }, outcome: 'passed', purpose: 'verdict' }
}

/** Declarations by which `loadSecrets()` and `process.env` know the keys. */
export function typesOf({ name, definition }: ExampleFile): string {
  const keys = Object.entries(definition.keys)
  return [
    `${MARK} from ${name}; write it anew when that changes.`,
    "import type { Secret } from 'keywarden/secrets'",
    '',
    "declare module 'keywarden/secrets' {",
    '  interface KnownSecrets {',
    ...keys.flatMap(([key, its]) => [...comment(its), `    readonly ${quoted(key)}: ${typeOf(its)}`]),
    '  }',
    '}',
    '',
    'declare global {',
    '  namespace NodeJS {',
    '    interface ProcessEnv {',
    ...keys.map(([key]) => `      ${quoted(key)}?: string`),
    '    }',
    '  }',
    '}',
    '',
  ].join('\n')
}

function comment({ description }: KeyDefinition): readonly string[] {
  return description === undefined ? [] : [`    /** ${description.replaceAll('*/', '* /')} */`]
}

function typeOf(definition: KeyDefinition): string {
  const type = definition.sensitive === false ? 'string' : 'Secret'
  const isAlways = definition.required !== false || definition.default !== undefined
  return isAlways ? type : `${type} | undefined`
}

function quoted(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key)
}
