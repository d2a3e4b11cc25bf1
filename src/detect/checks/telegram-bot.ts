import type { Check } from './check.ts'

const FORM = /^(\d{8,10}):AA[\w-]{33}$/

/** Telegram bot tokens, `ID:AA…`: tells the bot's id, which is public. */
export const telegramBot: Check = {
  verify(secret) {
    const id = FORM.exec(secret)?.[1]
    return id === undefined ? null : { outcome: 'informs', reason: `belongs to Telegram bot ${id}` }
  },
}
