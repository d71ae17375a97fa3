/** The life of a seal from its application to its end, over the desk's own routes; and every way to a use without approval, tried. */
import { readRevocationList } from '@haoban/gm'
import { verifyOfd } from '@haoban/gm/ofd'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { blob } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { ofdOf } from '#test/sealed.ts'
import { authority } from './actions/authority.ts'
import { sealDocument } from './api.ts'

let city: TestCity
let [manager, checker, maker, keeper, approver, clerk, auditor]: Client[] = []
let file: Uint8Array

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  const logins = ['zengqiang', 'yujing', 'kuangyu', 'xiemin', 'laizhiqiang', 'liufang', 'auditor']
  ;[manager, checker, maker, keeper, approver, clerk, auditor] = await Promise.all(logins.map(city.staff))
  file = await ofdOf('关于开展食品安全检查的通知')
})
afterAll(() => city.close())

const official = 'seed-market-360702-official'
const take = (who: Client, id: string, verb: string, input: object = {}) => who.post(`/seals/${id}/${verb}`, { input })
const status = async (id: string) => (await manager!.get(`/seals/${id}`)).body.seal.status

async function ask(who: Client, change: Record<string, string> = {}, bytes = file) {
  const form = new FormData()
  const fields = { seal: official, title: '关于开展食品安全检查的通知', purpose: '发文', where: 'text', text: '通知', ...change }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(bytes, 'application/ofd'), '通知.ofd')
  return who.post('/seals/requests', form)
}
const request = (who: Client, id: string, verb: string, input: object = {}) => who.post(`/seals/requests/${id}/${verb}`, { input })

describe('印章的一生', () => {
  let id: string
  test('申领、核验、制章各是一个人；名称照机构名录，不由人写', async () => {
    const wanted = { organ: 'market-360702', kind: 'contract', reason: '签采购合同' }
    expect((await clerk!.post('/seals', wanted)).status).toBe(403)
    id = (await manager!.post('/seals', wanted)).body.id
    expect(await manager!.post('/seals', wanted)).toMatchObject({ status: 409, body: { code: 'seal.applied-already' } })
    expect(await take(manager!, id, 'check', { identity: '自己看过' })).toMatchObject({ status: 403 })
    expect(await take(maker!, id, 'make', { validTo: '2028-06-14' })).toMatchObject({ status: 409, body: { code: 'seal.not-now' } })
    expect((await take(checker!, id, 'check', { identity: '统一社会信用代码证书、公章备案' })).status).toBe(200)
    expect(await take(checker!, id, 'make', { validTo: '2028-06-14' })).toMatchObject({ status: 403 })
    expect(await take(maker!, id, 'make', { validTo: '2023-06-15' })).toMatchObject({ status: 422, body: { code: 'seal.no-such-day' } })
    expect((await take(maker!, id, 'make', { validTo: '2028-06-14' })).status).toBe(200)
    const { seal, history } = (await manager!.get(`/seals/${id}`)).body
    expect(seal).toMatchObject({ status: 'valid', validTo: '2028-06-14', diameter: 40 })
    expect(seal.code).toMatch(/^360702\d{7}$/)
    expect(history.map((h: { label: string; by: string }) => [h.label, h.by])).toEqual([
      ['申领', '曾强'],
      ['核验通过', '余静'],
      ['制章', '邝宇'],
    ])
    expect((await manager!.get(`/seals/${id}/picture`)).text).toContain('<svg')
  })

  test('挂失以后上吊销名单，找回以后下来；注销以后永远在，密钥也毁了', async () => {
    const serials = async () => {
      const answer = await city.app.request('/seals/revoked.crl')
      return readRevocationList(new Uint8Array(await answer.arrayBuffer())).revoked
    }
    const before = (await serials()).size
    await take(manager!, id, 'lose', { reason: '保管的电脑丢了' })
    expect([...(await serials()).values()].filter((r) => r.reason === 'certificateHold')).toHaveLength(1)
    await take(manager!, id, 'find', { reason: '找到了' })
    expect((await serials()).size).toBe(before)
    expect((await take(checker!, id, 'freeze', { reason: '查证' })).status).toBe(200)
    expect(await status(id)).toBe('frozen')
    expect(await take(manager!, id, 'find', { reason: '想用' })).toMatchObject({ status: 409 })
    await take(checker!, id, 'unfreeze', { reason: '查清了' })
    expect((await take(manager!, id, 'cancel', { reason: '单位不再签合同' })).status).toBe(200)
    expect([...(await serials()).values()].at(-1)).toMatchObject({ reason: 'cessationOfOperation' })
    const [row] = await city.sql('select k.sealed, k.destroyed_at from seal.seal s join seal.key k on k.id = s.key where s.id = $1', [id])
    expect(row).toMatchObject({ sealed: null, destroyed_at: expect.any(Date) })
    expect(await take(manager!, id, 'find', { reason: '后悔' })).toMatchObject({ status: 409, body: { code: 'seal.not-now' } })
  })

  test('换章：新章做好，旧章同时作废', async () => {
    const old = 'seed-market-360702-business'
    expect((await take(manager!, old, 'change', { reason: '机构改名' })).status).toBe(200)
    expect(await take(manager!, old, 'change', { reason: '再来' })).toMatchObject({ status: 409, body: { code: 'seal.change-asked' } })
    const { rows } = (await manager!.get('/seals?show=open')).body
    await take(checker!, rows[0].id, 'check', { identity: '三定方案' })
    await take(maker!, rows[0].id, 'make', { validTo: '2030-01-01' })
    const standing = await city.sql(
      "select id, status from seal.seal where owner = 'market-360702' and kind = 'business' order by applied_at",
    )
    expect(standing).toEqual([
      { id: old, status: 'changed' },
      { id: rows[0].id, status: 'valid' },
    ])
  })
})

