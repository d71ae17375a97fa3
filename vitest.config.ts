import { defineConfig } from 'vitest/config'

/** Tests that need a city: real PostgreSQL, one copy of the founded city a file. All others need nothing and start at once. */
const city = [
  'measures/**/*.test.ts',
  'src/**/{actions,routes,jobs}.test.ts',
  'src/**/*.city.test.{ts,tsx}',
  'src/app/**/*.test.{ts,tsx}',
  'test/{city,proof,upgrade}/**/*.test.ts',
]
const every = ['{src,test,measures,packages,bench,scripts}/**/*.test.{ts,tsx}']
/** What Chromium did not show in time is looked for once more, and told at the end (`test/failed-last.ts`); nothing else is ever tried twice. */
const lookAgain = { count: 1, condition: /Timeout \d+ms exceeded/ }
const patience = { testTimeout: 60_000, hookTimeout: 180_000 }

export default defineConfig(({ mode }) => {
  /** read by `test/scale.ts` */
  const env = { HAOBAN_PROVE: mode === 'prove' ? 'yes' : 'no' }
  return {
    test: {
      maxWorkers: 2,
      reporters: ['default', './test/failed-last.ts'],
      projects: [
        { test: { name: 'pure', include: every, exclude: [...city, '**/node_modules/**'], ...patience, env } },
        { test: { name: 'city', include: city, globalSetup: ['test/setup.ts'], retry: lookAgain, ...patience, env } },
      ],
    },
  }
})
