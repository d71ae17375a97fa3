/** Every page of the desk with real addresses: the rooms' tables of pages say which there are, the links between them where they stand. */
import { readdirSync } from 'node:fs'
import { zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { act, system } from '#app/context.ts'
import { begin, publishModel } from '#kernel/process/api.ts'
import { file, path } from '#kernel/process/fixtures/models.ts'
import { importerOf, takeTable } from '#modules/imports/api.ts'
import { publish } from '#modules/publicity/api.ts'
import { met } from '#test/restaurant.ts'
import type { DeskPage } from '#ui/desk/pages.ts'
import roles from '../../../city/ganzhou/roles.json' with { type: 'json' }
import staff from '../../../city/ganzhou/staff.json' with { type: 'json' }
import { blob, fillDraft, sendDraft } from '../../food.ts'
import type { Client, TestCity } from '../../kit.ts'
import { ofdOf } from '../../sealed.ts'
import { firmStory } from './every-page.ts'
import type { Site } from './site.ts'

const src = new URL('../../../src/', import.meta.url)
const tables = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('web/desk/pages.ts'))
export const deskPages: readonly DeskPage[] = [
  ...(await Promise.all(tables.map(async (f) => (await import(new URL(f, src).href)).default as readonly DeskPage[]))).flat(),
]

const permissions = new Map(roles.map((r) => [r.id, r.permissions]))
const mayOf = (login: string) => staff.find((s) => s.login === login)!.roles.flatMap((r) => permissions.get(r) ?? [])
/** Those whose work makes the stories, before all others. */
const first = ['liufang', 'laizhiqiang', 'zengqiang', 'fangzheng', 'zengxianhui', 'sysadmin', 'secadmin', 'auditor']
const logins = [...first, ...staff.map((s) => s.login)]

/** Pages that are open to all of the staff, and have something to show to some. */
const shownTo: Readonly<Record<string, string>> = { orders: 'laizhiqiang' }

/** Who opens a page: the first of the staff whose work it is. */
export const openerOf = ({ path, may }: DeskPage): string | undefined =>
  may === undefined ? (shownTo[path] ?? 'liufang') : logins.find((login) => mayOf(login).some((p) => may.includes(p)))

const pattern = (path: string) => new RegExp(`^/desk/${path.replace(/:\w+/g, '[^/?#]+')}$`)
const isFixed = (p: DeskPage) => !p.path.includes(':')
/** The page of the table that an address shows; fixed addresses go before those with a part that varies. */
export const pageOf = (address: string): DeskPage | undefined =>
  [...deskPages.filter(isFixed), ...deskPages].find((p) => pattern(p.path).test(address))

export type DeskSample = { page: DeskPage; login: string; path: string }

/** Looks at pages one after the other, each as the one whose page it is. Answers what was seen of each, by its address. */
export async function visitDesk<T>(site: Site, samples: readonly DeskSample[], look: Look<T>): Promise<Record<string, T>> {
  const seen: Record<string, T> = {}
  for (const sample of samples) seen[sample.path] = await visit(site, sample, look)
  return seen
}
type Look<T> = (page: Page, faults: readonly string[]) => Promise<T>

/** What broke in the page or was refused by the house is told to the one who looks. */
async function visit<T>(site: Site, { login, path }: DeskSample, look: Look<T>): Promise<T> {
  const { page, context } = await site.visit(await site.city.staff(login))
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(`fault: ${e.message}`))
  page.on('response', (r) => r.status() >= 400 && faults.push(`${r.status()} ${new URL(r.url()).pathname}`))
  page.on('console', (m) => m.type() === 'error' && faults.push(`console: ${m.text()}`))
  await page.goto(site.url + path, { waitUntil: 'networkidle' })
  await page
    .locator('main h1')
    .first()
    .waitFor({ timeout: 60_000 })
    .catch((error: Error) => {
      throw new Error(`${path} did not open: ${faults.join('; ')}`, { cause: error })
    })
  const seen = await look(page, faults)
  await context.close()
  return seen
}

const queues = (): DeskSample[] =>
  ['mine', 'done'].map((queue) => ({ page: deskPages.find((p) => p.path === ':queue')!, login: 'liufang', path: `/desk/${queue}` }))

