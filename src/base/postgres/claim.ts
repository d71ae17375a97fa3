/**
 * Claims on a name inside a folder, one holder at a time, safe against kills at any moment.
 *
 * Claims are numbered files, `name.1`, `name.2`, …; the highest number counts. Making the next number with `link` succeeds for one
 * process only, and a number is never taken back: a holder leaves by writing that it has left. So two processes that find a dead
 * holder at the same moment can never both succeed, which deleting and making one file could not promise.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BEAT_MS, type Identity, identify, isAlive } from './process.ts'

/** What a claim file says: who holds it, and what the holder wants others to know. */
export type Holder<Info> = Identity & { info: Info; left?: boolean }

export type Claim<Info> = {
  /** changes what others read */
  update(info: Info): void
  /** leaves; a second call does nothing */
  release(): void
}

type Seen<Info> = { number: number; holder: Holder<Info> | undefined; beatAt: number }

/** Claims `file` now, or answers who holds it. A holder in another container is watched for some seconds before it is believed. */
export async function claim<Info>(file: string, info: Info): Promise<{ claim: Claim<Info> } | { held: Holder<Info> }> {
  for (;;) {
    const seen = newest<Info>(file)
    const held = seen && (await livingHolder(file, seen))
    if (held) return { held }
    const number = (seen?.number ?? 0) + 1
    if (take(file, number, info)) return { claim: hold(file, number, info) }
  }
}

/** Does `work` while no other process of this folder does the same; waits for as long as the other one lives. */
export async function exclusively<T>(file: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    const got = await claim(file, {})
    if ('claim' in got) {
      try {
        return await work()
      } finally {
        got.claim.release()
      }
    }
    await sleep(25)
  }
}

/** The living holder of a claim, without claiming it. */
export function findHolder<Info>(file: string): Holder<Info> | undefined {
  const seen = newest<Info>(file)
  if (!seen?.holder || seen.holder.left) return undefined
  return isAlive(seen.holder, seen.beatAt, Date.now()) ? seen.holder : undefined
}

async function livingHolder<Info>(file: string, first: Seen<Info>): Promise<Holder<Info> | undefined> {
  const { holder } = first
  if (!holder || holder.left) return undefined
  if (holder.space === identify().space) return isAlive(holder, first.beatAt, Date.now()) ? holder : undefined
  while (isAlive(holder, first.beatAt, Date.now())) {
    await sleep(500)
    const again = newest<Info>(file)
    if (again?.number !== first.number || again.beatAt !== first.beatAt) return again?.holder?.left ? undefined : again?.holder
  }
  return undefined
}

/** Makes claim `number` unless someone was faster. A number below the newest is worthless: its turn was over before we came. */
function take<Info>(file: string, number: number, info: Info): boolean {
  const mine = `${file}.${number}`
  const draft = write(file, { ...identify(), info })
  try {
    linkSync(draft, mine)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
  if (newest(file)?.number !== number) {
    rmSync(mine, { force: true })
    return false
  }
  for (const n of numbers(file)) if (n < number) rmSync(`${file}.${n}`, { force: true })
  return true
}

function hold<Info>(file: string, number: number, first: Info): Claim<Info> {
  const mine = `${file}.${number}`
  let info = first
  let left = false
  const beat = setInterval(() => touch(mine), BEAT_MS)
  beat.unref()
  const say = () => renameSync(write(file, { ...identify(), info, left }), mine)
  return {
    update(next) {
      info = next
      if (!left) say()
    },
    release() {
      if (left) return
      left = true
      clearInterval(beat)
      // the folder may be gone by now: then nothing is left to leave
      if (numbers(file).includes(number)) say()
    },
  }
}

/** Touches a record, so that processes in other spaces see that its writer lives. */
export function touch(file: string): void {
  const now = new Date()
  try {
    utimesSync(file, now, now)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

function write(file: string, content: object): string {
  const draft = `${file}.${process.pid}-${randomBytes(6).toString('hex')}`
  writeFileSync(draft, JSON.stringify(content), { mode: 0o644 })
  return draft
}

function numbers(file: string): number[] {
  const start = `${basename(file)}.`
  if (!existsSync(dirname(file))) return []
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length)))
    .map((name) => Number(name.slice(start.length)))
}

/** The claim that counts. One that cannot be read was torn by a power cut, for a living writer links only whole files. */
function newest<Info>(file: string): Seen<Info> | undefined {
  for (;;) {
    const all = numbers(file)
    if (all.length === 0) return undefined
    const number = Math.max(...all)
    const path = join(dirname(file), `${basename(file)}.${number}`)
    try {
      return { number, beatAt: statSync(path).mtimeMs, holder: parse<Info>(readFileSync(path, 'utf8')) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
}

function parse<Info>(text: string): Holder<Info> | undefined {
  try {
    return JSON.parse(text) as Holder<Info>
  } catch {
    return undefined
  }
}
