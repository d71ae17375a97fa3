/** What a log sends to a witness (C2SP tlog-witness, add-checkpoint). */
import { fromBase64, toBase64 } from './bytes.ts'

export type Submission = { old: number; proof: Uint8Array[]; note: string }

export const writeSubmission = ({ old, proof, note }: Submission): string =>
  `${[`old ${old}`, ...proof.map(toBase64)].join('\n')}\n\n${note}`

/** Undefined where the text is no submission. */
export function readSubmission(text: string): Submission | undefined {
  const cut = text.indexOf('\n\n')
  const [first = '', ...lines] = text.slice(0, Math.max(cut, 0)).split('\n')
  const old = /^old (0|[1-9]\d{0,14})$/.exec(first)?.[1]
  const proof = lines.map(fromBase64)
  if (cut < 0 || old === undefined || lines.length > 63 || proof.some((p) => p?.length !== 32)) return undefined
  return { old: Number(old), proof: proof as Uint8Array[], note: text.slice(cut + 2) }
}