const rules = 'residence-permit'
const moving = 'yearly-check'
/** Pages that the first line of a list, or the first of the staff, does not lead to. */
const furtherOn = (): DeskSample[] => [
  { page: deskPages.find((p) => p.path === 'decisions/:code')!, login: 'luoxin', path: `/desk/decisions/${rules}` },
  { page: deskPages.find((p) => p.path === 'processes/:key')!, login: 'linyi', path: '/desk/processes/item:completion-record' },
  { page: deskPages.find((p) => p.path === 'processes/:key/moves')!, login: 'linyi', path: `/desk/processes/${moving}/moves` },
  { page: deskPages.find((p) => p.path === 'seal-requests')!, login: 'laizhiqiang', path: '/desk/seal-requests' },
]

/** Orders whose kind has a page of its own are linked there; the page of all kinds shows them too. */
const atCommonAddress = (found: DeskPage, login: string, path: string): DeskSample[] =>
  found.path === 'rectifications/:id'
    ? [{ page: deskPages.find((p) => p.path === 'orders/:id')!, login, path: path.replace('/rectifications/', '/orders/') }]
    : []

/** The pages with a fixed address, and a queue. */
export const fixedPages = (): DeskSample[] => [
  ...deskPages.filter(isFixed).map((page) => ({ page, login: openerOf(page)!, path: `/desk/${page.path}` })),
  ...queues(),
]

/** Looks at one address of each page that links lead to, from those with a fixed address on. Answers what was seen, and of which page. */
export async function walkDesk<T>(site: Site, look: Look<T>): Promise<{ reached: ReadonlySet<string>; seen: Record<string, T> }> {
  const reached = new Set<string>()
  const seen: Record<string, T> = {}
  const waiting = [...furtherOn(), ...fixedPages()]
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (reached.has(next.page.path)) continue
    reached.add(next.page.path)
    const { login } = next
    await visit(site, next, async (page, faults) => {
      seen[next!.path] = await look(page, faults)
      for (const path of await linksOn(page)) {
        const found = pageOf(path.split('?')[0]!)
        if (found && !reached.has(found.path)) waiting.push({ page: found, login, path }, ...atCommonAddress(found, login, path))
      }
    })
  }
  return { reached, seen }
}

async function linksOn(page: Page): Promise<string[]> {
  const links = page.locator('main a[href^="/desk/"]')
  const addresses = await links.evaluateAll((all) =>
    all.map((a) => new URL((a as HTMLAnchorElement).href)).map((u) => u.pathname + u.search),
  )
  return [...new Set(addresses)]
}

const ok = async (work: Promise<{ status: number; text: string }>) => {
  const { status, text } = await work
  if (status !== 200) throw new Error(`${status} ${text.slice(0, 400)}`)
}

