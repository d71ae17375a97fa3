/** The state as bytes, for storing: a few dozen for an ordinary instance, its variables behind them as JSON. */
import type { Data } from './model.ts'
import { type Done, type Live, type Marks, Role, type State, statuses } from './state.ts'

/** The first byte of every encoded state. */
const version = 1

/** Bits of a record's first byte, above the three that hold its role. */
const has = { flow: 8, item: 16, marks: 32, data: 64 } as const

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true })

class Writer {
  private bytes = new Uint8Array(128)
  private length = 0

  byte(value: number): void {
    this.room(1)
    this.bytes[this.length++] = value
  }

  /** A whole number from 0, seven bits a byte. */
  number(value: number): void {
    let rest = value
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 0x80)
    this.byte(rest)
  }

  text(value: string): void {
    const bytes = encoder.encode(value)
    this.number(bytes.length)
    this.room(bytes.length)
    this.bytes.set(bytes, this.length)
    this.length += bytes.length
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length)
  }

  private room(more: number): void {
    if (this.length + more <= this.bytes.length) return
    const wider = new Uint8Array(Math.max(this.bytes.length * 2, this.length + more))
    wider.set(this.bytes)
    this.bytes = wider
  }
}

class Reader {
  private at = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  byte(): number {
    const value = this.bytes[this.at++]
    if (value === undefined) throw new Error('The encoded state is cut off.')
    return value
  }

  number(): number {
    let [value, unit] = [0, 1]
    for (;;) {
      const byte = this.byte()
      value += (byte & 0x7f) * unit
      if (byte < 0x80) return value
      unit *= 128
      if (unit > 2 ** 49) throw new Error('The encoded state holds a number beyond reason.')
    }
  }

  text(): string {
    const length = this.number()
    if (this.at + length > this.bytes.length) throw new Error('The encoded state is cut off.')
    this.at += length
    return decoder.decode(this.bytes.subarray(this.at - length, this.at))
  }
}

const json = (data: Data) => JSON.stringify(data)

/** Flows are -2 (an incident that retries leaving) and up. */
const flowBase = 2

function writeLive(w: Writer, live: Live, previous: number): void {
  const { role, flow, item, marks, data } = live
  const bits = (flow !== -1 ? has.flow : 0) | (item >= 0 ? has.item : 0) | (marks ? has.marks : 0) | (data ? has.data : 0)
  w.byte(role | bits)
  w.number(live.id - previous)
  w.number(live.node)
  w.number(live.parent)
  if (flow !== -1) w.number(flow + flowBase)
  if (item >= 0) w.number(item)
  if (marks) {
    const entries = Object.entries(marks)
    w.number(entries.length)
    for (const [name, value] of entries) {
      w.text(name)
      w.number(value)
    }
  }
  if (data) w.text(json(data))
}

function readMarks(r: Reader): Marks {
  const count = r.number()
  const marks: Record<string, number> = {}
  for (let i = 0; i < count; i++) {
    const name = r.text()
    marks[name] = r.number()
  }
  return marks
}

const roles = new Set<number>(Object.values(Role))

function readLive(r: Reader, previous: number): Live {
  const bits = r.byte()
  const role = bits & 7
  if (!roles.has(role)) throw new Error(`The encoded state holds a role ${role}, which there is not.`)
  return {
    id: previous + r.number(),
    role: role as Role,
    node: r.number(),
    parent: r.number(),
    flow: bits & has.flow ? r.number() - flowBase : -1,
    item: bits & has.item ? r.number() : -1,
    marks: bits & has.marks ? readMarks(r) : undefined,
    data: bits & has.data ? (JSON.parse(r.text()) as Data) : undefined,
  }
}

function writeDone(w: Writer, done: Done): void {
  w.number(done.id)
  w.number(done.node)
  w.number(done.scope)
  w.text(done.data ? json(done.data) : '')
}

function readDone(r: Reader): Done {
  const [id, node, scope, data] = [r.number(), r.number(), r.number(), r.text()]
  return { id, node, scope, data: data === '' ? undefined : (JSON.parse(data) as Data) }
}

function read<T>(count: number, one: () => T): T[] {
  const list: T[] = []
  for (let i = 0; i < count; i++) list.push(one())
  return list
}

export function encode(state: State): Uint8Array {
  const w = new Writer()
  w.byte(version)
  w.byte(statuses.indexOf(state.status))
  w.number(state.next)
  w.number(state.live.length)
  let previous = 0
  for (const live of state.live) {
    writeLive(w, live, previous)
    previous = live.id
  }
  w.number(state.done.length)
  for (const done of state.done) writeDone(w, done)
  w.text(Object.keys(state.data).length === 0 ? '' : json(state.data))
  return w.finish()
}

/** Throws an Error for bytes that {@link encode} did not write. */
export function decode(bytes: Uint8Array): State {
  const r = new Reader(bytes)
  if (r.byte() !== version) throw new Error('The encoded state is of another version.')
  const status = statuses[r.byte()]
  if (status === undefined) throw new Error('The encoded state has no known status.')
  const next = r.number()
  let previous = 0
  const live = read(r.number(), () => {
    const one = readLive(r, previous)
    previous = one.id
    return one
  })
  const done = read(r.number(), () => readDone(r))
  const data = r.text()
  return { status, next, live, done, data: data === '' ? {} : (JSON.parse(data) as Data) }
}
