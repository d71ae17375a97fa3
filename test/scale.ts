/** How much a long proof does: `npm test` as much as a contributor waits for, `npm run prove` all of it. */
export const scaled = (inFull: number, quick: number): number => (process.env.HAOBAN_PROVE === 'yes' ? inFull : quick)
