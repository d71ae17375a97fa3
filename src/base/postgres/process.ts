/** Who a process is, beyond its number: numbers are used again, and a number says nothing outside its own namespace. */
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process as others may recognise it later. `born` is its start time, `space` the boot and namespace its number is valid in. */
export type Identity = { pid: number; born: string; space: string; host: string }

/** A record of a process in another space proves life by being touched; silent for this long (ms), it is taken for dead. */
export const SILENCE_MS = 20_000

/** How often (ms) a living process touches its records. */
export const BEAT_MS = 5_000

const linux = process.platform === 'linux'

/** This process, or another one of the same space. */
export const identify = (pid: number = process.pid): Identity => ({ pid, born: bornOf(pid) ?? '', space: space(), host: hostname() })

/** Whether the process still lives; `beatAt` is when (ms) its record was last touched, and counts only for other spaces. */
export function isAlive(who: Identity, beatAt: number, now: number): boolean {
  if (who.space !== space()) return now - beatAt < SILENCE_MS
  const born = bornOf(who.pid)
  return born !== undefined && (born === '' || who.born === '' || born === who.born)
}

/** The start time of a living process, '' where it lives but its start time is hidden, undefined where it is dead (or a zombie). */
export function bornOf(pid: number): string | undefined {
  if (!Number.isInteger(pid) || pid <= 0) return undefined
  if (linux) {
    const stat = readOr(`/proc/${pid}/stat`)
    if (stat) {
      // proc(5): the name in brackets may hold anything, so fields are counted from the last bracket; state is field 3, start time 22
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19]
    }
  }
  if (!isTaken(pid)) return undefined
  return linux ? '' : startedByPs(pid)
}

/** Waits until the process is gone, at most `ms`; tells whether it is. */
export async function waitGone(pid: number, ms: number): Promise<boolean> {
  const until = Date.now() + ms
  while (bornOf(pid) !== undefined) {
    if (Date.now() > until) return false
    await sleep(20)
  }
  return true
}

/** Sends a signal to a process that may be gone already. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** Whether the process is a PostgreSQL that works in this folder; undefined where the system does not let us see. */
export function worksIn(pid: number, folder: string): boolean | undefined {
  if (bornOf(pid) === undefined) return false
  if (!linux) return undefined
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder && readOr(`/proc/${pid}/comm`).startsWith('postgres')
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : undefined
  }
}

/** All PostgreSQL processes, main and background, that work in this folder. Empty where there is no /proc. */
export function listWorkingIn(folder: string): number[] {
  if (!linux) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => worksIn(pid, folder) === true)
}

let known: string | undefined

function space(): string {
  known ??= linux ? `${readOr('/proc/sys/kernel/random/boot_id').trim()} ${linkOr('/proc/self/ns/pid')}` : hostname()
  return known
}

/** Whether the number is in use at all, be it by a zombie that nobody has collected yet. */
export function isTaken(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startedByPs(pid: number): string {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function linkOr(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