describe('申请用印、批准、盖章', () => {
  test('用印人申请，另一个人批准，用印人盖章；记录里有批准人和摘要，验得过', async () => {
    const { id } = (await ask(keeper!)).body
    expect((await approver!.get('/seals/requests')).body.rows[0]).toMatchObject({ id, state: 'waiting', askedName: '谢敏' })
    expect((await approver!.get(`/seals/requests/${id}/pages/1`)).text).toContain('<image')
    expect((await request(approver!, id, 'approve', { opinion: '同意' })).status).toBe(200)
    expect((await request(keeper!, id, 'stamp')).status).toBe(200)
    const { request: shown } = (await keeper!.get(`/seals/requests/${id}`)).body
    expect(shown).toMatchObject({ state: 'used', decidedName: '赖志强' })
    const sealed = await city.app.request(`/seals/requests/${id}/files/sealed`, {
      headers: {
        cookie: keeper!
          .jar()
          .map(([k, v]) => `${k}=${v}`)
          .join('; '),
      },
    })
    const { roots, certificates } = await act(city.house, system, authority)
    expect(await verifyOfd(new Uint8Array(await sealed.arrayBuffer()), { roots, certificates })).toMatchObject({
      valid: true,
      trusted: true,
    })
    const { rows } = (await approver!.get('/seals/uses?q=食品安全检查')).body
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ approver: '赖志强', basis: '用印申请：发文', resultHash: shown.resultHash })
    expect((await approver!.get(`/seals/uses?q=${shown.resultHash.slice(0, 12)}`)).body.rows).toHaveLength(1)
    expect((await approver!.get('/seals/uses?q=没有的事')).body.rows).toHaveLength(0)
  })

  test('2 号章要写办件；位置、页码、锚点错了，说得出错在哪里', async () => {
    expect(await ask(keeper!, { text: '文件里没有的字' })).toMatchObject({
      status: 422,
      body: { title: expect.stringContaining('找不到文字') },
    })
    expect((await ask(keeper!, { where: 'page', page: '9', x: '100', y: '100' })).body.fields).toEqual([
      { field: 'page', sentence: '文件只有 1 页' },
    ])
    expect(await ask(keeper!, { caseNo: '没有这一件' })).toMatchObject({ status: 422, body: { code: 'seal.no-case' } })
    expect((await ask(keeper!, {}, new TextEncoder().encode('不是 OFD'))).status).toBe(415)
    const zone = await city.staff('kangna')
    const delegated = (await zone.get('/seals/kept')).body.rows.find((r: { label: string }) => r.label.includes('2号章'))
    expect(await ask(zone, { seal: delegated.value })).toMatchObject({ status: 422, body: { code: 'seal.no-case-no' } })
  })
})

