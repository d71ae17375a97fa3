/** Scans in worker threads: rows shared out evenly, progress by blocks, stopped by a signal. */
import { Worker } from 'node:worker_threads'
import { outFor, type ScanOptions, type ScanResult } from './columns.ts'
import { type Out, type Plan, scanName, scanSource, type Values } from './kernel.ts'

const blockRows = 65_536

/** What a worker does with its share. It gets this as text, with the scan before it, and looks at the shared flag between blocks. */
const script = `
const { parentPort, workerData } = require('node:worker_threads')
const __name = (value) => value
${scanSource}
const { plan, data, from, to, out, stop } = workerData
for (let at = from; at < to && Atomics.load(stop, 0) === 0; at += ${blockRows}) {
  const end = Math.min(to, at + ${blockRows})
  ${scanName}(plan, data, at, end, out)
  parentPort.postMessage({ rows: end - at })
}
parentPort.postMessage({ met: out.met, unknown: out.unknown })
`

type Message = { readonly rows: number } | { readonly met: Float64Array; readonly unknown: Float64Array }
type Share = {
  readonly plan: Plan
  readonly data: readonly Values[]
  readonly from: number
  readonly to: number
  readonly out: Out
  readonly stop: Int32Array
}

/** In shared memory already, or copied there once for all threads. */
function shared<T extends Values>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const make = values.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new make(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}

/** Rejects with the signal's reason when it is stopped. */
export async function inWorkers(plan: Plan, data: readonly Values[], rows: number, options: ScanOptions): Promise<ScanResult> {
  const { workers = 2, onProgress, signal, countsOnly = false } = options
  signal?.throwIfAborted()
  const stop = new Int32Array(new SharedArrayBuffer(4))
  const halt = () => Atomics.store(stop, 0, 1)
  signal?.addEventListener('abort', halt, { once: true })
  const total = outFor(plan.rules, rows, countsOnly)
  const columns = data.map(shared)
  const share = Math.ceil(rows / Math.max(1, workers))
  let done = 0
  const onRows = (count: number) => {
    done += count
    onProgress?.(done, rows)
  }
  try {
    const shares = Array.from({ length: Math.max(1, workers) }, (_, i): Share => {
      const out = { ...total, met: new Float64Array(plan.rules), unknown: new Float64Array(plan.rules) }
      return { plan, data: columns, from: Math.min(rows, i * share), to: Math.min(rows, (i + 1) * share), out, stop }
    })
    for (const counts of await Promise.all(shares.map((each) => runOne(each, onRows)))) addCounts(total, counts)
  } finally {
    signal?.removeEventListener('abort', halt)
  }
  signal?.throwIfAborted()
  return { ...total, rows }
}

type Counts = { readonly met: Float64Array; readonly unknown: Float64Array }

function addCounts(total: Counts, part: Counts): void {
  part.met.forEach((count, rule) => {
    total.met[rule]! += count
    total.unknown[rule]! += part.unknown[rule]!
  })
}

function runOne(share: Share, onRows: (rows: number) => void): Promise<Counts> {
  const worker = new Worker(script, { eval: true, workerData: share, execArgv: [] })
  return new Promise((resolve, reject) => {
    worker.on('message', (message: Message) => ('rows' in message ? onRows(message.rows) : resolve(message)))
    worker.on('error', reject)
  })
}
