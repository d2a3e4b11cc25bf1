import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FORMATS, type FormatName } from '../../src/report/formats.ts'
import { PLAIN } from '../../src/report/palette.ts'
import { anyOptions, hostileReport } from './arbitrary-report.ts'
import { exampleReport, render } from './example-report.ts'

const NAMES = Object.keys(FORMATS) as FormatName[]
const OBEYED_OR_UNSEEN = /[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/

describe.each(NAMES)('%s', (format) => {
  test('holds nothing that a terminal obeys or a reader cannot see, whatever the report', () => {
    fc.assert(
      fc.property(hostileReport, anyOptions, (report, options) => {
        const text = render(format, report, options)
        expect(text).not.toMatch(OBEYED_OR_UNSEEN)
        expect(text.isWellFormed()).toBe(true)
        expect(text.endsWith('\n')).toBe(true)
      }),
    )
  })

  test('holds no command of a CI runner but its own annotations, whatever the report', () => {
    fc.assert(
      fc.property(hostileReport, anyOptions, (report, options) => {
        const text = render(format, report, options)
        expect(text).not.toMatch(/##[a-z]*\[/i)
        // the runner trims a line before it looks for a command
        const commands = text.split('\n').filter((line) => line.trimStart().startsWith('::'))
        if (format !== 'github') expect(commands).toEqual([])
        for (const command of commands) expect(command).toMatch(/^::(?:error |warning |notice::)/)
        expect(commands.length).toBeLessThanOrEqual(21)
      }),
    )
  })

  test('tells of an empty report that it is complete and how many objects were seen', () => {
    const text = render(format, exampleReport())
    expect(text).toMatch(/"complete": ?true|no secrets in/)
    expect(text).toMatch(/\b12\b/)
  })

  test('tells an incomplete report from a complete one', () => {
    const text = render(format, exampleReport({ complete: false }))
    expect(text).toMatch(/"complete": ?false|SCAN INCOMPLETE/)
    expect(text).not.toContain('no secrets')
  })
})

test('with colours, every control sequence is one of the palette', () => {
  const bold = (text: string) => `\x1b[1m${text}\x1b[22m`
  const palette = { ...PLAIN, bold, red: bold, dim: bold, yellow: bold, green: bold }
  fc.assert(
    fc.property(hostileReport, anyOptions, (report, options) => {
      const text = render('text', report, { ...options, palette })
      expect(text.replaceAll('\x1b[1m', '').replaceAll('\x1b[22m', '')).not.toMatch(OBEYED_OR_UNSEEN)
    }),
  )
})
