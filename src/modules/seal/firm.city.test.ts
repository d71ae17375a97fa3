/** The seal of a firm: applied for by its representative, checked and made by the city, asked for by one and approved by another, on a case of its own. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { blob, fillDraft, sendDraft } from '#test/food.ts'
import { submitFor } from '#test/hygiene.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { ofdOf } from '#test/sealed.ts'
import { trustedNow } from './actions/check.ts'
import { checkSealed } from './rules/check.ts'

let city: TestCity
let [checker, maker, clerk, manager]: Client[] = []
let [rep, agent, stranger]: Client[] = []
let seal: string
let caseId: string

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  ;[checker, maker, clerk, manager] = await Promise.all(['yujing', 'kuangyu', 'liufang', 'zengqiang'].map(city.staff))
  ;[rep, agent, stranger] = await Promise.all(['钟家明', '温德胜', '曾小满'].map(city.citizen))
  caseId = (await sendDraft(agent!, await fillDraft(agent!))).body.id
  await city.drain()
})
afterAll(() => city.close())

const firm = 'kejia-xiaoyuan'
const staffTake = (who: Client, id: string, verb: string, input: object = {}) => who.post(`/seals/${id}/${verb}`, { input })
const take = (who: Client, id: string, verb: string, input: Record<string, unknown> = {}) => who.post(`/my-seals/${id}/${verb}`, input)
const open = async (who: Client, id = seal) => (await who.get(`/my-seals/${id}`)).body

async function ask(who: Client, change: Record<string, string> = {}, bytes?: Uint8Array) {
  const form = new FormData()
  const fields = { case: caseId, what: 'file', title: '经营场所使用说明', purpose: '随申请一起交', ...change }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(bytes ?? (await ofdOf('经营场所使用说明')), 'application/ofd'), '说明.ofd')
  return who.post(`/my-seals/${seal}/use`, form)
}
const decide = (who: Client, id: string, verb: string, opinion = '同意') => who.post(`/my-seals/requests/${id}`, { verb, opinion })

async function download(who: Client, path: string): Promise<Uint8Array> {
  const cookie = who.jar().map(([k, v]) => `${k}=${v}`)
  const answer = await city.app.request(path, { headers: { cookie: cookie.join('; ') } })
  expect([path, answer.status]).toEqual([path, 200])
  return new Uint8Array(await answer.arrayBuffer())
}

async function makeSeal(who: Client, kind: string): Promise<string> {
  const { id } = (await who.post('/my-seals/apply', { firm, kind, reason: '给网上申请的材料盖章' })).body
  expect((await staffTake(checker!, id, 'check', { identity: '营业执照、法定代表人本人' })).status).toBe(200)
  expect((await staffTake(maker!, id, 'make', { validTo: '2028-06-14' })).status).toBe(200)
  return id
}

describe('申领', () => {
  test('法定代表人申领，名称代码照登记；别人和只有部分授权的人申领不了', async () => {
    const wanted = { firm, kind: 'official', reason: '给网上申请的材料盖章' }
    for (const who of [stranger!, agent!])
      expect(await who.post('/my-seals/apply', wanted)).toMatchObject({ status: 403, body: { code: 'seal.not-your-firm' } })
    const { body } = await rep!.post('/my-seals/apply', wanted)
    seal = body.id
    expect(await rep!.post('/my-seals/apply', wanted)).toMatchObject({ status: 409, body: { code: 'seal.applied-already' } })
    expect((await open(rep!)).seal).toMatchObject({
      status: 'applied',
      ownerKind: 'party',
      ownerName: '章贡区客家小院餐饮店（演示）',
      uscc: '92360702MA9A00125A',
      diameter: 40,
      demo: true,
    })
    expect((await stranger!.get(`/my-seals/${seal}`)).status).toBe(404)
  })

  test('核验、制作是市里的两个人；机关的印章管理员看不见，也管不着', async () => {
    expect((await staffTake(manager!, seal, 'cancel', { reason: '想' })).status).toBe(404)
    expect((await staffTake(checker!, seal, 'check', { identity: '营业执照、法定代表人本人' })).status).toBe(200)
    expect((await staffTake(checker!, seal, 'make', { validTo: '2028-06-14' })).status).toBe(403)
    expect((await staffTake(maker!, seal, 'make', { validTo: '2028-06-14' })).status).toBe(200)
    const { seal: made, history } = await open(rep!)
    expect(made).toMatchObject({ status: 'valid', code: expect.stringMatching(/^360702\d{7}$/) })
    expect(history.map((h: { label: string; by: string }) => [h.label, h.by])).toEqual([
      ['申领', '钟家明'],
      ['核验通过', '余静'],
      ['制章', '邝宇'],
    ])
    const picture = new TextDecoder().decode(await download(rep!, `/seals/${seal}/picture`))
    expect(picture).toContain('<svg')
    expect((await city.sql('select demo from seal.seal where id = $1', [seal]))[0]).toEqual({ demo: true })
  })

  test('登记里的名称变了，核验不过', async () => {
    const { id } = (await rep!.post('/my-seals/apply', { firm, kind: 'finance', reason: '试' })).body
    await city.sql("update party.person set name = '改了名的店' where id = $1", [firm])
    const answer = await staffTake(checker!, id, 'check', { identity: '看过' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'seal.doubtful', title: expect.stringContaining('改了名的店') } })
    await city.sql("update party.person set name = '章贡区客家小院餐饮店（演示）' where id = $1", [firm])
    expect((await staffTake(checker!, id, 'reject', { reason: '先更正登记' })).status).toBe(200)
  })
})

describe('用印：一个人申请，另一个人批准', () => {
  let request: string
  test('经办人为自己办的事申请；他批不了，外人看不见，机关的人也看不见', async () => {
    expect(await ask(stranger!)).toMatchObject({ status: 404 })
    const { status, body } = await ask(agent!)
    expect([status, body.code]).toEqual([200, undefined])
    request = body.id
    expect(await decide(agent!, request, 'approve')).toMatchObject({ status: 403, body: { code: 'seal.four-eyes' } })
    for (const who of [stranger!, checker!, maker!, manager!]) expect((await who.get(`/my-seals/requests/${request}`)).status).toBe(404)
    for (const who of [checker!, maker!]) {
      expect((await who.get(`/seals/requests/${request}`)).status).toBe(404)
      expect(await who.post(`/seals/requests/${request}/approve`, { input: { opinion: '同意' } })).toMatchObject({ status: 404 })
      expect((await who.get('/seals/requests')).body.rows).toEqual([])
    }
    expect((await rep!.get('/my-seals')).body.waiting).toMatchObject([{ id: request, askedName: '温德胜', mine: false }])
  })

  test('法定代表人看过盖上以后的样子，批准时就盖上；验得过，记录里有用途和批准人', async () => {
    expect(new TextDecoder().decode(await download(rep!, `/seals/requests/${request}/pages/1`))).toContain('<image')
    expect((await decide(rep!, request, 'approve', '')).status).toBe(422)
    expect((await decide(rep!, request, 'approve')).status).toBe(200)
    const { request: shown, check } = (await agent!.get(`/my-seals/requests/${request}`)).body
    expect(shown).toMatchObject({ state: 'used', decidedName: '钟家明', askedName: '温德胜' })
    expect(check).toMatchObject({ holds: true, sentence: '已加盖企业电子印章，验证有效' })
    const bytes = await download(agent!, `/seals/requests/${request}/files/sealed`)
    const report = await checkSealed(bytes, await act(city.house, system, trustedNow))
    expect(report).toMatchObject({ valid: true, trusted: true, signatures: [{ valid: true }] })
    expect((await rep!.get('/my-seals/uses')).body.rows).toMatchObject([
      { title: '经营场所使用说明', basis: '用印申请：随申请一起交', approver: '钟家明', caseId },
    ])
    expect((await agent!.get('/my-seals/uses')).body.rows).toEqual([])
    expect((await (await city.staff('auditor')).get('/seals/uses?q=经营场所')).body.rows).toEqual([])
    expect(await decide(rep!, request, 'approve')).toMatchObject({ status: 409 })
  })

  test('窗口看这一件：盖章件验证有效，一步一步列着；文件打得开；别的机关打不开', async () => {
    const { sealed } = (await clerk!.get(`/work/cases/${caseId}`)).body
    expect(sealed).toMatchObject([{ title: '经营场所使用说明', check: { holds: true, sentence: '已加盖企业电子印章，验证有效' } }])
    expect(sealed[0].check.steps.filter((s: { holds: boolean | null }) => s.holds === true).length).toBeGreaterThanOrEqual(8)
    expect((await download(clerk!, `/seals/uses/${sealed[0].use}/file`)).length).toBeGreaterThan(1_000)
    expect(new TextDecoder().decode(await download(clerk!, `/seals/uses/${sealed[0].use}/pages/1`))).toContain('<svg')
    for (const who of [maker!, stranger!, await city.staff('wanglin')])
      expect((await who.get(`/seals/uses/${sealed[0].use}/file`)).status).toBe(404)
  })

  test('盖好的文件在库里被改了一个字节，窗口看到的是“验证不通过”', async () => {
    const [use] = await city.sql<{ result_hash: string }>("select result_hash from seal.use where title = '经营场所使用说明'")
    const bytes = Buffer.from(await city.house.storage.read(use!.result_hash))
    const { unzipSync, zipSync } = await import('fflate')
    const files = unzipSync(bytes)
    const page = Object.keys(files).find((f) => /Content\.xml$/.test(f))!
    const text = Buffer.from(files[page]!)
    text[text.indexOf('Boundary="') + 10]! ^= 1
    const changed = Buffer.from(zipSync({ ...files, [page]: new Uint8Array(text) }))
    const { hash } = await city.house.storage.put(changed)
    await city.sql('alter table seal.use disable trigger use_stays')
    await city.sql('update seal.use set result_hash = $1 where result_hash = $2', [hash, use!.result_hash])
    const [file] = (await clerk!.get(`/work/cases/${caseId}`)).body.sealed
    expect(file.check).toMatchObject({ holds: false, sentence: expect.stringContaining('验证不通过') })
    expect(file.check.steps.filter((s: { holds: boolean | null }) => s.holds === false)).toMatchObject([
      { name: '页面、资源和附件没有改过' },
    ])
    await city.sql('update seal.use set result_hash = $2 where result_hash = $1', [hash, use!.result_hash])
    await city.sql('alter table seal.use enable trigger use_stays')
  })
})

test('印章挂失、证书吊销，窗口下一次看就是新的结论；收回吊销，又是原来的', async () => {
  const look = async (): Promise<{ holds: boolean | null; sentence: string; revocation: string }> => {
    const [{ check }] = (await clerk!.get(`/work/cases/${caseId}`)).body.sealed
    const step = check.steps.find((s: { name: string }) => s.name === '盖章时证书没有吊销')
    return { holds: check.holds, sentence: check.sentence, revocation: step.sentence }
  }
  const sound = { holds: true, sentence: '已加盖企业电子印章，验证有效', revocation: '签名时证书未被吊销' }
  expect([await look(), await look()]).toEqual([sound, sound])
  expect((await take(rep!, seal, 'lose', { reason: '手机丢了' })).status).toBe(200)
  expect(await look()).toMatchObject({ holds: false, revocation: '签名人证书已于 2023-06-15 被吊销' })
  await city.sql("update seal.seal set changed_at = '2023-06-15T11:00:00+08:00' where id = $1", [seal])
  expect(await look()).toEqual({ ...sound, revocation: '签名时证书未被吊销（后于 2023-06-15 吊销）' })
  expect((await take(rep!, seal, 'find', { reason: '找到了' })).status).toBe(200)
  expect(await look()).toEqual(sound)
})

test('根证书换成了别家的，窗口下一次看就不认', async () => {
  const [root] = await city.sql<{ certificate: Buffer }>("select certificate from seal.authority where part = 'root'")
  const [foreign] = await city.sql<{ certificate: Buffer }>("select certificate from seal.authority where part = 'foreign-root'")
  const holds = async () => (await clerk!.get(`/work/cases/${caseId}`)).body.sealed[0].check.holds
  expect(await holds()).toBe(true)
  await city.sql("update seal.authority set certificate = $1 where part = 'root'", [foreign!.certificate])
  expect(await holds()).toBe(false)
  await city.sql("update seal.authority set certificate = $1 where part = 'root'", [root!.certificate])
  expect(await holds()).toBe(true)
})

test('文件在仓库里坏了或者没了，窗口下一次看就知道，页面照样打得开', async () => {
  const look = async () => (await clerk!.get(`/work/cases/${caseId}`)).body.sealed[0].check
  expect((await look()).holds).toBe(true)
  const { storage } = city.house
  city.house.storage = { ...storage, read: () => Promise.reject(new Error('damaged')) }
  expect(await look()).toMatchObject({ holds: false, sentence: expect.stringContaining('读不出来'), steps: [] })
  city.house.storage = storage
  expect((await look()).holds).toBe(true)
})

test('漏填的一次说全：文件、名称、用途', async () => {
  const form = new FormData()
  for (const [name, value] of Object.entries({ case: caseId, what: 'file' })) form.append(name, value)
  const answer = await agent!.post(`/my-seals/${seal}/use`, form)
  expect(answer.status).toBe(422)
  expect(answer.body.fields.map((e: { field: string }) => e.field).sort()).toEqual(['file', 'purpose', 'title'])
})

test('批准的人看得到盖着章的那一页，文件再长也一样', async () => {
  const { id } = (await ask(agent!, { title: '十二页的说明' }, await ofdOf('十二页的说明', 12))).body
  expect((await rep!.get(`/my-seals/requests/${id}`)).body.request).toMatchObject({ pages: 12, shown: [1, 2, 3, 12] })
  expect((await decide(agent!, id, 'withdraw')).status).toBe(200)
})

describe('平台出的承诺书', () => {
  const sealPaper = async (about: string, paper: string): Promise<string> => {
    const form = new FormData()
    for (const [name, value] of Object.entries({ case: about, what: paper, purpose: '承诺人盖章' })) form.append(name, value)
    const asked = await rep!.post(`/my-seals/${seal}/use`, form)
    expect([asked.status, asked.status === 200 ? '' : asked.text]).toEqual([200, ''])
    expect((await decide(rep!, asked.body.id, 'approve')).status).toBe(200)
    return asked.body.id
  }

  test('容缺受理承诺书：列在能盖的文件里，章盖在“签名或盖章”的地方，窗口看得到验证有效', async () => {
    const draft = await fillDraft(rep!)
    expect((await rep!.submit(`${draft}/m/rules`, { provide: 'later' })).status).toBe(303)
    const { id } = (await sendDraft(rep!, draft)).body
    expect((await rep!.get(`/my-seals/${seal}/use?case=${id}`)).body.papers).toEqual([])
    const taken = await clerk!.post(`/work/cases/${id}/acceptTolerant`, { input: { missing: ['rules'], pledged: true } })
    expect([taken.status, taken.status === 200 ? '' : taken.text]).toEqual([200, ''])
    await city.drain()
    const { papers } = (await rep!.get(`/my-seals/${seal}/use?case=${id}`)).body
    expect(papers).toMatchObject([{ title: '容缺受理承诺书' }])
    const request = await sealPaper(id, papers[0].id)
    const report = await checkSealed(
      await download(rep!, `/seals/requests/${request}/files/sealed`),
      await act(city.house, system, trustedNow),
    )
    expect(report).toMatchObject({ valid: true, trusted: true, signatures: [{ title: expect.stringContaining('客家小院') }] })
    const { sealed } = (await clerk!.get(`/work/cases/${id}`)).body
    expect(sealed).toMatchObject([{ title: '容缺受理承诺书', check: { holds: true } }])
  })

  test('告知承诺书：机关的章在前，企业的章在后，两个都验得过', async () => {
    const id = await submitFor(city, 'hair')
    await city.drain()
    const { papers } = (await rep!.get(`/my-seals/${seal}/use?case=${id}`)).body
    expect(papers).toMatchObject([{ title: '告知承诺书' }])
    const request = await sealPaper(id, papers[0].id)
    const report = await checkSealed(
      await download(rep!, `/seals/requests/${request}/files/sealed`),
      await act(city.house, system, trustedNow),
    )
    expect(report).toMatchObject({ valid: true, trusted: true })
    expect(report.signatures.map((s) => s.valid)).toEqual([true, true])
    expect(report.signatures.at(-1)!.title).toContain('客家小院')
  })
})

describe('只有法定代表人一个人的企业', () => {
  test('申请和批准是分开的两步，都留下记录；数据库里一步做不成', async () => {
    const { id } = (await ask(rep!, { title: '自己的说明' })).body
    const { verbs, request } = (await rep!.get(`/my-seals/requests/${id}`)).body
    expect(request).toMatchObject({ state: 'waiting', own: true })
    expect(verbs.map((v: { verb: string }) => v.verb)).toEqual(['approve', 'reject', 'withdraw'])
    expect(await rep!.post(`/seals/requests/${id}/stamp`, { input: {} })).toMatchObject({ status: 403 })
    expect((await decide(rep!, id, 'approve')).status).toBe(200)
    const [row] = await city.sql('select own_approval, asked_by = decided_by same from seal.request where id = $1', [id])
    expect(row).toEqual({ own_approval: true, same: true })
    const facts = await city.sql<{ name: string }>('select name from ledger.fact where about = $1 order by seq', [`seal-request:${id}`])
    expect(facts.map((f) => f.name)).toEqual(['seal.request-made', 'seal.request-approved', 'seal.request-used'])
  })

  test('机关的印章，数据库也不让自己批自己', async () => {
    const insert = (own: boolean) =>
      city.sql(
        `insert into seal.request (id, seal, subject, title, purpose, format, document_hash, document_file, pages, places, state, asked_by, asked_name,
          asked_at, decided_by, decided_name, decided_at, own_approval)
         select 'own-' || $1, 'seed-market-360702-official', 'document:x', 'x', 'x', 'ofd', document_hash, document_file, 1, '[]', 'approved', 'a', 'a',
          now(), 'a', 'a', now(), $2 from seal.request limit 1`,
        [String(own), own],
      )
    await expect(insert(true)).rejects.toThrow('nobody approves what he asked for')
    await expect(insert(false)).rejects.toThrow('request_four_eyes')
  })
})

describe('交人保管、挂失、换章、注销', () => {
  test('交给得到授权的人保管：他能批别人的，不能批自己的；收回以后不能再批', async () => {
    expect(await take(rep!, seal, 'appoint', { account: '360730200002290035' })).toMatchObject({
      status: 422,
      body: { code: 'seal.no-agent' },
    })
    expect(await take(agent!, seal, 'appoint', { account: '360732196802200599' })).toMatchObject({ status: 403 })
    expect((await take(rep!, seal, 'appoint', { account: '360732196802200599' })).status).toBe(200)
    const [his, reps] = [(await ask(agent!, { title: '他的' })).body.id, (await ask(rep!, { title: '法人的' })).body.id]
    expect(await decide(agent!, his, 'approve')).toMatchObject({ status: 403, body: { code: 'seal.four-eyes' } })
    expect((await decide(agent!, reps, 'approve')).status).toBe(200)
    const { keepers } = await open(rep!)
    expect((await take(rep!, seal, 'dismiss', { account: keepers[0].account, reason: '换人' })).status).toBe(200)
    const again = (await ask(rep!, { title: '再来' })).body.id
    expect((await decide(agent!, again, 'approve')).status).toBe(404)
    expect((await decide(rep!, his, 'reject', '不用了')).status).toBe(200)
    expect((await decide(rep!, again, 'withdraw')).status).toBe(200)
  })

  test('挂失、冻结的时候盖不了，申请也提不了；换章做好旧章作废；注销以后不能再用', async () => {
    const { id } = (await ask(rep!, { title: '挂失前申请的' })).body
    expect((await take(rep!, seal, 'lose', { reason: '手机丢了' })).status).toBe(200)
    expect(await decide(rep!, id, 'approve')).toMatchObject({ status: 409, body: { code: 'seal.not-valid' } })
    expect(await ask(rep!)).toMatchObject({ status: 409, body: { code: 'seal.not-valid' } })
    expect((await take(rep!, seal, 'find', { reason: '找到了' })).status).toBe(200)
    expect((await staffTake(checker!, seal, 'freeze', { reason: '接到举报' })).status).toBe(200)
    expect(await decide(rep!, id, 'approve')).toMatchObject({ status: 409, body: { code: 'seal.not-valid' } })
    expect(await take(rep!, seal, 'find', { reason: '想用' })).toMatchObject({ status: 409 })
    expect((await staffTake(checker!, seal, 'unfreeze', { reason: '查清了' })).status).toBe(200)
    expect((await take(rep!, seal, 'change', { reason: '磨损' })).status).toBe(200)
    const [waiting] = (await rep!.get('/my-seals')).body.firms[0].seals.filter((s: { status: string }) => s.status === 'applied')
    expect((await staffTake(checker!, waiting.id, 'check', { identity: '营业执照' })).status).toBe(200)
    expect((await staffTake(maker!, waiting.id, 'make', { validTo: '2028-06-14' })).status).toBe(200)
    expect((await open(rep!)).seal.status).toBe('changed')
    expect((await take(rep!, waiting.id, 'cancel', { reason: '停业' })).status).toBe(200)
    const left = await city.sql('select k.sealed from seal.key k join seal.seal s on s.key = k.id where s.owner = $1', [firm])
    expect(left.length).toBeGreaterThanOrEqual(2)
    expect(left.every((k) => k.sealed === null)).toBe(true)
  })

  test('读不到库是故障，不说成“没有找到这枚印章”', async () => {
    expect((await stranger!.get(`/my-seals/${seal}`)).body.code).toBe('seal.no-firm-seal')
    for (const [table, path] of [
      ['seal', `/my-seals/${seal}`],
      ['request', '/my-seals/requests/any'],
    ] as const) {
      await city.sql(`alter table seal.${table} rename to ${table}_away`)
      const answer = await rep!.get(path)
      await city.sql(`alter table seal.${table}_away rename to ${table}`)
      expect([table, answer.status]).toEqual([table, 500])
    }
  })

  test('法定代表人名章刻他登记的姓名', async () => {
    const id = await makeSeal(rep!, 'representative')
    expect((await open(rep!, id)).seal).toMatchObject({ name: '钟家明', kind: 'representative', status: 'valid' })
    const long = await (await city.citizen('阿依古丽·买买提')).post('/my-seals/apply', {
      firm: 'hongdu-xiaochi',
      kind: 'representative',
      reason: '用',
    })
    expect(long).toMatchObject({ status: 422, body: { code: 'seal.name-long' } })
  })
})
