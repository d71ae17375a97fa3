/** A room that document has never heard of brings papers of its own: numbered, drawn, sealed by its own acts, checked, void with its act. */
import { openOfd, readCharacters } from '@haoban/gm/ofd'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { infoOf } from '#app/open.ts'
import type { Ctx } from '#kernel/module.ts'
import { placesReaching, type Who } from '#kernel/who.ts'
import { authority } from '#modules/seal/actions/authority.ts'
import { sealDocument } from '#modules/seal/api.ts'
import { checkSealed } from '#modules/seal/rules/check.ts'
import { decided } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { draftOf } from '#test/sealed.ts'
import { visits } from '#test/visits.ts'
import { issuePaper, type NewPaper, openPaper, openPaperOfd, type PaperRow, voidPapers } from './api.ts'

const organ = 'market-360702'
let city: TestCity
let stranger: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  city.house.infos = [...city.house.infos, infoOf(visits)]
  stranger = city.anyone()
})
afterAll(() => city.close())

const asHouse = <T>(work: (ctx: Ctx) => Promise<T>) => act(city.house, system, work)
const readers = placesReaching(organ, '360702').map((place) => `place:${place}`)
const facts = (name: string, about: string, data: object = {}) =>
  asHouse((ctx) => ctx.emit({ name: `visit.${name}`, about, readers, data: { organ, byName: '王某某', ...data } }))

const letter = { kind: 'visitLetter', data: { to: '某某市消防救援支队', on: '6月26日' } }
const certificate = { kind: 'visitCertificate', data: { firm: '某某食品有限公司' } }
const table = {
  kind: 'visitTable',
  data: { rows: Array.from({ length: 60 }, (_, i) => [`第${i + 1}家`, '合格'] as [string, string]) },
}
type Wanted = Pick<NewPaper, 'kind' | 'data'> & Partial<NewPaper>

/** An act and its paper, in one transaction as rooms do it. */
async function make(name: string, about: string, paper: Wanted, data: object = {}): Promise<PaperRow & { fact: number }> {
  return asHouse(async (ctx) => {
    const fact = await ctx.emit({ name: `visit.${name}`, about, readers, data: { organ, byName: '王某某', ...data } })
    return { ...(await issuePaper(ctx, { about, act: fact.seq, organ, readers, ...paper })), fact: fact.id }
  })
}

const pdfOf = (id: string) => asHouse(async (ctx) => (await openPaper(ctx, { id })).bytes)
const ofdOf = (id: string) => asHouse(async (ctx) => (await openPaperOfd(ctx, { id })).bytes)
async function signaturesOf(bytes: Uint8Array) {
  const { roots, certificates } = await asHouse(authority)
  const base64 = (c: { der: Uint8Array }) => Buffer.from(c.der).toString('base64')
  return checkSealed(bytes, { roots: roots.map(base64), certificates: certificates.map(base64), revoked: [] })
}
const sealed = async (id: string) =>
  [await signaturesOf(await pdfOf(id)), await signaturesOf(await ofdOf(id))].map((r) => r.signatures.length)

describe.each([
  ['函', 'asked', letter, { title: '商请函', kind: '商请函（联合检查）', act: '商请派员', no: '章贡区市场监管局函〔2023〕第1号' }],
  [
    '表',
    'listed',
    table,
    { title: '检查结果汇总表', kind: '检查结果汇总表（联合检查）', act: '汇总检查结果', no: '章贡区市场监管局汇〔2023〕第1号' },
  ],
  [
    '证明',
    'passed',
    certificate,
    { title: '某某食品有限公司检查合格证明', kind: '检查合格证明（联合检查）', act: '判定合格', no: '章贡区市场监管局证〔2023〕第1号' },
  ],
] as const)('%s', (_, name, paper, told) => {
  test('出了号，PDF 和 OFD 都盖了自己那一步批准的章，验得过；凭核验码查得到种类、机关和是哪一步', async () => {
    const row = await make(name, `visit:${name}`, paper as Wanted)
    await city.drain()
    const [pdf, ofd] = [await signaturesOf(await pdfOf(row.id)), await signaturesOf(await ofdOf(row.id))]
    expect(pdf).toMatchObject({ kind: 'pdf', valid: true, trusted: true })
    expect(ofd).toMatchObject({ kind: 'ofd', valid: true, trusted: true })
    const uses = await city.sql(
      'select u.subject, a.basis, a.fact from seal.use u join seal.approval a on a.id = u.approval where u.subject = $1',
      [`visit:${name}`],
    )
    expect(uses).toHaveLength(2)
    for (const use of uses) expect(use).toMatchObject({ basis: `${told.act}（行政处罚法）`, fact: row.fact })
    const { body } = await stranger.get(`/check?code=${row.checkCode}`)
    expect(body).toMatchObject({ ...told, organ: '章贡区市场监督管理局' })
    const page = (await stranger.page(`/check?code=${row.checkCode}`)).text
    for (const word of [told.title, told.kind, told.act]) expect(page).toContain(word)
  })
})

test('证明的每一页都有水印', async () => {
  const row = await make('passed', 'visit:mark', certificate)
  const [document] = (await openOfd(await ofdOf(row.id))).documents
  for (let i = 0; i < document!.pages.length; i++)
    expect((await readCharacters(document!, i)).map((c) => c.char).join('')).toContain('仅供办理贷款使用')
})

