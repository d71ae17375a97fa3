/** The invented city that is no demo (`city/sample`), founded on an empty database of its own, and what its people hold in their hands. */
import { createHmac, randomBytes } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { inject } from 'vitest'
import type { Call } from '#app/cli/house.ts'
import { openHouse } from '#app/open.ts'
import { orgCheck, usccCheck } from '#kernel/party/rules/identifier.ts'
import { hotp, totpStep } from '#kernel/permission/rules/totp.ts'
import { cityOf, type TestCity, TestClock } from './kit.ts'

export const sampleCity = fileURLToPath(new URL('../city/sample', import.meta.url))
export const quiet = { info() {}, warn() {}, error: (data: object) => void process.stderr.write(`${JSON.stringify(data)}\n`) }

async function once(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('database').url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

/** `env` is the environment in which a command of the console runs on the same city. */
export type RealCity = TestCity & { url: string; env: Record<string, string> }

/** Founds the city at a moment (ISO 8601 with offset). Close it in `afterAll`. */
export async function openRealCity(at: string): Promise<RealCity> {
  const name = `real_${randomBytes(6).toString('hex')}`
  await once(`create database ${name}`)
  const { url: server, dataDir } = inject('database')
  const own = new URL(server)
  own.pathname = `/${name}`
  const env = { HAOBAN_DATA: dataDir, HAOBAN_CITY: sampleCity, HAOBAN_CHECKPOINTS: `${dataDir}/checkpoints-${name}` }
  const clock = new TestClock(at)
  const house = await openHouse(own.href, env, { log: quiet, clock })
  const city = cityOf(house, clock, () => once(`drop database ${name} with (force)`))
  return Object.assign(city, { url: own.href, env: { ...env, DATABASE_URL: own.href } })
}

/** A row of 权责清单: who decides on restaurants in one county of the city. */
export const power = {
  organ: '松桥区市场监督管理局',
  item: 'restaurant-licence',
  division: '松桥区',
  kind: '法定',
  document: '松桥区权责清单',
  day: '2023-01-10',
  clause: '市场监管第 3 项',
  fromOn: '2023-02-01',
}

/** What must not be read anywhere in a real city that is not Ganzhou. */
export const foreign = /演示|赣州|章贡|3607\d\d|haoban-demo/

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an answer
type Said = any

/** Runs a command of the console in the city and answers its exit code and what it said as JSON. */
export async function command(
  city: RealCity,
  run: (call: Call) => Promise<number>,
  ...args: string[]
): Promise<{ code: number; said: Said }> {
  const said: string[] = []
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((text: string) => void said.push(text)) as never
  const code = await run({ args, json: true, env: city.env }).finally(() => {
    process.stdout.write = write
  })
  return { code, said: JSON.parse(said.join('')) }
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const bytesOf = (secret: string) => {
  const bits = [...secret].map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((b) => Number.parseInt(b, 2)))
}
/** The code that an authenticator shows for a secret in base32, `offset` steps of thirty seconds from now. */
export const totpCode = (secret: string, offset = 0): string =>
  hotp((k, d) => createHmac('sha1', k).update(d).digest(), bytesOf(secret), totpStep(new Date()) + offset)

/** A credit code with both its check digits, from the eight before and the eight of the organisation. */
export const creditCode = (first8: string, organisation: string): string => {
  const first17 = `${first8}${organisation}${orgCheck(organisation)}`
  return first17 + usccCheck(first17)
}
