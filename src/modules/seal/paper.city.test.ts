/** Papers of the house bear the seal of their organ: one file, which everybody gets, and in which no byte can be changed unseen. */
import { openOfd, readCharacters } from '@haoban/gm/ofd'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { decided, fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { authority } from './actions/authority.ts'
import { checkSealed } from './rules/check.ts'

let city: TestCity
let citizen: Client
let id: string
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  id = await decided(city, citizen)
})
afterAll(() => city.close())

type Paper = { id: string; kind: string; title: string; no: string | null; file_hash: string }
const papers = () => city.sql<Paper>('select id, kind, title, no, file_hash from document.paper where about = $1 order by place', [id])

async function download(who: Client, paper: string, as = ''): Promise<Uint8Array> {
  const cookie = who.jar().map(([k, v]) => `${k}=${v}`)
  const answer = await city.app.request(`/papers/${paper}${as}`, { headers: { cookie: cookie.join('; ') } })
  return new Uint8Array(await answer.arrayBuffer())
}

async function trusted() {
  const { roots, certificates } = await act(city.house, system, authority)
  return { roots: roots.map((c) => base64(c.der)), certificates: certificates.map((c) => base64(c.der)), revoked: [] }
}

test('决定书盖机关的公章，过程文书盖行政审批专用章；下载到的就是盖好的那一份，签名验得过', async () => {
  const rows = await papers()
  expect(rows.map((p) => p.kind)).toEqual(expect.arrayContaining(['receipt', 'acceptance', 'approval']))
  for (const paper of rows) {
    const report = await checkSealed(await download(citizen, paper.id), await trusted())
    expect(report).toMatchObject({ kind: 'pdf', valid: true, trusted: true, signatures: [{ valid: true }] })
    const [use] = await city.sql(
      `select s.kind, u.subject, a.basis, u.result_hash from seal.use u join seal.seal s on s.id = u.seal join seal.approval a on a.id = u.approval
       where u.result_hash = $1`,
      [paper.file_hash],
    )
    expect(use).toMatchObject({ kind: paper.kind === 'approval' ? 'official' : 'business', subject: `case:${id}` })
  }
  const decision = rows.find((p) => p.kind === 'approval')!
  const { rows: log } = (await (await city.staff('laizhiqiang')).get(`/seals/uses?q=${decision.file_hash.slice(0, 16)}`)).body
  expect(log).toMatchObject([{ title: `${decision.title} ${decision.no}`, approver: '陈国栋', href: `/desk/cases/${id}` }])
})

test('再打开还是同一份，不再盖第二次', async () => {
  const count = async () => (await city.sql('select 1 from seal.use')).length
  const before = await count()
  const [first] = await papers()
  expect(Buffer.compare(await download(citizen, first!.id), await download(citizen, first!.id))).toBe(0)
  await city.run('seal.expire')
  expect(await count()).toBe(before)
})

test('签章都对，可是塞进了一个没有签名的文件，占着页面的位置：不采信，说是哪一个', async () => {
  const [paper] = await papers()
  const files = unzipSync(await download(citizen, paper!.id, '/ofd'))
  const page = Object.keys(files).find((path) => path.endsWith('Content.xml'))!
  const report = await checkSealed(zipSync({ ...files, [`x/${page}`]: files[page]! }), await trusted())
  expect(report).toMatchObject({ valid: false, signatures: [{ valid: true }] })
  expect(report.reason).toContain(`x/${page} 没有签名`)
})

test('每份文书旁边有一份 OFD：同一个批准，同一枚印章，每一步验得过，字和 PDF 一样', async () => {
  for (const paper of await papers()) {
    const bytes = await download(citizen, paper.id, '/ofd')
    const report = await checkSealed(bytes, await trusted())
    expect(report).toMatchObject({ kind: 'ofd', valid: true, trusted: true, signatures: [{ valid: true }] })
    const [document] = (await openOfd(bytes)).documents
    const text = (await Promise.all(document!.pages.map((_, n) => readCharacters(document!, n)))).flat().map((c) => c.char)
    expect(text.join('')).toContain(paper.title)
    const [pdf] = await city.sql('select seal, approval from seal.use where result_hash = $1', [paper.file_hash])
    const [ofd] = await city.sql<{ hash: string; seal: string; approval: string }>(
      'select u.result_hash hash, u.seal, u.approval from document.paper p join seal.use u on u.result_hash = p.ofd_hash where p.id = $1',
      [paper.id],
    )
    expect(ofd).toMatchObject(pdf!)
    expect(Buffer.compare(await city.house.storage.read(ofd!.hash), bytes)).toBe(0)
  }
})

