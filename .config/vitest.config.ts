import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const shared = { unstubEnvs: true, testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    projects: [
      {
        test: {
          ...shared,
          name: 'rooms',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/emulators/**'],
        },
      },
      {
        // these run the command as it is published, so it is built before them
        test: { ...shared, name: 'command', include: ['test/e2e/**/*.test.ts'], globalSetup: ['test/e2e/build.ts'] },
      },
    ],
  },
})
