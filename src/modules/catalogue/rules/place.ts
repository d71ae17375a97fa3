/** Where an item is handled for somebody who lives in a division. */
import type { GuidePlace } from '../schema.ts'

const cityCode = '360700'

/** Nearest first: the division itself, the county around a zone, the city. A zone of the city itself lies in no county. */
export const nearest = (division: string): string[] => [...new Set([division, division.slice(0, 6), cityCode])]

/** The organ that handles it for this division; undefined where nobody near does. */
export const placeFor = (places: readonly GuidePlace[], division: string): GuidePlace | undefined =>
  nearest(division)
    .map((d) => places.find((p) => p.impl.division === d))
    .find((p) => p !== undefined)