test('二十份同时出，有一半没有办成：号连着，一个不空', async () => {
  const before = (await city.sql("select 1 from document.paper where kind = 'visitMinute'")).length
  const minute = { kind: 'visitMinute', data: { said: '议定。' } }
  await Promise.allSettled(
    Array.from({ length: 20 }, (_, i) =>
      asHouse(async (ctx) => {
        await issuePaper(ctx, { about: `visit:n${i}`, act: 1, organ, readers, ...minute })
        if (i % 2 === 1) throw new Error('the act fails')
      }),
    ),
  )
  const rows = await city.sql<{ no: string }>("select no from document.paper where kind = 'visitMinute' order by place")
  expect(before).toBe(0)
  expect(rows.map((r) => Number(/第(\d+)号/.exec(r.no)?.[1])).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('内容不合它的种类、没有这种文书：当场报错，什么也不留下', async () => {
  const count = async () => (await city.sql('select 1 from document.paper')).length
  const before = await count()
  await expect(make('asked', 'visit:bad', { kind: 'visitLetter', data: { to: '' } })).rejects.toMatchObject({ name: 'ZodError' })
  await expect(make('asked', 'visit:bad', { kind: 'visitPoem', data: {} })).rejects.toThrow(/visitPoem/)
  expect(await count()).toBe(before)
  expect(await city.sql("select 1 from ledger.fact where about = 'visit:bad'")).toEqual([])
})

test('那一步撤回了，文书就作废：打不开，核验说作废，号不再用', async () => {
  const row = await make('asked', 'visit:void', letter)
  await asHouse((ctx) => voidPapers(ctx.tx, 'visit:void', { from: row.act, to: row.act }, ctx.now))
  expect((await stranger.get(`/check?code=${row.checkCode}`)).status).toBe(410)
  await expect(pdfOf(row.id)).rejects.toMatchObject({ code: 'document.voided' })
  expect((await make('asked', 'visit:void', letter)).no).not.toBe(row.no)
})

describe('没有声明的、别的事、别的机关，都不能批准盖章', () => {
  test('没有声明的一步出的文书不盖章，前面有声明过的一步也借不来', async () => {
    await facts('passed', 'visit:note')
    const row = await make('noted', 'visit:note', certificate)
    expect(await sealed(row.id)).toEqual([0, 0])
  })
  test('声明过的一步，只批准自己机关的文书', async () => {
    const row = await make('passed', 'visit:other', certificate, { organ: 'approval-360700' })
    expect(await sealed(row.id)).toEqual([0, 0])
  })
  test('没有写明机关的一步，什么也不批准', async () => {
    const row = await make('passed', 'visit:nobody', certificate, { organ: undefined })
    expect(await sealed(row.id)).toEqual([0, 0])
  })
  test('撤回的一步不再批准', async () => {
    const row = await make('passed', 'visit:back', certificate)
    await asHouse((ctx) => ctx.emit({ name: 'visit.recalled', about: 'visit:back', data: { from: row.act, to: row.act } }))
    expect(await sealed(row.id)).toEqual([0, 0])
  })
  test.each([
    ['别的事', 'passed', { subject: 'visit:elsewhere' }, 'seal.other-subject'],
    ['证照', 'passed', { subject: 'licence:1' }, 'seal.other-subject'],
    ['别的机关的章', 'passed', { seal: { organ: 'approval-360700', kind: 'official' } }, 'seal.other-organ'],
    ['没有声明的一步', 'noted', {}, 'seal.no-standing'],
  ] as const)('%s', async (_, name, change, code) => {
    const { id } = await facts(name, 'visit:direct')
    const asked = {
      ...{ seal: { organ, kind: 'official' as const }, subject: 'visit:direct', title: '证明', ofd: draftOf('证明') },
      ...{ approval: { fact: id }, places: [{ page: 0, x: 150, y: 220 }], ...change },
    }
    await expect(asHouse((ctx) => sealDocument(ctx, asked))).rejects.toMatchObject({ code })
  })
  test('名字和继承来的一样的，也不算声明过', async () => {
    const { id } = await asHouse((ctx) => ctx.emit({ name: 'toString', about: 'visit:direct', readers, data: { organ } }))
    const asked = { seal: { organ, kind: 'official' as const }, subject: 'visit:direct', title: '证明', ofd: draftOf('证明') }
    const places = [{ page: 0, x: 150, y: 220 }]
    await expect(asHouse((ctx) => sealDocument(ctx, { ...asked, approval: { fact: id }, places }))).rejects.toMatchObject({
      code: 'seal.no-standing',
    })
  })
})

test('会商的机关在会商期间看得到这件事的文书，会商完就看不到；办件的文书照旧', async () => {
  const health: Who = {
    ...{ id: 'staff:health', kind: 'staff', name: '某人', organ: 'health-360702', parties: [] },
    grants: [{ permission: 'case.read', organ: 'health-360702', division: '360702' }],
  }
  const row = await make('asked', 'visit:guest', letter)
  const id = await decided(city, await city.citizen('钟家明'))
  const [receipt] = await city.sql<{ id: string }>("select id from document.paper where about = $1 and kind = 'receipt'", [id])
  const sees = (paper: string) =>
    act(city.house, health, async ({ tx }) => (await tx.sql`select from document.paper where id = ${paper}`).length)
  const both = async () => [await sees(row.id), await sees(receipt!.id)]
  expect(await both()).toEqual([0, 0])
  await city.sql("select base.let_in('visit:guest', 'k', 'health-360702', '360702'), base.let_in($1, 'k', 'health-360702', '360702')", [
    `case:${id}`,
  ])
  expect(await both()).toEqual([1, 1])
  await city.sql("select base.let_out('visit:guest', 'k'), base.let_out($1, 'k')", [`case:${id}`])
  expect(await both()).toEqual([0, 0])
})
