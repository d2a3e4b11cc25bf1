import type { TestProject } from 'vitest/node'
import { type Emulator, NotHere } from './emulator.ts'
import { startLowkeyVault } from './lowkey-vault.ts'
import { startMoto } from './moto.ts'

/** Where an emulator can be asked, or why it is not there. */
export type Provided<More = unknown> = ({ readonly url: string } & More) | { readonly missing: string }

declare module 'vitest' {
  export interface ProvidedContext {
    moto: Provided
    lowkeyVault: Provided<{ readonly caFile: string; readonly tokenUrl: string }>
  }
}

const running: Emulator[] = []

/** Installs and starts what there is; what is not there is told, and its tests are skipped. */
export async function setup({ provide }: TestProject): Promise<void> {
  const [moto, lowkey] = await Promise.all([start('moto', startMoto), start('lowkey-vault', startLowkeyVault)])
  provide('moto', 'missing' in moto ? moto : { url: moto.url })
  const { url = '', caFile = '', tokenUrl = '' } = 'missing' in lowkey ? {} : lowkey
  provide('lowkeyVault', 'missing' in lowkey ? lowkey : { url, caFile, tokenUrl })
}

/** Stops every server that was started. */
export async function teardown(): Promise<void> {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()))
}

async function start<E extends Emulator>(name: string, begin: () => Promise<E>): Promise<E | { missing: string }> {
  try {
    const emulator = await begin()
    running.push(emulator)
    console.log(`${name} runs at ${emulator.url}`)
    return emulator
  } catch (error) {
    if (!(error instanceof NotHere)) throw error
    console.log(`SKIPPED: the tests against ${name}, which cannot be had here: ${error.message}`)
    return { missing: error.message }
  }
}
