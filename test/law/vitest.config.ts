/** The law alone: no database is founded for it, and one worker reads the compiler once. */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  test: {
    include: ['test/house.test.ts', 'test/glossary.test.ts', 'test/law/*.test.ts'],
    isolate: false,
    maxWorkers: 1,
    testTimeout: 60_000,
  },
})
