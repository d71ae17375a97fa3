/** A worker in a process of its own, for tests that kill it: DATABASE_URL, the data directory and the moment come as arguments. */
import { openHouse } from '#app/open.ts'
import { openWorker } from '#app/worker.ts'

const [url, dataDir, at] = process.argv.slice(2) as [string, string, string]
const now = new Date(at)
const clock = { demo: true, now: () => new Date(now), real: (then: Date) => new Date(Date.now() + then.getTime() - now.getTime()) }
const log = { info() {}, warn() {}, error: (data: object) => void process.stderr.write(`${JSON.stringify(data)}\n`) }
const house = await openHouse(url, { HAOBAN_DATA: dataDir }, { log, clock, seed: false })
await openWorker(house)
process.stdout.write('working\n')
