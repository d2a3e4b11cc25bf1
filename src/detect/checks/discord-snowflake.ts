import type { Check } from './check.ts'
import { dateOf } from './date-of.ts'

const FIRST_PART = /^([A-Za-z0-9_-]{22,28})\.[\w-]{6}\./
const SNOWFLAKE = /^\d{17,20}$/
const DISCORD_EPOCH = 1_420_070_400 // 2015-01-01, in seconds
const TIME_SHIFT = 22n // a snowflake's low bits count within a millisecond

/** Discord bot tokens: the first of three parts is base64 of the bot's id, in which the time of its making stands. */
export const discordSnowflake: Check = {
  verify(secret) {
    const part = FIRST_PART.exec(secret)?.[1]
    if (part === undefined) return null
    const id = Buffer.from(part, 'base64url').toString('latin1')
    if (!SNOWFLAKE.test(id)) return { outcome: 'rejects', reason: 'first part is not a Discord id' }
    const made = dateOf(Number(BigInt(id) >> TIME_SHIFT) / 1000 + DISCORD_EPOCH)
    return { outcome: 'informs', reason: `belongs to a Discord bot made on ${made ?? 'an unknown day'}` }
  },
}
