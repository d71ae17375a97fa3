/**
 * Books places one after the other in a process of its own, for tests that kill it: the address of the database, the data directory, the
 * moment, a name for its parties and the openings come as arguments. Each booking that was answered is told in a line.
 */
import { act, system } from '#app/context.ts'
import { openHouse } from '#app/open.ts'
import { Refusal } from '#base/refusal.ts'
import { bookPlace, cancelBooking, moveBooking } from '#kernel/slot/api.ts'

const [url, dataDir, at, name, ...openings] = process.argv.slice(2) as [string, string, string, string, ...string[]]
const clock = { demo: true, now: () => new Date(at), real: (then: Date) => then }
const log = { info() {}, warn() {}, error: (data: object) => void process.stderr.write(`${JSON.stringify(data)}\n`) }
const house = await openHouse(url, { HAOBAN_DATA: dataDir }, { log, clock, seed: false })
for (const { slots } of house.infos.slice(0, 1))
  Object.assign(slots, { 'test.visit': { title: '上门', holdMinutes: 10, changeMinutes: 0 } })

const unlessRefused = async <T>(work: Promise<T>): Promise<T | undefined> =>
  work.catch((error: unknown) => {
    if (error instanceof Refusal) return undefined
    throw error
  })
const opening = (n: number) => openings[n % openings.length]!

process.stdout.write('working\n')
for (let n = 0; ; n++) {
  const wanted = { opening: opening(n), person: `${name}-${n}`, purpose: 'visit' }
  const booked = await unlessRefused(act(house, system, (ctx) => bookPlace(ctx, 'test.visit', wanted)))
  if (!booked) continue
  process.stdout.write(`${booked.id}\n`)
  if (n % 3 === 1) await unlessRefused(act(house, system, (ctx) => moveBooking(ctx, opening(n + 1), { id: booked.id })))
  if (n % 3 !== 0) await unlessRefused(act(house, system, (ctx) => cancelBooking(ctx, { id: booked.id, why: '不去了' })))
}
