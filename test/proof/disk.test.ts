/** A disk that is full, and one that is slow: refusals are polite, nothing acknowledged is lost, and the city goes on when there is room again. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blob, pdf } from '../food.ts'
import type { Client } from '../kit.ts'
import { chance, type Load, liveAlone, openCast, sendOne } from './load.ts'
import { Place, siteOf } from './place.ts'
import { wrongIn } from './soak.ts'

const disk = mkdtempSync(join(tmpdir(), 'haoban-disk-'))
/** A disk of its own in memory, which only root may put there, and not in every container. */
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=900m,mode=0711', 'tmpfs', disk]).status === 0
if (!mounted) process.stderr.write('NOT PROVED HERE: a full disk. This process may not mount one (root and CAP_SYS_ADMIN are needed).\n')
const dir = join(disk, 'city')
mkdirSync(dir, { mode: 0o711 })

const filler = join(disk, 'filler')
const freeBytes = () => statfsSync(disk).bavail * statfsSync(disk).bsize

/** Takes all the room there is, again and again, because whoever fails gives some back. */
function fill(): void {
  const size = freeBytes()
  if (size > 0) spawnSync('sh', ['-c', `head -c ${size} /dev/zero >> ${filler}`])
}

describe.skipIf(!mounted)('a city on a small disk', () => {
  // its log of changes may not outgrow the disk by itself
  const place = new Place({ dir, settings: { max_wal_size: '64MB', min_wal_size: '32MB', wal_recycle: 'off' } })
  const random = chance(7)
  let load: Load

  beforeAll(async () => {
    await place.open()
    await place.add('start')
    await place.ready()
    await place.add('worker')
    await place.ready()
    load = { cast: await openCast(place, random), random, done: [] }
  }, 600_000)
  afterAll(async () => {
    await place.close()
    spawnSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  }, 120_000)

  const live = async () => liveAlone(load, await sendOne(load))
  type Told = { status: number; text: string; retry: string | null }

  /** Somebody who tries once and hears what is said: a file of a megabyte, so that the disk has to take it. */
  async function tryUpload(who: Client, n: number): Promise<Told> {
    const form = new FormData()
    form.append('file', blob(pdf(`${n} ${'x'.repeat(1_000_000)}`)), '布局图.pdf')
    const cookie = who
      .jar()
      .map(([k, v]) => `${k}=${v}`)
      .join('; ')
    const answer = await fetch(`${siteOf(place.nodes[0]!)}/work/upload`, {
      method: 'POST',
      headers: { cookie, 'x-csrf-token': who.csrf, 'idempotency-key': `full-${n}`, accept: 'application/json' },
      body: form,
    })
    return { status: answer.status, text: await answer.text(), retry: answer.headers.get('retry-after') }
  }

  test('that fills up refuses politely, loses nothing, and goes on by itself when there is room again', async () => {
    await live()
    const before = load.done.length
    fill()
    const told: Told[] = []
    // people who do not give up: each of their commands is sent again under its key until it is acknowledged
    const lives = Promise.all([live(), sleep(500).then(() => load.cast.clerk.get('/work/queues'))])
    for (let n = 0; n < 60; n++) {
      fill()
      told.push(await tryUpload(load.cast.clerk, n))
      await sleep(200)
    }
    const refused = told.filter((t) => t.status !== 200)
    rmSync(filler)
    await lives
    await live()
    const after = await tryUpload(load.cast.clerk, 1_000)
    process.stdout.write(
      `${JSON.stringify({ tried: told.length, refused: refused.length, codes: [...new Set(refused.map((t) => t.status))], acts: load.done.length })}\n`,
    )
    expect(refused.length).toBeGreaterThan(20)
    for (const { status, text, retry } of refused) {
      expect([status, text]).toEqual([503, expect.stringMatching(/"code":"house\.(full|away)"/)])
      expect(text).toMatch(/再试一次/)
      expect(Number(retry)).toBeGreaterThan(0)
    }
    expect(refused.some((t) => t.text.includes('house.full'))).toBe(true)
    expect(after.status).toBe(200)
    expect(load.done.length).toBeGreaterThan(before)
    expect(await wrongIn(place, load)).toEqual([])
  }, 900_000)

  test('that takes a tenth of a second longer for every commit does all the same, only later', async () => {
    await place.sql('alter system set commit_siblings = 0')
    await place.sql('alter system set commit_delay = 100000')
    await place.sql('select pg_reload_conf()')
    const started = performance.now()
    await live()
    const slow = performance.now() - started
    await place.sql('alter system reset commit_delay')
    await place.sql('select pg_reload_conf()')
    expect(slow).toBeGreaterThan(2_000)
    expect(await wrongIn(place, load)).toEqual([])
  }, 600_000)
})
