import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasTornBlock, newFileWithBlock, withBlock, withoutBlocks } from '../../../src/commands/setup/marked-block.ts'

const line = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\r\n]/g, ' '))
const anyText = fc
  .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, isEnded]) => lines.join(eol) + (isEnded && lines.length > 0 ? eol : ''))

describe('a block in a text', () => {
  test('goes without a trace, wherever it was put', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.array(line, { maxLength: 3 }),
        fc.nat(6),
        fc.constantFrom('', '  '),
        (text, lines, at, indent) => {
          const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1), text.length]
          const offset = starts[at % starts.length] ?? 0
          const marked = withBlock(text, lines, { offset, indent })
          expect(withoutBlocks(marked)).toEqual({ text, isNewFile: false, blocks: 1 })
          expect(hasTornBlock(marked)).toBe(false)
        },
      ),
    )
  })

  test('has the line ends of the text', () => {
    expect(withBlock('a\r\nb', ['c'])).toMatch(/^a\r\nb\r\n# >>> [^\n]*\r\nc\r\n# <<< keywarden <<<\r\n$/)
  })

  test('gives back the missing line feed even where more was written behind it', () => {
    const marked = withBlock('a', ['b'])
    expect(withoutBlocks(marked).text).toBe('a')
    expect(withoutBlocks(`${marked}c\n`).text).toBe('a\nc\n')
  })

  test('tells of a file that was made for it', () => {
    expect(withoutBlocks(newFileWithBlock(['a'], 'lead\n'))).toEqual({ text: 'lead\n', isNewFile: true, blocks: 1 })
  })

  test.each([
    '# >>> keywarden >>> x\na\n',
    'a\n# <<< keywarden <<<\n',
    '# >>> keywarden >>> x\n# >>> keywarden >>> x\na\n# <<< keywarden <<<\n',
  ])('is torn where a mark is missing: %j', (text) => expect(hasTornBlock(text)).toBe(true))
})