describe('没有批准，哪条路都盖不了', () => {
  let id: string
  const uses = () => city.sql('select id from seal.use order by id')
  let before: unknown[]
  beforeAll(async () => {
    id = (await ask(keeper!, { title: '没有人批过的文件' })).body.id
    before = await uses()
  })
  const stamped = (who: Client) => request(who, id, 'stamp')

  test.each<[string, () => Promise<unknown>]>([
    ['用印人没等批准就盖', () => stamped(keeper!)],
    ['用印人自己批', () => request(keeper!, id, 'approve', { opinion: '同意' })],
    ['没有审批权的人批', () => request(clerk!, id, 'approve', { opinion: '同意' })],
    ['别的机关的审批人批', async () => request(await city.staff('liaochunhua'), id, 'approve', { opinion: '同意' })],
    ['别人替用印人盖', () => stamped(approver!)],
    ['群众来盖', async () => stamped(await city.citizen('钟家明'))],
    ['没登录的人来盖', () => stamped(city.anyone())],
    ['审计员来盖', () => stamped(auditor!)],
    ['不是用印人的人申请', () => ask(approver!)],
    ['群众申请', async () => ask(await city.citizen('钟家明'))],
    ['不写意见就批', () => request(approver!, id, 'approve', { opinion: ' ' })],
  ])('%s', async (_, go) => {
    const answer = (await go()) as { status: number; body: { title: string } }
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.body.title).toMatch(/[一-鿿]/)
    expect(await uses()).toEqual(before)
  })

  test('程序直接调用也不行：没批的申请、批给别的文件的、批给别的章的、用过的、不批准的', async () => {
    const bytes = file
    const direct = (change: object) =>
      act(city.house, system, (ctx) =>
        sealDocument(ctx, {
          seal: { id: official },
          subject: `document:${id}`,
          title: '文件',
          approval: { request: id },
          ofd: bytes,
          places: [{ page: 0, x: 100, y: 100 }],
          ...change,
        }),
      )
    await expect(direct({})).rejects.toMatchObject({ code: 'seal.unapproved' })
    const refused = (await ask(keeper!, { title: '不批准的文件' })).body.id
    await request(approver!, refused, 'reject', { opinion: '不需要盖章' })
    await expect(direct({ subject: `document:${refused}`, approval: { request: refused } })).rejects.toMatchObject({
      code: 'seal.unapproved',
    })
    const approved = (await ask(keeper!, { title: '批准了的文件' })).body.id
    await request(approver!, approved, 'approve', { opinion: '同意' })
    const other = { subject: `document:${approved}`, approval: { request: approved } }
    await expect(direct({ ...other, ofd: await ofdOf('另一份') })).rejects.toMatchObject({ code: 'seal.changed' })
    await expect(direct({ ...other, seal: { id: 'seed-approval-360700-official' } })).rejects.toMatchObject({ code: 'seal.unapproved' })
    await expect(direct({ approval: { request: approved } })).rejects.toMatchObject({ code: 'seal.other-subject' })
    expect(await uses()).toEqual(before)
    const twice = await Promise.all([request(keeper!, approved, 'stamp'), request(keeper!, approved, 'stamp')])
    expect(twice.map((t) => t.status).sort()).toEqual([200, 409])
    expect(await uses()).toHaveLength(before.length + 1)
    await expect(direct(other)).rejects.toThrow()
    expect(await uses()).toHaveLength(before.length + 1)
  })

  test('数据库自己也不收：没有批准的用印、改过的记录、绕过批准的批准', async () => {
    const copy = (
      change: string,
    ) => `insert into seal.use (id, seal, subject, title, approval, request, format, document_hash, data_hash, signature_hash,
      result_hash, places, by_whom, at) select ${change}, 'staff:x', at from seal.use limit 1`
    const same = 'format, document_hash, data_hash, signature_hash, result_hash, places'
    await expect(city.sql(copy(`'a', seal, 'case:other', title, approval, null, ${same}`))).rejects.toThrow('no approval')
    await expect(city.sql(copy(`'a', seal, subject, title, 'none', null, ${same}`))).rejects.toThrow('no approval')
    await expect(city.sql(`update seal.use set title = 'x'`)).rejects.toThrow('only ever added')
    await expect(city.sql('delete from seal.use')).rejects.toThrow('only ever added')
    await expect(city.sql('truncate seal.approval cascade')).rejects.toThrow('only ever added')
    await expect(
      city.sql(
        `insert into seal.approval (id, seal, subject, request, document_hash, basis, by_whom, by_name, at)
         select 'forged', seal, subject, id, document_hash, '伪造', 'staff:x', 'x', now() from seal.request where id = $1`,
        [id],
      ),
    ).rejects.toThrow('nobody approved')
    await expect(city.sql(`update seal.request set state = 'used' where id = $1`, [id])).rejects.toThrow()
    await expect(city.sql(`update seal.request set document_hash = repeat('0', 64) where id = $1`, [id])).rejects.toThrow('never changed')
  })

  test('请求的身份在数据库里什么都写不了', async () => {
    const refused = async (text: string) =>
      expect(city.house.db.tx({ role: 'app', settings: { who: 'staff:xiemin' } }, (tx) => tx.sql([text] as never))).rejects.toThrow(
        /permission denied/,
      )
    await refused(`insert into seal.approval (id) values ('x')`)
    await refused(`insert into seal.use (id) values ('x')`)
    await refused(`update seal.request set state = 'approved'`)
    await refused(`update seal.seal set status = 'valid'`)
    await refused('select sealed from seal.key')
  })

  test.each([
    ['挂失', 'lose', () => manager!],
    ['冻结', 'freeze', () => checker!],
  ])('批准以后%s了，也盖不了', async (_, verb, who) => {
    const approved = (await ask(keeper!, { title: '批准了才出事的文件' })).body.id
    await request(approver!, approved, 'approve', { opinion: '同意' })
    await take(who(), official, verb, { reason: '出事了' })
    const count = (await uses()).length
    expect(await request(keeper!, approved, 'stamp')).toMatchObject({ status: 409, body: { code: 'seal.not-valid' } })
    expect(await uses()).toHaveLength(count)
    await take(who(), official, verb === 'lose' ? 'find' : 'unfreeze', { reason: '没事了' })
  })

  test('取消了用印人，批准过的也盖不了', async () => {
    const approved = (await ask(keeper!, { title: '换人以前批准的文件' })).body.id
    await request(approver!, approved, 'approve', { opinion: '同意' })
    expect((await take(manager!, official, 'dismiss', { account: 'staff:xiemin', reason: '调走' })).status).toBe(200)
    expect(await request(keeper!, approved, 'stamp')).toMatchObject({ status: 403, body: { code: 'seal.keeper-gone' } })
    expect((await take(manager!, official, 'appoint', { account: 'staff:liufang' })).body.code).toBe('seal.no-colleague')
    expect((await take(manager!, official, 'appoint', { account: 'staff:xiemin' })).status).toBe(200)
  })
})

test('别的机关的印章、申请和记录看不到', async () => {
  const other = await city.staff('wenting')
  expect((await other.get(`/seals/${official}`)).status).toBe(404)
  const { rows } = (await keeper!.get('/seals/requests?show=done')).body
  expect((await other.get(`/seals/requests/${rows[0].id}`)).status).toBe(404)
  expect((await other.get(`/seals/requests/${rows[0].id}/files/asked`)).status).toBe(404)
  expect((await other.get('/seals/uses')).body.rows).toEqual([])
  expect((await (await city.citizen('钟家明')).get('/seals')).body.rows).toEqual([])
})

test('到期：最后一天过了就不能盖，夜里记成过期', async () => {
  await city.sql("update seal.seal set valid_to = '2023-06-15' where id = 'seed-labour-360702-official'")
  city.clock.set('2023-06-16T00:10:00+08:00')
  await city.run('seal.expire')
  expect(await city.sql("select status from seal.seal where id = 'seed-labour-360702-official'")).toEqual([{ status: 'expired' }])
})
