import { defineConfig } from 'vitest/config'

/** Tests that need a city: real PostgreSQL, one copy of the founded city a file. All others need nothing and start at once. */
const city = [
  'measures/**/*.test.ts',
  'src/**/{actions,routes,jobs}.test.ts',
  'src/**/*.city.test.{ts,tsx}',
  'src/app/**/*.test.{ts,tsx}',
  'test/{city,proof,upgrade}/**/*.test.ts',
]
/** The long proofs, which `npm run proof` runs and `npm test` leaves out: kills, attacks, sweeps over every page and every right, upgrades. */
const proofs = [
  'test/{proof,upgrade}/**/*.test.ts',
  'test/city/browser/{account-pages,desk-eyes,desk-pages,imported,pages,stories}.test.ts',
  'src/app/{backup,start}.test.ts',
  'src/app/cli/rekey*.test.ts',
  'src/modules/window/batch.city.test.ts',
]
const every = ['{src,test,measures,packages,bench,scripts}/**/*.test.{ts,tsx}']
/** What Chromium did not show in time is looked for once more, and told at the end (`test/failed-last.ts`); nothing else is ever tried twice. */
const lookAgain = { count: 1, condition: /Timeout \d+ms exceeded/ }
const patience = { testTimeout: 60_000, hookTimeout: 180_000 }

export default defineConfig(({ mode }) => {
  /** read by `test/scale.ts` */
  const env = { HAOBAN_PROOF: mode === 'full' ? 'full' : 'quick' }
  const withCity = { globalSetup: ['test/setup.ts'], retry: lookAgain, ...patience, env }
  return {
    test: {
      maxWorkers: 2,
      reporters: ['default', './test/slowest.ts', './test/failed-last.ts'],
      projects: [
        { test: { name: 'pure', include: every, exclude: [...city, '**/node_modules/**'], ...patience, env } },
        { test: { name: 'city', include: city, exclude: [...proofs, '**/node_modules/**'], ...withCity } },
        { test: { name: 'proof', include: proofs, ...withCity } },
      ],
    },
  }
})
