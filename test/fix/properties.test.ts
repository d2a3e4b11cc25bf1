import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSource } from '../../src/fix/javascript/parse-source.ts'
import { isNode } from '../../src/fix/javascript/syntax-tree.ts'
import { openNameBook } from '../../src/fix/names/name-book.ts'
import { MARK, planText, VALUE } from './plan-text.ts'

/** Statements that hold the secret, and some that do not. */
const STATEMENTS = [
  `const a = '${MARK}'`,
  `let key = "${MARK}", other = 'x'`,
  `call({ headers: { Authorization: 'Bearer ${MARK}' } })`,
  `const o = { '${MARK}': 1, "b": \`${MARK}\` }`,
  `function f(token = '${MARK}') { return'${MARK}' }`,
  `class K { static key = "${MARK}"; '${MARK}'() {} }`,
  `x = y ? '${MARK}' : \`a\${'${MARK}'}b\``,
  `if ('${MARK}'in o) { throw'${MARK}' }`,
  `const t = tag\`${MARK}\``,
  `const e = process.env.OTHER || '${MARK}'`,
  `/* '${MARK}' */ run(/[']${MARK}/)`,
  `el = <A b='${MARK}' c={"${MARK}"}>text</A>`,
  `const plain = 'nothing' + "here"`,
  `// it's a comment`,
  `import m from 'm'`,
]

const program = fc
  .array(fc.tuple(fc.constantFrom(...STATEMENTS), fc.constantFrom('\n', '\r\n', ';\n', '\n\n\t')), { maxLength: 12 })
  .map((parts) =>
    parts
      .map(
        ([statement, end], i) =>
          `${statement.replaceAll(/\b(a|key|o|f|K|t|e|el|plain|other|m)\b(?= =|,| \{| from|\()/g, `$1${i}`)}${end}`,
      )
      .join(''),
  )

test('JavaScript: what is fixed once is not changed by a second fix', async () => {
  await fc.assert(
    fc.asyncProperty(program, async (text) => {
      const once = await planText('a.jsx', text)
      const twice = await planText('a.jsx', once.after, { book: openNameBook('', '') })
      expect(twice.edits).toEqual([])
      expect(twice.after).toBe(once.after)
    }),
    { numRuns: 150 },
  )
})

test('JavaScript: the tree is the same but for the literals, and so is every character outside the edits', async () => {
  await fc.assert(
    fc.asyncProperty(program, async (text) => {
      const { before, after, edits } = await planText('a.jsx', text)
      expect(shapeOf('a.jsx', after)).toEqual(shapeOf('a.jsx', before))
      expect(without(after, edits, 'new')).toBe(without(before, edits, 'old'))
    }),
    { numRuns: 150 },
  )
})

const FRAGMENTS = [
  `"${MARK}"`,
  `'${MARK}'`,
  `\`${MARK}\``,
  MARK,
  `"a ${MARK} b"`,
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r\n',
  '#',
  '//',
  '/*',
  '*/',
  '"""',
  '(',
  ')',
  '{',
  '}',
  '$(',
  '${',
  '<<EOF\n',
  'EOF\n',
  'r#"',
  '=',
  ' x ',
  'import os\n',
  'package a\n',
  '<?php ',
  '?>',
  ': ',
]

test.each([
  'a.py',
  'a.go',
  'a.rb',
  'a.php',
  'a.java',
  'a.cs',
  'a.rs',
  'a.sh',
  'a.ts',
  'compose.yml',
  '.npmrc',
  '.env.example',
])(
  '%s: whatever stands in it, a plan is made, nothing outside the edits changes, and a second fix changes nothing',
  async (path) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...FRAGMENTS), { maxLength: 25 }), async (fragments) => {
        const { before, after, edits } = await planText(path, fragments.join(''))
        expect(without(after, edits, 'new')).toBe(without(before, edits, 'old'))
        const again = await planText(path, after)
        expect(again.after).toBe(after)
      }),
      { numRuns: 300 },
    )
  },
)

/** The text without what the edits have taken or brought. */
function without(
  text: string,
  edits: readonly { readonly start: number; readonly end: number; readonly text: string }[],
  side: 'old' | 'new',
): string {
  let kept = ''
  let at = 0
  let shift = 0
  for (const edit of edits) {
    const start = side === 'old' ? edit.start : edit.start + shift
    kept += text.slice(at, start)
    at = start + (side === 'old' ? edit.end - edit.start : edit.text.length)
    shift += edit.text.length - (edit.end - edit.start)
  }
  return kept + text.slice(at)
}

/** A tree without places, in which a literal with the secret and a lookup are the same. */
function shapeOf(path: string, text: string): unknown {
  const tree = parseSource(path, text)
  return tree === null ? null : shape(tree.root)
}

const IGNORED = new Set([
  'start',
  'end',
  'loc',
  'extra',
  'range',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'computed',
  'interpreter',
  'tokens',
  'errors',
])

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (!isNode(value)) return value
  if (isSecret(value)) return 'THE SECRET'
  if (value.type === 'JSXExpressionContainer' && isNode(value['expression']) && isSecret(value['expression']))
    return 'THE SECRET'
  if (value.type === 'LogicalExpression' && isNode(value['right']) && isSecret(value['right'])) return 'THE SECRET'
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !IGNORED.has(key))
      .map(([key, inner]) => [key, shape(inner)]),
  )
}

/** A literal round the secret, a lookup, or a template with one in it. */
function isSecret(node: Readonly<Record<string, unknown>>): boolean {
  if (node['type'] === 'StringLiteral') return String(node['value']).includes(VALUE)
  if (node['type'] === 'MemberExpression') return /process/.test(JSON.stringify(node['object']))
  if (node['type'] !== 'TemplateLiteral') return false
  const text = JSON.stringify(node['quasis'])
  return text.includes(VALUE) || (/Bearer/.test(text) && /process/.test(JSON.stringify(node['expressions'])))
}
