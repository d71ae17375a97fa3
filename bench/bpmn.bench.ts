/** The BPMN machine in memory: pure steps against the npm engine bpmn-engine, and the size of an instance's state. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Package from '@haoban/bpmn'
import type { Model, State } from '@haoban/bpmn'
import { Engine } from 'bpmn-engine'
import { build } from 'esbuild'
import { type Bench, type Mode, median, type Row } from './bench.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The package as it is shipped: bundled, not transformed file by file. */
async function shipped(): Promise<typeof Package> {
  const outfile = join(root, '.tmp', 'bench-bpmn.mjs')
  await build({
    entryPoints: [join(root, 'packages/bpmn/src/index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile,
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href) as Promise<typeof Package>
}

/** Apply, review in parallel by two organs, decide: the shape of an ordinary item. */
const review = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="http://example.com/">
  <process id="review" isExecutable="true">
    <startEvent id="start"/><userTask id="accept"/><parallelGateway id="fork"/><userTask id="planning"/><userTask id="fire"/>
    <parallelGateway id="join"/><userTask id="decide"/><endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="start" targetRef="accept"/><sequenceFlow id="f2" sourceRef="accept" targetRef="fork"/>
    <sequenceFlow id="f3" sourceRef="fork" targetRef="planning"/><sequenceFlow id="f4" sourceRef="fork" targetRef="fire"/>
    <sequenceFlow id="f5" sourceRef="planning" targetRef="join"/><sequenceFlow id="f6" sourceRef="fire" targetRef="join"/>
    <sequenceFlow id="f7" sourceRef="join" targetRef="decide"/><sequenceFlow id="f8" sourceRef="decide" targetRef="end"/>
  </process>
</definitions>`

/** The events of one instance, start to end. */
const steps = 5

function life({ step, initial }: typeof Package, model: Model): void {
  let { state } = step(model, initial, { type: 'start' })
  for (const id of [2, 3, 4]) state = step(model, state, { type: 'complete', id }).state
  step(model, state, { type: 'complete', id: state.live.at(-1)!.id })
}

/** The same life in bpmn-engine, nothing saved. */
async function theirLife(): Promise<void> {
  const engine = new Engine({ name: 'review', source: review })
  const listener = new EventEmitter()
  listener.on('activity.wait', (api: { signal(): void }) => setImmediate(() => api.signal()))
  const ended = engine.waitFor('end')
  await engine.execute({ listener })
  await ended
}

/** Seconds that this process has had a processor: both machines do nothing but compute, and neighbours on the machine do not count. */
function busy(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Steps per second of processor time, over at least so many milliseconds. */
async function stepsPerSecond(live: () => void | Promise<void>, ms: number, batch: number): Promise<number> {
  for (let i = 0; i < batch; i++) await live()
  const [start, end] = [busy(), performance.now() + ms]
  let lives = 0
  do {
    for (let i = 0; i < batch; i++) {
      const more = live()
      if (more) await more
    }
    lives += batch
  } while (performance.now() < end)
  return (lives * steps) / (busy() - start)
}

function afterAccepting({ step, initial }: typeof Package, model: Model): State {
  return step(model, step(model, initial, { type: 'start' }).state, { type: 'complete', id: 2 }).state
}

/** The bytes that bpmn-engine keeps for an instance at the same place. */
async function theirBytes(): Promise<number> {
  const engine = new Engine({ name: 'review', source: review })
  const listener = new EventEmitter()
  listener.on('activity.wait', (api: { id: string; signal(): void }) => {
    if (api.id === 'accept') setImmediate(() => api.signal())
  })
  await engine.execute({ listener })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const bytes = Buffer.byteLength(JSON.stringify(await engine.getState()))
  engine.stop()
  return bytes
}

async function* run(mode: Mode): AsyncIterable<Row> {
  const ours = await shipped()
  const model = ours.compile(review).models.get('review')!
  const [rounds, ms] = mode === 'smoke' ? [1, 300] : [5, 1500]
  const own: number[] = []
  const theirs: number[] = []
  for (let i = 0; i < rounds; i++) {
    own.push(await stepsPerSecond(() => life(ours, model), ms, 1000))
    theirs.push(await stepsPerSecond(theirLife, ms, 1))
  }
  const [mine, others] = [median(own), median(theirs)]
  yield {
    name: 'pure step in memory',
    value: mine,
    unit: 'steps/s of processor time',
    yardstick: { name: 'promised', value: 500_000 },
    ratio: mine / 500_000,
    atLeast: 1,
  }
  yield {
    name: 'step in memory',
    value: mine,
    unit: 'steps/s of processor time',
    yardstick: { name: 'bpmn-engine in memory', value: others },
    ratio: mine / others,
    atLeast: 50,
  }
  const bytes = ours.encode(afterAccepting(ours, model)).length
  const theirSize = await theirBytes()
  yield {
    name: 'state during parallel review',
    value: bytes,
    unit: 'bytes',
    yardstick: { name: 'bpmn-engine', value: theirSize },
    ratio: theirSize / bytes,
  }
}

const bench: Bench = { title: 'BPMN machine', run }

export default bench
