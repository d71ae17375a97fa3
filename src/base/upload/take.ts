/** One way in for every uploaded file: told by its bytes, looked through for viruses where a scanner is set, and only then kept. */
import type { Storage, Stored } from '#base/storage/storage.ts'
import type { Scanner } from './clamd.ts'
import { refuse } from './refuse.ts'
import { type Limits, type Sniffed, sniff } from './sniff.ts'

type Guard = { scanner?: Scanner | undefined; log: { error(data: object, message: string): void } }
type Sent = { name: string; type: string; bytes: Uint8Array }

type TakenFile = Stored & { name: string; type: string }

/** An upload that may be looked into: what it is was told, and nothing was found in it; else it is refused (`upload.*`). */
export async function readUpload({ scanner, log }: Guard, file: Sent, limits: Limits): Promise<Sniffed> {
  const sniffed = await sniff(file.bytes, file.name, file.type, limits)
  const { name, bytes } = sniffed
  const found = await scanner?.scan(bytes).catch((error: unknown) => {
    log.error({ err: error }, 'the virus scanner did not answer, so the upload was refused')
    throw refuse('upload.not-scanned', { name })
  })
  if (found) throw refuse('upload.virus', { name, virus: found.virus })
  return sniffed
}

/** Keeps an upload under its safe name and real type; of one that is refused nothing is kept anywhere. */
export async function takeUpload(house: Guard & { storage: Pick<Storage, 'put'> }, file: Sent, limits: Limits): Promise<TakenFile> {
  const { name, type, bytes } = await readUpload(house, file, limits)
  return { ...(await house.storage.put(bytes)), name: name.slice(0, 200), type }
}
