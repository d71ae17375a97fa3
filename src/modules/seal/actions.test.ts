import { verifyPdf, verifySeal } from '@haoban/gm'
import { verifyOfd } from '@haoban/gm/ofd'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import type { Ctx } from '#kernel/module.ts'
import { fillDraft, pdf, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { met } from '#test/restaurant.ts'
import { draftOf } from '#test/sealed.ts'
import { authority } from './actions/authority.ts'
import { type Sealing, sealDocument } from './api.ts'
import { fakeMachine } from './fixtures/fake-machine.ts'
import { attachDevice } from './gateway/stores.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:00:00+08:00')
})
afterAll(() => city.close())

const asHouse = <T>(work: (ctx: Ctx) => Promise<T>) => act(city.house, system, work)

/** A case of the demo's restaurant, decided; its id and the facts that came of it, by name. */
async function decided(): Promise<{ id: string; facts: Record<string, number> }> {
  const citizen = await city.citizen('钟家明')
  const { body } = await sendDraft(citizen, await fillDraft(citizen))
  const [clerk, examiner, decider] = (await Promise.all(['liufang', 'zengwei', 'chenguodong'].map(city.staff))) as [Client, Client, Client]
  const take = async (who: Client, verb: string, input: object = {}) => {
    const answer = await who.post(`/work/cases/${body.id}/${verb}`, { input })
    expect([verb, answer.status]).toEqual([verb, 200])
  }
  await take(clerk, 'accept')
  await take(examiner, 'examine')
  await take(examiner, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合法定条件' })
  await take(decider, 'approve')
  const rows = await city.sql<{ name: string; id: string }>('select name, id from ledger.fact where about = $1', [`case:${body.id}`])
  return { id: body.id, facts: Object.fromEntries(rows.map((r) => [r.name, Number(r.id)])) }
}

let one: Awaited<ReturnType<typeof decided>>
beforeAll(async () => {
  one = await decided()
})

const asked = (change: Partial<Omit<Sealing, 'ofd' | 'pdf'>> = {}): Sealing => ({
  seal: { organ: 'market-360702', kind: 'official' },
  subject: `case:${one.id}`,
  title: '准予行政许可决定书',
  approval: { fact: one.facts['case.approved']! },
  ofd: draftOf('准予行政许可决定书'),
  places: [{ page: 0, x: 150, y: 220 }],
  ...change,
})

describe('盖章', () => {
  test('决定人的决定就是批准：盖出来的文件每一步都验得过，信任到本市的演示机构', async () => {
    const { bytes, use } = await asHouse((ctx) => sealDocument(ctx, asked()))
    const { roots, certificates } = await asHouse(authority)
    const report = await verifyOfd(bytes, { roots, certificates })
    expect(report).toMatchObject({ valid: true, trusted: true })
    expect(report.signatures[0]!.steps).toMatchObject({ references: true, sealEqual: true, certInSeal: true, timeStamp: true })
    const [row] = await city.sql<Record<string, string>>(
      'select u.*, a.basis, a.by_whom approver from seal.use u join seal.approval a on a.id = u.approval where u.id = $1',
      [use.id],
    )
    expect(row).toMatchObject({
      subject: `case:${one.id}`,
      basis: '准予决定（行政许可法第三十八条第一款）',
      approver: 'staff:chenguodong',
      result_hash: use.resultHash,
    })
  })
  test('批准许可的决定，也是给这个许可的证照盖章的批准', async () => {
    const { use } = await asHouse((ctx) => sealDocument(ctx, asked({ subject: 'licence:1', title: '食品经营许可证' })))
    expect(use.subject).toBe('licence:1')
  })
  test('印章本身由制章机构签过', async () => {
    const rows = await city.sql<{ esl: Buffer }>("select esl from seal.seal where status = 'valid'")
    expect(rows.length).toBeGreaterThan(15)
    const { roots, certificates } = await asHouse(authority)
    for (const { esl } of rows)
      expect(verifySeal(new Uint8Array(esl), city.clock.now(), { roots, certificates })).toMatchObject({ valid: true })
  })
})

describe('没有批准就盖不了', () => {
  const refused: [string, () => Partial<Omit<Sealing, 'ofd' | 'pdf'>>, string][] = [
    ['没有这条记录', () => ({ approval: { fact: 999_999_999 } }), 'seal.unapproved'],
    ['没有这份用印申请', () => ({ approval: { request: 'nothing' } }), 'seal.unapproved'],
    ['记录是别的办件的', () => ({ subject: 'case:another' }), 'seal.other-subject'],
    ['受理的记录不能给证照盖章', () => ({ subject: 'licence:1', approval: { fact: one.facts['case.accepted']! } }), 'seal.other-subject'],
    ['提出意见还不是决定', () => ({ approval: { fact: one.facts['case.proposed']! } }), 'seal.no-standing'],
    ['别的机关的章', () => ({ seal: { organ: 'approval-360700', kind: 'official' } }), 'seal.other-organ'],
    ['没有章的机关', () => ({ seal: { organ: 'tax-360700', kind: 'official' } }), 'seal.none'],
    ['2 号章只盖办件', () => ({ seal: { organ: 'approval-360702400', kind: 'delegated' }, subject: 'document:1' }), 'seal.case-only'],
  ]
  test.each(refused)('%s', async (_, change, code) => {
    const before = await city.sql('select id from seal.use')
    await expect(asHouse((ctx) => sealDocument(ctx, asked(change())))).rejects.toMatchObject({ code })
    expect(await city.sql('select id from seal.use')).toEqual(before)
  })
})

test('接了密码机，新印章的两把密钥都在里面：OFD 和 PDF 盖得出、验得过；注销以后两把都销毁', async () => {
  const machine = fakeMachine()
  attachDevice(machine)
  try {
    const [manager, checker, maker] = await Promise.all(['zengqiang', 'yujing', 'kuangyu'].map(city.staff))
    const take = async (who: Client, id: string, verb: string, input: object) =>
      expect((await who.post(`/seals/${id}/${verb}`, { input })).status).toBe(200)
    const old = 'seed-market-360702-official'
    await take(manager!, old, 'change', { reason: '换到密码机' })
    const { id } = (await manager!.get('/seals?show=open')).body.rows[0]
    await take(checker!, id, 'check', { identity: '公章备案' })
    await take(maker!, id, 'make', { validTo: '2028-06-14' })
    const keys = () =>
      city.sql<{ store: string; sealed: Buffer | null; label: string }>(
        'select k.store, k.sealed, k.label from seal.key k join seal.seal s on k.id in (s.key, s.pdf_key) where s.id = $1',
        [id],
      )
    expect(await keys()).toMatchObject([
      { store: 'device', sealed: null },
      { store: 'device', sealed: null },
    ])
    const { roots, certificates } = await asHouse(authority)
    const { bytes } = await asHouse((ctx) => sealDocument(ctx, asked({ seal: { id } })))
    expect(await verifyOfd(bytes, { roots, certificates })).toMatchObject({ valid: true, trusted: true })
    const { ofd: _, ...rest } = asked({ seal: { id }, places: [{ page: 0, x: 35, y: 35 }] })
    const signed = await asHouse((ctx) => sealDocument(ctx, { ...rest, pdf: pdf('decision') } as Sealing))
    const report = verifyPdf(signed.bytes, { roots, certificates })
    expect(report.signatures.at(-1)).toMatchObject({ valid: true, trusted: true })
    await take(manager!, id, 'cancel', { reason: '不用了' })
    for (const { label } of await keys()) expect(await machine.findPrivateKey(label)).toBeUndefined()
  } finally {
    attachDevice(undefined)
  }
})
