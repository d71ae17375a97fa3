/** Acts on a case that weigh so much that the clerk proves himself anew for them. */
import type { Verb } from '#kernel/case/schema.ts'

const heavy: ReadonlySet<Verb> = new Set(['approve', 'refuse', 'grantApproval'])

/** Whether an act is a decision, or the second person's consent without which it does not count. */
export const decides = ({ verb }: { verb: Verb }): boolean => heavy.has(verb)
