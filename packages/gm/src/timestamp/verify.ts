/** Checks time stamp tokens (RFC 3161, GM/T 0033-2014) against what they are said to be on. */
import type { Finding } from '../seal/steps.ts'

export type Stamp = { token: Uint8Array; stamped: readonly Uint8Array[] }

/** Without a token there is nothing to find; `at` is the time of a token that holds. */
export function checkTimeStamp(stamp: Stamp | undefined, _options: object): { finding: Finding; at?: Date } {
  if (!stamp) return { finding: [null, '没有时间戳，签名时间以签名人所述为准'] }
  return { finding: [null, '此处尚不能核对时间戳'] }
}
