import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Stores against real emulators, which are installed and started before the first test: too slow for every run.
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    name: 'emulators',
    include: ['test/emulators/**/*.test.ts'],
    globalSetup: ['test/emulators/start-emulators.ts'],
    unstubEnvs: true,
    testTimeout: 60_000,
    passWithNoTests: false,
  },
})
