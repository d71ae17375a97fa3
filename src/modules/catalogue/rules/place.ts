/** Where an item is handled for somebody who lives in a division. */
import { upwards } from '#kernel/party/rules/division.ts'
import type { GuidePlace } from '../schema.ts'

/** The organ that handles it for this division, the nearest one; undefined where nobody near does. */
export const placeFor = (places: readonly GuidePlace[], division: string): GuidePlace | undefined =>
  upwards(division)
    .map((d) => places.find((p) => p.impl.division === d))
    .find((p) => p !== undefined)
