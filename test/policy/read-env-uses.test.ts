import { describe, expect, test } from 'vitest'
import { readEnvUses } from '../../src/policy/read-env-uses.ts'

/** Key, default, and whether the code can do without: `A`, `A?`, `A="x"`. */
function shown(path: string, text: string) {
  return readEnvUses(path, text).map(({ key, fallback, isOptional }) => {
    return fallback === null ? `${key}${isOptional ? '?' : ''}` : `${key}=${JSON.stringify(fallback)}`
  })
}

describe.each([
  ['a.ts', 'const a = process.env.A', ['A']],
  ['a.ts', "process.env['A'] + process.env[`B`]", ['A', 'B']],
  ['a.ts', "process.env.A ?? 'x'", ['A="x"']],
  ['a.ts', 'process.env.A || other()', ['A?']],
  ['a.ts', "process.env.A || ''", ['A=""']],
  ['a.tsx', 'import.meta.env.VITE_A', ['VITE_A']],
  ['a.mjs', 'const { A, B: b, C = "x", D: d = 4 } = process.env', ['A', 'B', 'C="x"', 'D?']],
  ['a.js', 'process.env.A = "x"\nprocess.env.A ??= "y"', []],
  ['a.js', 'if (process.env.A === "x") {}', ['A']],
  ['a.js', '// process.env.A\n * process.env.B', []],
  ['a.js', 'process.env.hasOwnProperty("A")', []],
  ['a.ts', "Deno.env.get('A') ?? 'x'", ['A="x"']],
  ['a.vue', '<script>import.meta.env.A</script>', ['A']],
  ['a.py', "os.environ['A']", ['A']],
  ['a.py', "os.environ.get('A')", ['A']],
  ['a.py', "os.environ.get('A', 'x')\nos.getenv(\"B\", default)", ['A="x"', 'B?']],
  ['a.py', 'os.environ.get("A") or "x"', ['A="x"']],
  ['a.py', "env('A1'), env.bool('B1', default=False), config('C1', default='x')", ['A1', 'B1?', 'C1="x"']],
  ['a.py', "config('lower')", []],
  ['a.rb', "ENV['A'] || 'x'\nENV.fetch('B', 'y')\nENV.fetch('C')", ['A="x"', 'B="y"', 'C']],
  ['a.php', "env('A1', 'x'); getenv('B1') ?: 'y'; $_ENV['C']", ['A1="x"', 'B1="y"', 'C']],
  ['a.go', 'os.Getenv("A")\nos.LookupEnv("B")', ['A', 'B']],
  ['a.java', 'System.getenv("A")', ['A']],
  ['a.cs', 'Environment.GetEnvironmentVariable("A") ?? "x"', ['A="x"']],
  ['a.rs', 'env::var("A"); std::env!("B")', ['A', 'B']],
  ['a.md', 'process.env.A', []],
  ['constructor', 'process.env.A', []],
])('%s: %j', (path, text, uses) => {
  test(`asks for ${uses.join(', ') || 'nothing'}`, () => expect(shown(path, text).sort()).toEqual([...uses].sort()))
})

test('uses come with their lines, in order', () => {
  const text = '\n\nconst { A,\n  B } = process.env\nprocess.env.C; process.env.D\r\n\nprocess.env.E'
  expect(readEnvUses('a.ts', text).map(({ key, line }) => [key, line])).toEqual([
    ['A', 3],
    ['B', 4],
    ['C', 5],
    ['D', 5],
    ['E', 7],
  ])
})

test('hostile code is read in no time to speak of', () => {
  const texts = [
    ';process.env.A'.repeat(75_000),
    `const {${' a,'.repeat(600)} } = process.env;`.repeat(500),
    '{'.repeat(200_000),
    '{a,'.repeat(70_000),
    `process.env.A ||${' '.repeat(200_000)}`,
    `${'{a'.repeat(1000)}} = process.env`,
  ]
  for (const text of texts) expect(readEnvUses('a.ts', `process.env.Z\n${text}`)[0]?.key).toBe('Z')
})
