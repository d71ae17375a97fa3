/**
 * The press: packs and digests sealed files in a thread of its own, so that a batch does not keep people waiting. The thread
 * never sees a key: what is to be signed comes back here, where the key store signs it.
 */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'
import type { SealPlace } from '../schema/use.ts'

/** A file to be sealed; `side` in millimetres. */
export type Pressing = { bytes: Uint8Array; esl: Uint8Array; places: readonly SealPlace[]; side: number; at: Date; lock: boolean }
export type Asked = { dataHash: Uint8Array; propertyInfo: string; at: Date }
type Told = { id: number } & ({ ask: Asked } | { done: Uint8Array } | { failed: { name: string; message: string } })
type Waiting = { sign(asked: Asked): Promise<Uint8Array>; done(bytes: Uint8Array): void; failed(error: Error): void }

let thread: Promise<Worker> | undefined
const waiting = new Map<number, Waiting>()
let last = 0

function end(error: Error): void {
  thread = undefined
  for (const one of waiting.values()) one.failed(error)
  waiting.clear()
}

async function hear(worker: Worker, told: Told): Promise<void> {
  const one = waiting.get(told.id)
  if (!one) return
  if ('ask' in told) {
    const answer = await one.sign(told.ask).then(
      (signed) => ({ signed }),
      (error: unknown) => ({ refused: one.failed(error as Error) }),
    )
    if ('signed' in answer) worker.postMessage({ id: told.id, ...answer })
    else waiting.delete(told.id)
    return
  }
  waiting.delete(told.id)
  if ('done' in told) one.done(told.done)
  else one.failed(Object.assign(new Error(told.failed.message), { name: told.failed.name }))
}

/** Bundled with the first file, in some milliseconds, so that the thread runs the same from sources and from the house's bundle. */
async function begun(): Promise<Worker> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('./press-thread.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  })
  const worker = new Worker(outputFiles[0]!.text, { eval: true })
  worker.on('message', (told: Told) => void hear(worker, told))
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the press stopped')))
  await once(worker, 'online')
  return worker
}

/** One thread a process; where it could not be begun or has stopped, the next file begins another. */
function opened(): Promise<Worker> {
  thread ??= begun().catch((error: Error) => {
    end(error)
    throw error
  })
  return thread
}

/** Seals a file in the thread; `sign` makes SignedValue.dat here. */
export async function press(file: Pressing, sign: Waiting['sign']): Promise<Uint8Array> {
  const worker = await opened()
  const id = ++last
  const pressed = new Promise<Uint8Array>((done, failed) => {
    waiting.set(id, { sign, done, failed })
    worker.ref()
    worker.postMessage({ id, file })
  })
  // an idle thread does not keep the process alive
  return pressed.finally(() => waiting.size === 0 && worker.unref())
}
