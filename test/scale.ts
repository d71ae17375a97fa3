/** How much a long proof does: `npm run proof` as much as every change waits for, `npm run proof:full` all of it. */
export const scaled = (inFull: number, quick: number): number => (process.env.HAOBAN_PROOF === 'full' ? inFull : quick)
