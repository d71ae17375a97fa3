/** Takes a body in before a place among those served is taken for it: within a time, at a rate, and within a bound of memory for all together. */
import type { Refusal } from '#base/refusal.ts'
import { refusals } from '#base/refusal.ts'

const refuse = refusals({
  'body.too-large': [413, '内容太大了，最多 {limit}。请分开提交，或把文件压缩后再传'],
  'body.too-slow': [408, '网络太慢，内容没有传完，这一步还没有办。请换个网络再试，已保存的内容都还在'],
  'body.cut': [400, '连接断了，内容没有传完，这一步还没有办。请再提交一次'],
  'body.no-room': [503, '现在同时上传的内容太多，这一步还没有办，请过几秒再试。您填的内容不会丢，也不会重复提交'],
})

/** The rate counts from the end of the grace (once to twice as long), so that a phone that wakes up or changes its cell is not cut off. */
export type Pace = { graceMs: number; bytesPerSecond: number; wholeMs: number; lookMs: number }
const citizenly: Pace = { graceMs: 10_000, bytesPerSecond: 2_048, wholeMs: 120_000, lookMs: 1_000 }

const mostTogether = 256 * 1_048_576
/** What fits in here is taken in however much others send: nearly every form does. */
const small = 65_536

const readable = (bytes: number) => (bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MB` : `${Math.floor(bytes / 1024)} KB`)

export type Taken = { bytes: Uint8Array<ArrayBuffer> } | { refused: Refusal }

/** `take` reads a body; `letGo` is told when the request is over, as its bytes stay in memory until then. */
export type Intake = {
  take(request: Request, limit: number): Promise<{ taken: Taken; letGo(): void }>
  /** bytes held by all requests together */
  held(): number
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** Settles when too little has come for the time that has gone by. */
function watchPace(pace: Pace, size: () => number): { slow: Promise<'slow'>; stop(): void } {
  const began = performance.now()
  // not the same for all: a thousand that came together are not all answered in the same moment
  const graceMs = pace.graceMs * (1 + Math.random())
  let timer: NodeJS.Timeout | undefined
  const slow = new Promise<'slow'>((tell) => {
    timer = setInterval(() => {
      const gone = performance.now() - began
      const wanted = ((gone - graceMs) / 1_000) * pace.bytesPerSecond
      if (gone > pace.wholeMs || size() < wanted) tell('slow')
    }, pace.lookMs)
  })
  return { slow, stop: () => clearInterval(timer) }
}

/** What can be told of a body so far: that it goes on, or why not. */
type Check = (size: number) => Refusal | undefined

async function readAll(body: ReadableStream<Uint8Array>, pace: Pace, came: (bytes: number) => void, check: Check): Promise<Taken> {
  const reader = body.getReader()
  const parts: Uint8Array[] = []
  let size = 0
  const watch = watchPace(pace, () => size)
  try {
    for (;;) {
      // whoever is too slow is answered, and who has hung up hears nothing; what becomes of the rest of a body is nobody's business any more
      const coming = reader.read().catch(() => 'cut' as const)
      const next = await Promise.race([coming, watch.slow])
      if (next === 'slow') return { refused: refuse('body.too-slow') }
      if (next === 'cut') return { refused: refuse('body.cut') }
      if (next.done) return { bytes: joined(parts, size) }
      size += next.value.length
      came(next.value.length)
      const refused = check(size)
      if (refused) return { refused }
      parts.push(next.value)
    }
  } finally {
    watch.stop()
  }
}

export function openIntake(pace: Pace = citizenly, most = mostTogether): Intake {
  let held = 0

  const checkFor =
    (limit: number): Check =>
    (size) => {
      if (size > limit) return refuse('body.too-large', { limit: readable(limit) })
      return held > most && size > small ? refuse('body.no-room') : undefined
    }

  async function read(request: Request, limit: number, came: (bytes: number) => void): Promise<Taken> {
    const refused = checkFor(limit)(Math.min(Number(request.headers.get('content-length') ?? 0), limit + 1))
    if (refused) return { refused }
    return request.body ? readAll(request.body, pace, came, checkFor(limit)) : { bytes: new Uint8Array() }
  }

  return {
    async take(request, limit) {
      let mine = 0
      const letGo = () => {
        held -= mine
        mine = 0
      }
      const came = (bytes: number) => {
        held += bytes
        mine += bytes
      }
      try {
        return { taken: await read(request, limit, came), letGo }
      } catch (error) {
        letGo()
        throw error
      }
    },
    held: () => held,
  }
}
