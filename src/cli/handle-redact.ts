import type { Invocation } from './invocation.ts'
import { readScanRequest } from './scan-request.ts'
import { loadConfig, type Session } from './session.ts'
import { settingsNote } from './verbose-notes.ts'
import { writeBytes } from './write-bytes.ts'

/** Masks secrets in standard input; 0 when all of it has gone through. */
export async function handleRedact(invocation: Invocation, { terminal, messages, commands }: Session): Promise<number> {
  const config = await loadConfig(readScanRequest(invocation, terminal.cwd()), terminal.env)
  if (invocation.flags.verbose) await messages.say(settingsNote(config))
  const redact = await commands.redact()
  await redact(config, {
    env: terminal.env,
    signal: terminal.signal,
    stdin: terminal.stdin,
    write: writeBytes(terminal.stdout),
    onRemark: (remark) => messages.say(remark),
  })
  return 0
}
