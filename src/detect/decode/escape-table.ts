import type { EscapeCode } from './escape-code.ts'
import { htmlEscapes } from './html-escapes.ts'
import { jsonEscapes } from './json-escapes.ts'
import { percentEscapes } from './percent-escapes.ts'

/** Every kind of escape; the prefilter's tables name them by their index. */
export const ESCAPE_CODES: readonly EscapeCode[] = [percentEscapes, jsonEscapes, htmlEscapes]
