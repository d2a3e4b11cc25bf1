import micromatch from 'micromatch'

/** Tests a POSIX path relative to the repository root. */
export type PathTest = (path: string) => boolean

type SegmentTest = (segment: string) => boolean

const MAX_LENGTH = 256
/** More of them need time that grows with a power of the name's length. */
const MAX_STARS = 3
const MAX_BRACES = 3
const MAX_ALTERNATIVES = 32

const GLOBSTAR: SegmentTest = () => true

const OPTIONS = {
  dot: true, // `**` has to reach `.env`
  noextglob: true, // nested ones make a regular expression that never ends
  nonegate: true, // refused, see flawOfGlob
  posix: true, // `[!a]` as in .gitignore
  windows: false, // same verdict on every machine
}

/** Why a glob is refused, a clause to show; null where it is sound. */
export function flawOfGlob(glob: string): string | null {
  if (glob.length > MAX_LENGTH) return `is longer than ${MAX_LENGTH} characters`
  if (glob.trim() === '') return 'is empty'
  if (glob.startsWith('!')) return 'begins with "!": say what is accepted, not what is not'
  if (glob.includes('\\')) return 'has a backslash: folders are separated by /'
  if (glob.split('/').includes('..')) return 'leaves the repository with ".."'
  if (count(glob, /\{/g) > MAX_BRACES || count(glob, /,/g) > MAX_ALTERNATIVES) return 'has too many alternatives'
  if (/\{[^}]*\.\./.test(glob)) return 'has a range in braces: name the alternatives'
  const paths = expand(glob)
  if (paths === null) return 'has braces that do not belong together'
  if (paths.some((path) => path.split('/').some(hasManyStars))) return `has more than ${MAX_STARS} * in one name`
  return null
}

/**
 * Compiles a glob that `flawOfGlob` has passed. Dot files are matched like others; a glob without a slash matches at any depth, one that
 * starts with a slash only from the root, one that ends with a slash everything below. A path always matches itself,
 * so that `app/(auth)/[id].ts` can be named as it stands.
 */
export function compilePathGlob(glob: string): PathTest {
  const tests = (expand(anchored(glob)) ?? []).map((path) => namesOf(path).map(compileSegment))
  return (path) => path === glob || tests.some((test) => matchesSegments(test, path.split('/')))
}

function anchored(glob: string): string {
  const below = glob.endsWith('/') ? `${glob}**` : glob
  return below.includes('/') ? below.replace(/^\.?\//, '') : `**/${below}`
}

/** `src/**` is what stands in src, not a file of that name. */
function namesOf(path: string): readonly string[] {
  const names = path.split('/')
  return names.at(-1) === '**' ? [...names, '*'] : names
}

/** The alternatives of the braces; null where they are such that the library stumbles over them. */
function expand(glob: string): readonly string[] | null {
  try {
    return micromatch.braces(glob, { expand: true })
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError || error instanceof RangeError) return null
    throw error
  }
}

function hasManyStars(segment: string): boolean {
  return count(segment, /\*+/g) > MAX_STARS
}

function compileSegment(segment: string): SegmentTest {
  if (segment === '**') return GLOBSTAR
  if (segment === '') return () => false // of `a//b`: no path has a name without characters
  const literal = segment.replace(/[()|+"@{}]/g, '\\$&')
  return micromatch.matcher(literal.replace(/\*+/g, '*'), OPTIONS)
}

/** Walks both lists once, going back only to the last globstar: time grows with their product, whatever they hold. */
function matchesSegments(tests: readonly SegmentTest[], segments: readonly string[]): boolean {
  let test = 0
  let resumeTest = -1
  let resumeSegment = 0
  for (let segment = 0; segment < segments.length; ) {
    const current = tests[test]
    if (current === GLOBSTAR) {
      resumeTest = ++test
      resumeSegment = segment
    } else if (current?.(segments[segment] ?? '')) {
      test++
      segment++
    } else if (resumeTest >= 0) {
      test = resumeTest
      segment = ++resumeSegment
    } else {
      return false
    }
  }
  return tests.slice(test).every((rest) => rest === GLOBSTAR)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
