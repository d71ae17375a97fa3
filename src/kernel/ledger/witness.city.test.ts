/** Two houses: the second cosigns the checkpoints of the first as long as they follow what it has seen. */
import { randomBytes } from 'node:crypto'
import { PrivateKey } from '@haoban/gm'
import { type ServerType, serve } from '@hono/node-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { logKeys, treeUpTo, witnessKey } from './actions/tree.ts'
import { fromHex, toHex } from './rules/bytes.ts'
import { consistencyProof, emptyTree, grow, leafHash, rootOf } from './rules/merkle.ts'
import { checkpointText, openCheckpoint, readVerifiers, signNote } from './rules/note.ts'
import { writeSubmission } from './rules/submission.ts'

let city: TestCity
let observer: TestCity
let server: ServerType
let port: number

beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00', { HAOBAN_URL: 'https://city.example' })
  observer = await openTestCity('2023-06-15T09:00:00+08:00', {
    HAOBAN_CHECKPOINT_KEY: `library.example/witness ${Buffer.from(PrivateKey.generate().export()).toString('hex')}`,
  })
  port = await new Promise((resolve) => {
    server = serve({ fetch: observer.app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => resolve(info.port))
  })
  city.house.city = {
    ...city.house.city,
    ledger: { witnesses: [{ url: `http://127.0.0.1:${port}/ledger/witness`, key: witnessKey(observer.house.checkpoints) }], cosigns: [] },
  }
  observer.house.city = { ...observer.house.city, ledger: { witnesses: [], cosigns: logKeys(city.house.checkpoints) } }
})
afterAll(async () => {
  server.close()
  await Promise.all([city.close(), observer.close()])
})

const leave = () =>
  act(city.house, system, (ctx) => ctx.emit({ name: 'case.read', about: `case:${randomBytes(4).toString('hex')}`, data: {} }))
async function moreRoots(): Promise<void> {
  await leave()
  await city.run('ledger.root')
  await city.drain()
}
const newest = async () =>
  (await city.anyone().get('/ledger/checkpoints')).body.checkpoints[0] as { size: number; note: string; witnesses: string[] }

/** Sends a text to the witness as any log would. */
const submit = (body: string) =>
  fetch(`http://127.0.0.1:${port}/ledger/witness/add-checkpoint`, { method: 'POST', body, headers: { 'content-type': 'text/plain' } })

test('every new checkpoint is cosigned, published with its witness and written down', async () => {
  for (const size of [1, 2, 3]) {
    await moreRoots()
    expect(await newest()).toMatchObject({ size, witnesses: ['library.example/witness'] })
  }
  const { note } = await newest()
  const all = readVerifiers([...logKeys(city.house.checkpoints), witnessKey(observer.house.checkpoints)])
  expect(openCheckpoint(note, all)?.witnesses).toHaveLength(1)
  const names = await city.house.checkpoints.shelf.list()
  expect(names).toEqual(expect.arrayContaining(['000000000003.txt', '000000000003.facts', '000000000003-library.example_witness.txt']))
  expect((await observer.anyone().get('/ledger/checkpoints')).body.cosigned).toMatchObject([{ size: 3 }])
})

const sign = (size: number, hash: string) => {
  const signer = city.house.checkpoints.signers[0]!
  return signNote(checkpointText({ origin: signer.name, size, hash }), signer)
}
const ourTree = () => act(city.house, system, (ctx) => treeUpTo(ctx, 3))

test('who says another size than was seen is told which, and nothing is signed', async () => {
  const tree = await ourTree()
  const note = sign(3, toHex(rootOf(tree, 3)))
  const told = await submit(writeSubmission({ old: 1, proof: consistencyProof(tree, 1, 3), note }))
  expect([told.status, told.headers.get('content-type'), await told.text()]).toEqual([409, 'text/x.tlog.size', '3\n'])
})

