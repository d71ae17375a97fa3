const dayMs = 86_400_000
const cityOffsetMs = 8 * 3_600_000

/** Whether a last moment is the last of a day in the city: a limit in days, which is told as that day. */
export const endsWithDay = (at: Date): boolean => (at.getTime() + 1 + cityOffsetMs) % dayMs === 0