test('有 OFD 以前出的文书，第一次打开时补一份，同时打开五次也只补一份；别人打不开', async () => {
  const [old] = await city.sql<{ id: string }>(
    `insert into document.paper (id, about, act, kind, title, no, organ, sealed, check_code, readers, made_at, file_hash, size, drawn_at)
     select id || '-old', about, act, kind, title, no || 'old', organ, sealed, reverse(check_code), readers, made_at, file_hash, size, drawn_at
     from document.paper where about = $1 and kind = 'approval' returning id`,
    [id],
  )
  const before = (await city.sql('select 1 from seal.use')).length
  const files = await Promise.all(Array.from({ length: 5 }, () => download(citizen, old!.id, '/ofd')))
  for (const file of files) expect(Buffer.compare(file, files[0]!)).toBe(0)
  expect((await city.sql('select 1 from seal.use')).length).toBe(before + 1)
  expect((await (await city.citizen('曾小满')).get(`/papers/${old!.id}/ofd`)).status).toBe(404)
})

test('旧印章还没有第二把密钥时，二十份文书同时来：只做一把，谁也不等谁', async () => {
  const [seal] = await city.sql<{ id: string }>(
    "select id from seal.seal where owner = 'market-360702' and kind = 'business' and status = 'valid'",
  )
  await city.sql('update seal.seal set pdf_key = null, pdf_certificate = null where id = $1', [seal!.id])
  const made = await city.sql<{ id: string }>(
    `insert into document.paper (id, about, act, kind, title, no, organ, sealed, check_code, readers, made_at)
     select id || '-' || n, about, act, kind, title, no || n, organ, sealed, reverse(left(check_code, 14)) || to_char(n, 'FM00'), readers, made_at
     from document.paper, generate_series(10, 29) n where about = $1 and kind = 'acceptance' returning id`,
    [id],
  )
  const count = async () => Number((await city.sql<{ n: string }>('select count(*) n from seal.key'))[0]!.n)
  const deadlocks = async () =>
    Number(
      (
        await city.sql<{ n: string }>(
          'select deadlocks n, pg_stat_clear_snapshot() from pg_stat_database where datname = current_database()',
        )
      )[0]!.n,
    )
  const [keys, stuck] = [await count(), await deadlocks()]
  const files = await Promise.all(made.map((paper) => download(citizen, paper.id)))
  const told = await trusted()
  for (const file of files) expect(await checkSealed(file, told)).toMatchObject({ kind: 'pdf', valid: true })
  expect(files).toHaveLength(20)
  expect(await count()).toBe(keys + 1)
  expect(await deadlocks()).toBe(stuck)
})

test('改一个字节，说得出是文件改过了', async () => {
  const [first] = await papers()
  const bytes = await download(citizen, first!.id)
  bytes[2_000]! ^= 1
  const report = await checkSealed(bytes, await trusted())
  expect(report.valid).toBe(false)
})

test('没有印章的机关，文书照样出，留着盖章的地方', async () => {
  await city.sql("update seal.seal set status = 'frozen' where owner = 'market-360702' and status = 'valid'")
  const other = (await sendDraft(citizen, await fillDraft(citizen))).body.id
  await city.drain()
  const [paper] = await city.sql<Paper>('select id, kind, title, no, file_hash from document.paper where about = $1', [other])
  const report = await checkSealed(await download(citizen, paper!.id), await trusted())
  expect(report).toMatchObject({ kind: 'pdf', valid: false, signatures: [] })
  expect(
    Buffer.from(await download(citizen, paper!.id))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})