async function citizensStory(
  citizen: Client,
  clerk: Client,
  act: (login: string, id: string, verb: string, input?: object) => Promise<void>,
) {
  const send = async () => (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
  const [waiting, asked, examined, decided] = [await send(), await send(), await send(), await send()]
  await act('liufang', waiting, 'claim')
  await act('liufang', asked, 'requestSupplement', {
    items: [
      { id: 'layout', what: '布局图没有标尺寸，请补标' },
      { id: 'kitchenArea', what: '厨房面积请核对' },
    ],
  })
  await act('liufang', decided, 'accept')
  await act('zengwei', decided, 'examine')
  await act('zengwei', decided, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' })
  await act('chenguodong', decided, 'approve')
  await ok(clerk.post('/work/batches', { verb: 'accept', ids: [examined], input: {} }))
  return { waiting, asked, examined, decided }
}

/** A file that waits for its approval, one that is sealed, and a batch. */
async function sealsStory(city: TestCity): Promise<void> {
  const [keeper, approver] = [await city.staff('xiemin'), await city.staff('laizhiqiang')]
  const bytes = await ofdOf('关于开展食品安全检查的通知')
  const ask = async (path: string, title: string, file: Uint8Array, name: string) => {
    const form = new FormData()
    const fields = { seal: 'seed-market-360702-official', title, purpose: '发文', where: 'text', text: '通知' }
    for (const [field, value] of Object.entries(fields)) form.append(field, value)
    form.append('file', blob(file, 'application/ofd'), name)
    const answer = await keeper.post(path, form)
    await ok(Promise.resolve(answer))
    return answer.body.id as string
  }
  await ask('/seals/batches', '检查通知，两份', zipSync({ '通知1.ofd': bytes, '通知2.ofd': bytes }), '通知.zip')
  const sealed = await ask('/seals/requests', '已经盖好的通知', bytes, '通知.ofd')
  await ok(approver.post(`/seals/requests/${sealed}/approve`, { input: { opinion: '同意' } }))
  await ok(keeper.post(`/seals/requests/${sealed}/stamp`, { input: {} }))
  await ask('/seals/requests', '关于开展食品安全检查的通知', bytes, '通知.ofd')
}

/** A table with a second version in force, and a third under way, rehearsed. */
async function tableStory(city: TestCity): Promise<void> {
  const [editor, approver] = [await city.staff('luoxin'), await city.staff('zengxianhui')]
  const begin = async (reason: string) => (await editor.post(`/decision-models/${rules}/drafts`, { reason })).body.draft as string
  const edit = async (draft: string, change: (xml: string) => string) => {
    const { xml, revision } = (await editor.get(`/decision-drafts/${draft}`)).body
    await ok(editor.post(`/decision-drafts/${draft}/edit`, { revision, xml: change(xml) }))
  }
  const first = await begin('说明写清楚')
  await edit(first, (xml) => xml.replace('居住半年以上，连续就读', '居住半年以上，在本地连续就读'))
  await ok(editor.post(`/decision-drafts/${first}/submit`))
  await ok(approver.post(`/decision-drafts/${first}/publish`, { unrehearsed: '只改说明，不改规则' }))
  const second = await begin('试点：住满三个月就能申领')
  const threeMonths = (xml: string) =>
    xml
      .replaceAll('&gt;= 6', '&gt;= 3')
      .replaceAll('&lt; 6', '&lt; 3')
      .replace('value="3" label="还没有"', 'value="2" label="还没有"')
      .replace('input="在这里住了" value="5"', 'input="在这里住了" value="2"')
  await edit(second, threeMonths)
  await ok(editor.post(`/decision-drafts/${second}/rehearse`))
}

/** A process of which a second version is in force while three go on by the first. */
async function processStory(city: TestCity): Promise<void> {
  const step = (id: string, name: string, within: string) => `<userTask id="${id}" name="${name}" haoban:within="${within}"/>`
  const model = (steps: string, way: string) =>
    file(moving, `<startEvent id="s"/>${steps}<endEvent id="e"/>${path(way)}`).replace(`name="${moving}"`, 'name="年度核查（演示）"')
  const places = { own: { organ: 'market-360702', division: '360702' }, branches: {} }
  await act(city.house, system, async (ctx) => {
    await publishModel(ctx, { key: moving, xml: model(step('look', '现场核查', 'P5D') + step('tell', '告知结果', 'P2D'), 's look tell e') })
    for (const shop of ['文清路早点铺（演示）', '红旗大道粉店（演示）', '客家小院（演示）'])
      await begin(ctx, { about: `story:${shop}`, title: `${shop}年度核查`, key: moving, places, readers: ['place:*@*'] })
    await publishModel(ctx, { key: moving, xml: model(step('look', '现场核查', 'P3D') + step('say', '当场告知', 'P1D'), 's look say e') })
  })
}

/** An organ whose telephone was changed, and whose new name waits for a second person. */
async function organsStory(city: TestCity): Promise<void> {
  const keeper = await city.staff('dinglan')
  const { organ } = (await keeper.get('/organ-directory/market-360702')).body
  const seen = Object.fromEntries(['shortName', 'phone', 'complaintPhone', 'hall', 'address', 'hours'].map((f) => [f, organ[f]]))
  await ok(
    keeper.post('/organ-directory/market-360702/contact', {
      ...seen,
      phone: '0797-8000001',
      hours: '工作日 8:30–17:30',
      seen,
      reason: '电话割接（演示）',
    }),
  )
  const document = { documentNo: '赣市编〔2023〕12号（演示）', documentOn: '2023-06-01', reason: '机构改革（演示）' }
  await ok(
    keeper.post('/organ-changes/rename', {
      organ: 'market-360702',
      name: '章贡区市场监督管理和知识产权局',
      shortName: '章贡区市场监管局',
      ...document,
    }),
  )
}

/** A list that is published for objections, and one that is made. */
async function objectionStory(city: TestCity): Promise<void> {
  const list = await act(city.house, system, (ctx) =>
    publish(ctx, {
      source: 'desk-story',
      kind: 'payout',
      title: '稳岗补贴拟兑付名单（演示）',
      facts: [{ name: '政策', value: '稳岗补贴（演示）' }],
      entries: [{ key: 'qingfeng', title: '赣州青峰电子科技有限公司（演示）', about: '拟兑付 12,000 元' }],
      organ: 'market-360702',
      division: '360702',
      decidedAt: city.clock.now(),
      objection: { workdays: 5, basis: '兑付办法规定的公示期（演示）' },
      demo: true,
    }),
  )
  await city.drain()
  await ok(
    (await city.citizen('曾小满')).post(`/publicity/${list.id}/object`, { entry: 'qingfeng', text: '这家企业上个月已经停产，不应当兑付' }),
  )
}

/** A case that was decided before this platform. */
async function pastStory(city: TestCity): Promise<void> {
  const past = { no: '(2018)赣市监许字第000123号', item: '食品经营许可（新办）', organ: 'market-360702', applicantName: '钟家明' }
  const when = { applicantNo: '360702199003070017', submittedOn: '2018-03-01', decidedOn: '2018-03-20', result: '准予', licenceNo: 'JY1' }
  const table = { bytes: new TextEncoder().encode(JSON.stringify({ ...past, ...when })), name: 'a.jsonl' }
  await takeTable((work) => act(city.house, system, work), importerOf(city.house.infos, 'past-cases'), table)
}

/** A working day on which something stands on every page: cases, a batch, a bad rating, an objection, drafts, a proposal, a failed job. */
export async function deskStory(city: TestCity): Promise<{ waiting: string; asked: string; examined: string; decided: string }> {
  const citizen = await city.citizen('钟家明')
  const [clerk, editor, sysadmin] = [await city.staff('liufang'), await city.staff('zengqiang'), await city.staff('sysadmin')]
  const take = async (login: string, id: string, verb: string, input: object = {}) =>
    ok((await city.staff(login)).post(`/work/cases/${id}/${verb}`, { input }))
  const cases = await citizensStory(citizen, clerk, take)
  await city.drain()
  await take('zengwei', cases.examined, 'examine')
  const question = { text: '请看布局图，冷食操作区的隔断够不够？', experts: [{ name: '谢教授', office: '江西理工大学' }], files: [] }
  await ok((await city.staff('zengwei')).post(`/work/cases/${cases.examined}/experts`, { ...question, dueOn: '2023-06-30' }))
  await ok(citizen.post(`/cases/${cases.decided}/rate`, { moment: 'finish', grade: 1, tags: ['办得太慢'], text: '等了两天没有人理' }))
  await ok(editor.post('/item-versions/food-business-licence-new/change', { reason: '缩短承诺时限' }))
  await ok(editor.post('/process-models/item:completion-record/drafts', { reason: '验收改为三天' }))
  await ok(sysadmin.post('/grants', { account: 'staff:zengwei', organ: 'market-360702', division: '*', reason: '新到岗', role: 'issuer' }))
  const hall = { code: 'hall', name: '政务大厅综合系统（演示）', owner: 'approval-360700', kind: 'city' }
  await ok((await city.staff('luosiyuan')).post('/licence-systems', hall))
  await organsStory(city)
  await tableStory(city)
  await processStory(city)
  await ok(clerk.post('/work/leaves', { standIn: 'staff:zengwei', from: '2023-06-20', to: '2023-06-21', reason: '年休假' }))
  await objectionStory(city)
  const asked = { class: 'cases.file', record: cases.decided, wrong: '经营场所的门牌号写成了 81 号', right: '文清路 18 号', why: '房产证' }
  await ok(citizen.post('/me/data/correct', asked))
  await sealsStory(city)
  await pastStory(city)
  await firmStory(city, citizen, cases.asked)
  await city.drain()
  await city.sql("select graphile_worker.add_job('react', '{}'::json, max_attempts => 1)")
  await city.sql("update graphile_worker._private_jobs set attempts = 1, last_error = '对方系统没有应答' where payload::text = '{}'")
  return cases
}
