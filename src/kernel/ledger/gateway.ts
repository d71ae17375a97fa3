/** The conversation with a witness of another house: add-checkpoint of C2SP tlog-witness. */

/** What a witness answers: its cosignature lines, or the size that it has seen. Any other answer is an error. */
export type Answered = { lines: string } | { seen: number }

const patienceMs = 5_000
const mostBytes = 16_384

/** `body`: the old size, the consistency proof and the checkpoint. */
export async function submitCheckpoint(url: string, body: string): Promise<Answered> {
  const answer = await fetch(`${url.replace(/\/+$/, '')}/add-checkpoint`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body,
    signal: AbortSignal.timeout(patienceMs),
  })
  const said = (await answer.text()).slice(0, mostBytes)
  if (answer.ok) return { lines: said }
  const size = /^(0|[1-9]\d{0,14})\n?$/.exec(said)?.[1]
  if (answer.status === 409 && size !== undefined && answer.headers.get('content-type')?.startsWith('text/x.tlog.size'))
    return { seen: Number(size) }
  throw new Error(`the witness at ${url} answered ${answer.status}: ${said.slice(0, 200)}`)
}
