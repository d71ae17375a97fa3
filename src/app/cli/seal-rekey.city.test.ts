/** A new master key for the private keys of seals, in a city that goes on sealing, by a command that is killed in the middle. */
import { once } from 'node:events'
import { PrivateKey, PublicKey, sm2 } from '@haoban/gm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Keys } from '#base/secret.ts'
import { sealKey, softwareStore } from '#modules/seal/gateway/software.ts'
import { type Console, changedRing, consoleOf } from '#test/console.ts'
import { dumpOf, found, secretsOf } from '#test/keys.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

type Row = { id: string; store: 'software'; publicKey: Buffer; sealed: Buffer; label: null }

let city: TestCity
let terminal: Console
let both: Keys
let fresh: Keys

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const ring = changedRing(city)
  ;[both, fresh, terminal] = [ring.both, ring.fresh, consoleOf(ring.env)]
  for (let n = 0; n < 240; n++) {
    const [id, key] = [`more-${n}`, PrivateKey.generate()]
    await city.sql("insert into seal.key (id, store, public_key, sealed, made_at) values ($1, 'software', $2, $3, now())", [
      id,
      Buffer.from(key.publicKey.point),
      sealKey(city.house.keys, id, key),
    ])
  }
}, 120_000)
afterAll(async () => {
  terminal?.stop()
  await city.close()
})

const rows = () =>
  city.sql<Row>(`select id, store, public_key "publicKey", sealed, label from seal.key where sealed is not null order by id`)
const masters = async () =>
  new Map(
    (await city.sql<{ master: string; n: number }>('select master, count(*)::int n from seal.key where sealed is not null group by 1')).map(
      (r) => [r.master, r.n],
    ),
  )

/** Whether a ring opens every key, and each signs for its public half. */
async function allSign(keys: Keys): Promise<boolean> {
  const message = Buffer.from('核对')
  const points = (await rows()).filter((r) => r.id.startsWith('more-'))
  for (const row of points) {
    const value = await softwareStore(keys).sign(row, message, 'sm2')
    if (!sm2.verify(PublicKey.fromPoint(row.publicKey), message, value)) return false
  }
  return (await secretsOf(city.sql as never, keys)).length === (await rows()).length
}

test('做到一半被杀：每把私钥都在新旧两把主密钥之一下面，两把都有的服务照常签；再做一次就接着做完；库里没有明文', async () => {
  const secrets = await secretsOf(city.sql as never, city.house.keys)
  const some = secrets.filter((_, n) => n % 40 === 0)
  const child = terminal.start('seal', 'rekey')
  await once(child.stdout!, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  const half = await masters()
  expect(half.get(both.current)).toBeGreaterThan(0)
  expect(half.get(city.house.keys.current)).toBeGreaterThan(0)
  expect(await allSign(both)).toBe(true)
  await expect(allSign(fresh)).rejects.toThrow('does not verify')
  expect(found(some, await dumpOf(city.sql))).toEqual([])

  const { code, text } = await terminal.run('seal', 'rekey', '--json')
  const all = secrets.length
  expect([code, JSON.parse(text)]).toEqual([
    0,
    { current: both.current, rekeyed: half.get(city.house.keys.current), masters: [{ master: both.current, keys: all }] },
  ])
  expect(await allSign(fresh)).toBe(true)
  await expect(allSign(city.house.keys)).rejects.toThrow('does not verify')
  expect((await secretsOf(city.sql as never, fresh)).map((s) => s.toString('hex')).sort()).toEqual(
    secrets.map((s) => s.toString('hex')).sort(),
  )
  const kept = (await rows()).map((r) => `${r.sealed.toString('latin1')} ${r.sealed.toString('hex')}`).join(' ')
  expect(found(secrets, kept)).toEqual([])
}, 400_000)