test('a history that was changed and signed with the true key is not cosigned, whatever proof is sent', async () => {
  const tree = await ourTree()
  const other = emptyTree()
  for (let i = 0; i < 5; i++) grow(other, leafHash(Uint8Array.of(i)))
  const note = sign(5, toHex(rootOf(other)))
  for (const proof of [consistencyProof(other, 3, 5), [], [rootOf(tree, 3)]]) {
    const told = await submit(writeSubmission({ old: 3, proof, note }))
    expect([told.status, (await told.json()).code]).toEqual([422, 'witness.not-grown'])
  }
  const sameSize = await submit(writeSubmission({ old: 3, proof: [], note: sign(3, toHex(rootOf(other, 3))) }))
  expect(sameSize.status).toBe(409)
  const fromNothing = await submit(writeSubmission({ old: 0, proof: [], note }))
  expect([fromNothing.status, await fromNothing.text()]).toEqual([409, '3\n'])
  expect((await observer.anyone().get('/ledger/checkpoints')).body.cosigned).toMatchObject([{ size: 3 }])
})

test('a log that is not watched, a stranger’s signature and an unreadable text are refused each by its status', async () => {
  const hash = toHex(rootOf(await ourTree(), 3))
  const signer = city.house.checkpoints.signers[0]!
  const stranger = { name: signer.name, key: PrivateKey.generate() }
  const elsewhere = { name: 'elsewhere.example', key: PrivateKey.generate() }
  const sent = async (note: string, old = 3) => {
    const told = await submit(writeSubmission({ old, proof: [], note }))
    return [told.status, (await told.json()).code]
  }
  expect(await sent(signNote(checkpointText({ origin: elsewhere.name, size: 3, hash }), elsewhere))).toEqual([404, 'witness.unknown-log'])
  expect(await sent(signNote(checkpointText({ origin: signer.name, size: 3, hash }), stranger))).toEqual([403, 'witness.not-signed'])
  expect(await sent(sign(3, hash), 4)).toEqual([400, 'witness.backwards'])
  expect((await submit('hello')).status).toBe(400)
})

test('a witness that was away is asked again, from where it had stopped', async () => {
  const url = city.house.city.ledger!.witnesses[0]!.url
  city.house.city.ledger!.witnesses[0]!.url = 'http://127.0.0.1:1/ledger/witness'
  await moreRoots()
  await moreRoots()
  expect(await newest()).toMatchObject({ size: 5, witnesses: [] })
  city.house.city.ledger!.witnesses[0]!.url = url
  await city.run('ledger.witness')
  expect(await newest()).toMatchObject({ size: 5, witnesses: ['library.example/witness'] })
})

test('proofs are given to whoever holds a fact or a checkpoint, and to nobody else', async () => {
  const [fact] = await city.sql<{ id: number; hash: string }>('select id::int, hash from ledger.fact order by id limit 1')
  const anyone = city.anyone()
  const proof = (await anyone.get(`/ledger/proof?fact=${fact!.id}&hash=${fact!.hash}`)).body
  expect(proof).toMatchObject({ place: { root: 1, index: 0 }, root: { id: 1, form: 2 }, fact })
  const bent = `${fact!.hash.slice(0, -1)}${fact!.hash.endsWith('0') ? '1' : '0'}`
  expect((await anyone.get(`/ledger/proof?fact=${fact!.id}&hash=${bent}`)).status).toBe(404)
  const growth = (await anyone.get('/ledger/consistency?from=2&to=5')).body
  expect(growth.proof.every((h: string) => fromHex(h)?.length === 32)).toBe(true)
  expect((await anyone.get('/ledger/consistency?from=5&to=2')).status).toBe(422)
  expect((await anyone.get('/ledger/consistency?from=77')).status).toBe(404)
  const text = await anyone.get('/ledger/checkpoint?size=2')
  expect([text.headers.get('content-type'), text.text.split('\n')[1]]).toEqual(['text/plain; charset=utf-8', '2'])
  expect((await anyone.get('/ledger/keys')).text.split('\n')[0]).toBe(logKeys(city.house.checkpoints)[0])
})
