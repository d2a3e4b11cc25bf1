import { expect, test } from 'vitest'
import { locateToml } from '../../src/rules/toml-positions.ts'

const TEXT = `# [[rules]] in a comment
title = "x # no comment"

[provider]
id = "acme"
tags = [
  "one", # a comment, with "quotes" and ]
  'two',
]

[[rules]]
id = "a"
[rules.examples]
positive = ["x, y", '''
[[rules]]
id = "not a key"
''', "z"]

  [[rules]]
  "id" = "b"
  pattern = 'b{2}'
  notes = """
id = "neither"
\\"""
"""
  examples.negative = [["a"], "b"]
  inline = { key = "v" }
`

const at = (path: string) => {
  const { line, column } = locateToml(TEXT).at(path)
  return TEXT.split('\n')[line - 1]?.slice(column - 1)
}

test.each([
  ['title', 'title = "x # no comment"'],
  ['provider', '[provider]'],
  ['provider.id', 'id = "acme"'],
  ['provider.tags[0]', '"one", # a comment, with "quotes" and ]'],
  ['provider.tags[1]', "'two',"],
  ['rules[0]', '[[rules]]'],
  ['rules[0].id', 'id = "a"'],
  ['rules[0].examples', '[rules.examples]'],
  ['rules[0].examples.positive[0]', `"x, y", '''`],
  ['rules[0].examples.positive[1]', `'''`],
  ['rules[0].examples.positive[2]', '"z"]'],
  ['rules[1].id', '"id" = "b"'],
  ['rules[1].examples.negative[1]', '"b"]'],
])('%s stands at %s', (path, source) => expect(at(path)).toBe(source))

test.each([
  ['rules[1].missing', '[[rules]]'],
  ['rules[1].inline.key', 'inline = { key = "v" }'],
  ['provider.tags[7]', 'tags = ['],
  ['rules[0].examples.negative[0]', '[rules.examples]'],
])('%s, which is not written by itself, stands where %s does', (path, source) => expect(at(path)).toBe(source))

test('what is not there at all stands at the start', () => {
  expect(locateToml(TEXT).at('nothing.at.all')).toEqual({ line: 1, column: 1 })
  expect(locateToml('').at('provider')).toEqual({ line: 1, column: 1 })
})

test('a character inside a literal string is found, inside any other the key is', () => {
  const positions = locateToml(`p = 'ab{2}'\nq = "ab"`)
  expect(positions.inside('p', 2)).toEqual({ line: 1, column: 8 })
  expect(positions.inside('q', 1)).toEqual({ line: 2, column: 1 })
})
