/**
 * The press: draws, packs and digests files that are sealed, in a thread of its own, so that a hundred of them do not keep people waiting.
 * The thread never sees a key: what is to be signed comes back here, and nothing is signed before whoever asked has seen it.
 */
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Draft } from '@haoban/gm/ofd'
import { build } from 'esbuild'
import type { SealPlace } from '../schema/use.ts'
import { Parcel, type SentDraft } from './parcel.ts'

type Place = { places: readonly SealPlace[]; side: number; at: Date; lock: boolean }
/** A file to be sealed, finished or still to be drawn; `side` in millimetres. */
export type Pressing = Place & { document: Uint8Array | Draft; esl: Uint8Array }
/** The same as it goes to the thread. */
export type Sent = Place & { document: Uint8Array | SentDraft; esl: number }
export type ToSign = { dataHash: Uint8Array; propertyInfo: string; at: Date }
/** SM3 of the file as it is before the signature, and what is to be signed. */
export type Drawn = { documentHash: string; toSign: ToSign }
/** The sealed file, and its SM3. */
export type Done = { bytes: Uint8Array; hash: string }

export type Asked = { id: number } & ({ file: Sent } | { signed: Uint8Array } | { left: true })
/** What the thread needs first: things by their numbers, or to forget all that it was told. */
export type ToThread = { shelf: readonly (readonly [number, unknown])[]; emptied: boolean; asked: readonly Asked[] }
export type Told = { id: number } & ({ drawn: Drawn } | { done: Done } | { failed: { name: string; message: string } })

type Waiting = { drawn(drawn: Drawn): void; done(done: Done): void; failed(error: Error): void }

/** A thread that had nothing to do for so long is let go, with its fonts. */
const idleMs = 30_000

class Press {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #ended: () => void
  #parcel = new Parcel()
  #asked: Asked[] = []
  #last = 0
  #idle: NodeJS.Timeout | undefined
  #gone: Error | undefined

  constructor(worker: Worker, ended: () => void) {
    this.#worker = worker
    this.#ended = ended
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', (error) => this.#end(error))
    worker.on('exit', () => this.#end(new Error('the press stopped')))
  }

  begin({ document, esl, ...place }: Pressing, waiting: Omit<Waiting, 'done'>): number {
    if (this.#gone) throw this.#gone
    const file: Sent = { ...place, document: this.#parcel.document(document), esl: this.#parcel.thing(esl) }
    clearTimeout(this.#idle)
    this.#worker.ref()
    const id = ++this.#last
    this.#waiting.set(id, { ...waiting, done: () => undefined })
    this.#ask({ id, file })
    return id
  }

  finish(id: number, signed: Uint8Array): Promise<Done> {
    return new Promise((done, failed) => {
      const drawn = () => undefined
      if (this.#gone) return failed(this.#gone)
      this.#waiting.set(id, { drawn, done, failed })
      this.#ask({ id, signed })
    })
  }

  leave(id: number): void {
    this.#ask({ id, left: true })
    this.#forget(id)
  }

  /** What is asked in one breath goes over at once. */
  #ask(asked: Asked): void {
    if (this.#asked.push(asked) === 1) process.nextTick(() => this.#send())
  }

  #send(): void {
    const { shelf, emptied } = this.#parcel.take()
    this.#worker.postMessage({ shelf, emptied, asked: this.#asked } satisfies ToThread)
    this.#asked = []
  }

  #hear(told: Told): void {
    const one = this.#waiting.get(told.id)
    if (!one) return
    if ('drawn' in told) one.drawn(told.drawn)
    else this.#forget(told.id)
    if ('done' in told) one.done(told.done)
    if ('failed' in told) one.failed(Object.assign(new Error(told.failed.message), { name: told.failed.name }))
  }

  /** An idle thread does not keep the process alive. */
  #forget(id: number): void {
    this.#waiting.delete(id)
    if (this.#waiting.size > 0) return
    this.#worker.unref()
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => this.#rest(), idleMs).unref()
  }

  /** Whoever comes from now on begins another. */
  #rest(): void {
    this.#gone = new Error('the press has gone to rest')
    this.#ended()
    void this.#worker.terminate()
  }

  #end(error: Error): void {
    clearTimeout(this.#idle)
    this.#gone ??= error
    this.#ended()
    for (const one of this.#waiting.values()) one.failed(error)
    this.#waiting.clear()
  }
}

let press: Promise<Press> | undefined

/** Bundled with the first file, in some milliseconds, so that the thread runs the same from sources and from the house's bundle. */
async function begun(ended: () => void): Promise<Press> {
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
  await once(worker, 'online')
  return new Press(worker, ended)
}

/** One thread a process; where it could not be begun or has stopped, the next file begins another. */
function opened(): Promise<Press> {
  if (press) return press
  const own = begun(() => {
    if (press === own) press = undefined
  })
  own.catch(() => {
    if (press === own) press = undefined
  })
  press = own
  return own
}

/** A file in the press, which waits for its signature. */
export type InPress = Drawn & {
  /** `signed` is SignedValue.dat. */
  finish(signed: Uint8Array): Promise<Done>
  /** Nobody will sign it. */
  leave(): void
}

/** Has a file drawn, packed and digested in the thread, up to its signature. */
export async function begin(file: Pressing): Promise<InPress> {
  const own = await opened()
  return new Promise((drawn, failed) => {
    const id = own.begin(file, {
      failed,
      drawn: (one) => drawn({ ...one, finish: (signed) => own.finish(id, signed), leave: () => own.leave(id) }),
    })
  })
}
