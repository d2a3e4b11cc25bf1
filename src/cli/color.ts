import { ASCII_SYMBOLS, type Palette, PLAIN, UNICODE_SYMBOLS } from '../report/palette.ts'
import type { Flags } from './options.ts'

/** What decides about colours: flags, variables, and where the text goes. */
export interface ColorQuestion {
  readonly flags: Pick<Flags, 'color' | 'no-color'>
  readonly env: NodeJS.ProcessEnv
  readonly isTTY: boolean
  /** Asked only in CI: true where the text goes to a file. */
  readonly isFile: () => boolean
}

/**
 * Whether text goes out in colours: flags above NO_COLOR (https://no-color.org) above FORCE_COLOR above what the
 * stream is. CI logs that show colours count as terminals. An empty variable counts as none.
 */
export function hasColor({ flags, env, isTTY, isFile }: ColorQuestion): boolean {
  if (flags['no-color']) return false
  if (flags.color) return true
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  if (env['GITHUB_ACTIONS'] || env['GITLAB_CI']) return !isFile()
  return isTTY && env['TERM'] !== 'dumb'
}

/** The palette for one stream. */
export async function createPalette(question: ColorQuestion): Promise<Palette> {
  const isColored = hasColor(question)
  const symbols = (isColored || question.isTTY) && showsUnicode(question.env) ? UNICODE_SYMBOLS : ASCII_SYMBOLS
  if (!isColored) return { ...PLAIN, symbols }
  const { default: picocolors } = await import('picocolors')
  const { bold, dim, red, yellow, green } = picocolors.createColors(true)
  return { bold, dim, red, yellow, green, symbols }
}

function showsUnicode(env: NodeJS.ProcessEnv): boolean {
  if (env['GITHUB_ACTIONS'] || env['GITLAB_CI'] || env['WT_SESSION'] || env['TERM_PROGRAM']) return true
  return /utf-?8/i.test(env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || '')
}
