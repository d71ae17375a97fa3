/** Long reckoning in a thread of its own, so that whoever is served by this process does not wait for it. */
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

/** One question at a time, in the order in which they were asked. */
export type Thread<Question, Answer> = {
  ask(question: Question): Promise<Answer>
  /** ends it at once; what was asked and is not answered yet fails */
  stop(): Promise<void>
}
type Told = { id: number } & ({ answer: unknown } | { failed: { name: string; message: string; stack?: string | undefined } })
type Waiting = { resolve(answer: unknown): void; reject(error: Error): void }

/** A thread that nobody has asked for so long is let go, with all that it held. */
const idleMs = 30_000

/** Bundled with the first question, so that the thread runs the same from sources and from the house's bundle. */
async function begin(entry: URL, given: unknown): Promise<Worker> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  })
  return new Worker(outputFiles[0]!.text, { eval: true, workerData: given, execArgv: [] })
}

class Asked<Question, Answer> implements Thread<Question, Answer> {
  readonly #open: () => Promise<Worker>
  readonly #waiting = new Map<number, Waiting>()
  #worker: Promise<Worker> | undefined
  #live: Worker | undefined
  #idle: NodeJS.Timeout | undefined
  #last = 0

  constructor(open: () => Promise<Worker>) {
    this.#open = open
  }

  async ask(question: Question): Promise<Answer> {
    clearTimeout(this.#idle)
    const worker = await this.#opened()
    const id = ++this.#last
    const answered = new Promise<unknown>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, question })
    })
    return answered.finally(() => this.#rest(worker)) as Promise<Answer>
  }

  async stop(): Promise<void> {
    const ending = this.#worker
    this.#end(new Error('the thread was stopped'))
    await (await ending)?.terminate()
  }

  #opened(): Promise<Worker> {
    this.#worker ??= this.#begun().catch((error: Error) => {
      this.#end(error)
      throw error
    })
    return this.#worker
  }

  async #begun(): Promise<Worker> {
    const worker = await this.#open()
    this.#live = worker
    const gone = (error: Error) => void (this.#live === worker && this.#end(error))
    worker.on('message', (told: Told) => this.#hear(told))
    worker.on('error', gone)
    worker.on('exit', () => gone(new Error('the thread stopped')))
    return worker
  }

  #hear(told: Told): void {
    const one = this.#waiting.get(told.id)
    this.#waiting.delete(told.id)
    if ('answer' in told) one?.resolve(told.answer)
    else one?.reject(Object.assign(new Error(told.failed.message), told.failed))
  }

  #end(error: Error): void {
    this.#worker = undefined
    this.#live = undefined
    for (const one of this.#waiting.values()) one.reject(error)
    this.#waiting.clear()
  }

  #rest(worker: Worker): void {
    if (this.#waiting.size > 0) return
    worker.unref()
    this.#idle = setTimeout(() => void this.stop(), idleMs).unref()
  }
}

/**
 * A thread over a module that calls `answering` (`in-thread.ts`). `given` comes along when it begins. It begins with the first
 * question, goes when it is idle, and begins again where it has died: what was asked then fails, and may be asked again.
 */
export const threadOf = <Question, Answer>(entry: URL, given?: () => unknown): Thread<Question, Answer> =>
  new Asked(() => begin(entry, given?.()))
