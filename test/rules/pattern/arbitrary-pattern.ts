import fc from 'fast-check'

const atom = fc.constantFrom(
  'a',
  'b',
  'C',
  '_',
  '-',
  '\\.',
  '[ab]',
  '[a-c]',
  '[^a]',
  '\\d',
  '\\w',
  'abc',
  'Key',
  '[A-Z0-9]',
)
const bounds = fc.constantFrom('', '', '?', '{2}', '{0,3}', '{1,8}', '{2,7}', '{0,9}')

/** Sources of small regular expressions without look-arounds. */
export const arbitraryPattern: fc.Arbitrary<string> = fc.letrec<{ choice: string; sequence: string; item: string }>(
  (tie) => ({
    choice: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((options) => options.join('|')),
    sequence: fc.array(tie('item'), { minLength: 1, maxLength: 4 }).map((items) => items.join('')),
    item: fc.oneof(
      { maxDepth: 1, withCrossShrink: true },
      fc
        .tuple(atom, bounds)
        .map(([source, times]) =>
          source.length > 1 && !/^[[\\]/.test(source) ? `(?:${source})${times}` : source + times,
        ),
      fc.tuple(tie('choice'), bounds).map(([source, times]) => `(?:${source})${times}`),
    ),
  }),
).choice
