/**
 * An example of a system that has its papers sealed by the city instead of printing and stamping them (GB/T 38540-2020). Node 20
 * or later, no dependencies. It hands a file in, waits until a person of the organ approved it, and writes the sealed file:
 *
 *   node seal-client.mjs https://city.example hb_… 编号 通知.ofd 盖章处
 */
import { readFile, writeFile } from 'node:fs/promises'

async function call(site, path, body, send) {
  const answer = await send(`${site}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const told = await answer.json()
  if (!answer.ok) throw new Error(`${answer.status} ${told.title}`)
  return told
}

/** Asks for a seal on an OFD (bytes). `ref`: the caller's own number; the same number with the same file is the same request. */
export const askSeal = (site, key, { file, ...asked }, send = fetch) =>
  call(site, '/seal-api/requests', { key, file: Buffer.from(file).toString('base64'), ...asked }, send)

/** How a request stands; `file` (bytes) once it is sealed, the same at every call. */
export async function fetchSealed(site, key, ref, send = fetch) {
  const { file, ...told } = await call(site, '/seal-api/results', { key, ref }, send)
  return { ...told, file: file === undefined ? undefined : new Uint8Array(Buffer.from(file, 'base64')) }
}

const [, script, site, key, ref, path, over] = process.argv
if (import.meta.url === `file://${script}`) {
  const asked = { ref, kind: 'business', title: path, purpose: '本系统出具的文件', over, fileName: path, file: await readFile(path) }
  await askSeal(site, key, asked)
  for (;;) {
    const { state, opinion, file, use } = await fetchSealed(site, key, ref)
    if (file) {
      await writeFile(`${path}.sealed.ofd`, file)
      process.stdout.write(`盖好了，用印记录 ${use}\n`)
      break
    }
    if (state === 'rejected' || state === 'withdrawn') throw new Error(`没有批准：${opinion ?? ''}`)
    await new Promise((resolve) => setTimeout(resolve, 10_000))
  }
}
