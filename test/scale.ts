/**
 * How much a long proof does: `npm test` does as much as a contributor waits for, `npm run prove` all of it.
 * Vitest hands the mode of its command line on as `MODE`.
 */
export const scaled = (inFull: number, quick: number): number => (process.env.MODE === 'prove' ? inFull : quick)
