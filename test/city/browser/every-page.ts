/** Every public page of the house with real addresses: empty, filled, and refused. */
import type { Page } from 'playwright-core'
import { met } from '#test/restaurant.ts'
import { blob, fillDraft, pdf, sendDraft } from '../../food.ts'
import type { Client, TestCity } from '../../kit.ts'
import { ofdOf } from '../../sealed.ts'

export type Who = 'anyone' | 'citizen' | 'newcomer' | 'steward'
export type Sample = { name: string; route: string; path: string; who: Who; act?: (page: Page) => Promise<void> }
export type People = Record<Exclude<Who, 'anyone'>, Client>

const food = '/items/food-business-licence-new'
const press = async (page: Page) => {
  await page.locator('main .btn--next, main .btn--plain').first().click()
  await page.waitForLoadState('load')
}

/** Cases in their states, drafts half and whole, one decided and published: made the way people make them. */
export async function story(city: TestCity, citizen: Client) {
  const clerk = await city.staff('liufang')
  const send = async () => (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
  const [waiting, asked, decided] = [await sendWithMore(citizen), await send(), await send()]
  const act = async (login: string, id: string, verb: string, input: object = {}) => {
    const answer = await (await city.staff(login)).post(`/work/cases/${id}/${verb}`, { input })
    if (answer.status !== 200) throw new Error(`${verb}: ${answer.text}`)
  }
  await clerk.get(`/work/cases/${waiting}/answers`)
  await act('liufang', asked, 'requestSupplement', {
    items: [
      { id: 'layout', what: '布局图没有标尺寸，请补标' },
      { id: 'kitchenArea', what: '厨房面积请核对' },
    ],
  })
  await act('liufang', decided, 'accept')
  await act('zengwei', decided, 'examine')
  const expert = await askExpert(await city.staff('zengwei'), decided)
  await act('zengwei', decided, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' })
  await act('chenguodong', decided, 'approve')
  await act('xiemin', decided, 'deliver', { way: 'electronic' })
  await city.drain()
  const licence = await licenceStory(city, citizen)
  const firm = await firmStory(city, citizen, waiting)
  const draft = await fillDraft(citizen)
  const water = await waterDraft(citizen)
  const [publication] = await city.sql<{ id: string }>('select id from publicity.publication limit 1')
  const [paper] = await city.sql<{ code: string }>('select check_code code from document.paper limit 1')
  return { waiting, asked, decided, draft, water, publication: publication!.id, paper: paper!.code, expert, licence, firm }
}

/** An application with a second plan: a file that is offered again where a plan is asked for later. */
async function sendWithMore(citizen: Client): Promise<string> {
  const draft = await fillDraft(citizen)
  const form = new FormData()
  form.append('file', blob(pdf('with measures')), '标了尺寸的布局图.pdf')
  await citizen.post(`${draft}/m/layout`, form)
  return (await sendDraft(citizen, draft)).body.id
}

/** A draft of another item that has hardly begun, with one answer that is wrong. */
async function waterDraft(citizen: Client): Promise<string> {
  const begun = await citizen.submit('/apply/water-access', { division: '360702', applicant: 'kejia-xiaoyuan' })
  const draft = begun.headers.get('location')!
  const answer = (question: string, fields: Record<string, string>) =>
    citizen.submit(`${draft}/q/${question}`, { _asked: Object.keys(fields).join(' '), ...fields })
  await answer('who', { who: 'company' })
  await answer('kind', { kind: 'new' })
  await answer('use', { use: 'business', people: '很多' })
  return draft
}

/** A licence that was shown and checked, lent, copied, and of which something is wrong. */
async function licenceStory(city: TestCity, citizen: Client) {
  const id: string = (await citizen.get('/licences')).body.own.flatMap((o: { licences: { id: string }[] }) => o.licences)[0].id
  const token = async () => (await citizen.post(`/licences/${id}/show`)).body.token as string
  const { body } = await city.anyone().post(`/licences/scan/${await token()}`, { checker: '某酒店', purpose: '入住登记' })
  const lent = { agentIdNo: '360730200002290035', purpose: '外卖平台入驻', scopes: ['show', 'copy'], toOn: '2023-07-15' }
  await citizen.post(`/licences/${id}/authorise`, lent)
  await citizen.post(`/licences/${id}/copy`, { purpose: '外卖平台入驻' })
  await citizen.post(`/licences/${id}/correct`, { text: '厨房面积写错了，应该是 45 平方米' })
  const { identifier } = (await citizen.get(`/licences/${id}`)).body.licence
  return { id, identifier, checked: body.id as string, scan: await token(), shown: await token() }
}

/** A firm's seal that was used once, with a file that waits and a second seal that is not made yet. */
export async function firmStory(city: TestCity, citizen: Client, about: string) {
  const apply = async (kind: string) =>
    (await citizen.post('/my-seals/apply', { firm: 'kejia-xiaoyuan', kind, reason: '给网上申请的材料盖章' })).body.id as string
  const make = async () => {
    const id = await apply('official')
    await (await city.staff('yujing')).post(`/seals/${id}/check`, { input: { identity: '营业执照、法定代表人本人' } })
    await (await city.staff('kuangyu')).post(`/seals/${id}/make`, { input: { validTo: '2028-06-14' } })
    return id
  }
  const { firms } = (await citizen.get('/my-seals')).body as { firms: { id: string; seals: { id: string; kind: string }[] }[] }
  const seal = firms.find((f) => f.id === 'kejia-xiaoyuan')!.seals.find((s) => s.kind === 'official')?.id ?? (await make())
  const ask = async (title: string) => {
    const form = new FormData()
    const fields = { case: about, what: 'file', title, purpose: '随食品经营许可申请一起交', over: '说明' }
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('file', blob(await ofdOf('经营场所使用说明'), 'application/ofd'), '说明.ofd')
    return (await citizen.post(`/my-seals/${seal}/use`, form)).body.id as string
  }
  const used = await ask('经营场所使用说明')
  await citizen.post(`/my-seals/requests/${used}`, { verb: 'approve', opinion: '同意' })
  await citizen.post(`/my-seals/${seal}/appoint`, { account: '360732196802200599' })
  return { seal, used, waiting: await ask('设施设备清单'), applied: await apply('contract'), about }
}

/** The link by which an expert answers without an account. */
async function askExpert(examiner: Client, id: string): Promise<string> {
  const question = { text: '请看布局图，冷食操作区的隔断够不够？', experts: [{ name: '谢教授', office: '江西理工大学' }], files: [] }
  const { body } = await examiner.post(`/work/cases/${id}/experts`, { ...question, dueOn: '2023-06-30' })
  return new URL(body.links[0].link).pathname
}

export type Story = Awaited<ReturnType<typeof story>>

const of =
  (who: Who) =>
  (route: string, path: string, name: string, act?: Sample['act']): Sample => ({ name, route, path, who, act })
const [anyone, citizen, newcomer, steward] = [of('anyone'), of('citizen'), of('newcomer'), of('steward')]

/** What everybody may look at. */
function openPages(s: Story): Sample[] {
  return [
    anyone('/', '/', 'home'),
    citizen('/', '/', 'home of somebody whose turn it is'),
    anyone('/items', '/items?source=own', 'items'),
    anyone('/search', '/search?q=%E5%BC%80%E9%A5%AD%E9%A6%86', 'search'),
    anyone('/search', '/search?q=%E4%B8%8D%E5%AD%98%E5%9C%A8%E7%9A%84%E4%BA%8B', 'search that is not sure'),
    anyone('/search', '/search?q=zzzz', 'search in vain'),
    anyone('/items/:code', food, 'guide without a place'),
    citizen('/items/:code', `${food}?division=360702`, 'guide with a draft'),
    anyone('/items/:code/fit', `${food}/fit?division=360702`, 'fit question'),
    anyone('/items/:code/fit', `${food}/fit?division=360702&asked=licensed`, 'fit question not answered'),
    anyone('/items/:code/fit', `${food}/fit?division=360702&answers[sells]=bulk&answers[licensed]=yes`, 'fit yes'),
    anyone('/items/:code/fit', `${food}/fit?division=360702&answers[sells]=packaged`, 'fit no'),
    anyone('/browse/person', '/browse/person', 'browse person'),
    anyone('/browse/enterprise', '/browse/enterprise', 'browse enterprise'),
    anyone('/browse/departments', '/browse/departments', 'departments'),
    steward('/catalogue/misses', '/catalogue/misses', 'searches in vain'),
    anyone('/map', '/map', 'map'),
    anyone('/accessibility', '/accessibility', 'accessibility'),
    anyone('/privacy', '/privacy', 'privacy'),
    anyone('/stuck', '/stuck', 'stuck'),
    anyone('/source', '/source', 'source'),
    anyone('/help', '/help', 'help'),
    anyone('/offline', '/offline', 'offline'),
    anyone('/sign-in', '/sign-in', 'sign-in'),
    anyone('/sign-in', '/sign-in?as=staff', 'sign-in of staff refused', press),
    anyone('/lookup', '/lookup', 'lookup'),
    anyone('/lookup', '/lookup', 'lookup refused', press),
    anyone('/check', '/check', 'check a paper'),
    anyone('/dossiers/check', '/dossiers/check', 'check a dossier'),
    anyone('/seals/check', '/seals/check', 'check a sealed file'),
    anyone('/ledger/check', '/ledger/check', 'check a proof of the ledger'),
    anyone('/ledger/checkpoints', '/ledger/checkpoints', 'checkpoints'),
    anyone('/ledger/checkpoints/:size', '/ledger/checkpoints/1', 'a checkpoint'),
    anyone('/check/:code', `/check/${s.paper}`, 'checked paper'),
    anyone('/publicity', '/publicity', 'publicity'),
    anyone('/publicity/:id', `/publicity/${s.publication}`, 'publication'),
    citizen('/publicity/:id/object', `/publicity/${s.publication}/object`, 'objection'),
    anyone('/programme', '/programme', 'programme'),
    anyone('/programme/:code', '/programme/G2', 'measure'),
    anyone('/kpis', '/kpis', 'figures'),
    anyone('/kpis/:id', '/kpis/case.submitted', 'figure'),
    anyone('/evaluations', '/evaluations', 'evaluations'),
    anyone('/expert/:token', s.expert, 'question to an expert'),
    anyone('/expert/:token', s.expert, 'expert refused', press),
    anyone('/nothing-here', '/nothing-here', 'not found'),
  ]
}

/** Licences: of their holder, of whoever is shown one, of whoever checks one. */
function licencePages({ licence: l }: Story): Sample[] {
  return [
    anyone('/licences/verify', '/licences/verify', 'verify a licence'),
    anyone('/licences/verify/:identifier', `/licences/verify/${l.identifier}`, 'verified licence'),
    anyone('/licences/verify/:identifier', '/licences/verify/1.2.3', 'licence not verified'),
    anyone('/licences/scan/:token', `/licences/scan/${l.scan}`, 'scan'),
    anyone('/licences/scan/:token', `/licences/scan/${l.scan}`, 'scan refused', press),
    anyone('/licences/checked/:id', `/licences/checked/${l.checked}`, 'scanned licence'),
    newcomer('/licences', '/licences', 'no licences'),
    citizen('/licences', '/licences', 'licences'),
    newcomer('/licences/uses', '/licences/uses', 'no uses of licences'),
    citizen('/licences/uses', '/licences/uses', 'uses of licences'),
    citizen('/licences/:id', `/licences/${l.id}`, 'licence'),
    citizen('/licences/:id/shown/:token', `/licences/${l.id}/shown/${l.shown}`, 'licence shown'),
    citizen('/licences/:id/authorise', `/licences/${l.id}/authorise`, 'lend a licence'),
    citizen('/licences/:id/authorise', `/licences/${l.id}/authorise`, 'lend a licence refused', press),
    citizen('/licences/:id/correct', `/licences/${l.id}/correct`, 'correct a licence'),
    citizen('/licences/:id/copy', `/licences/${l.id}/copy`, 'copy a licence'),
  ]
}

/** The seals of a firm: of its legal representative, and of somebody without a firm. */
function firmPages({ firm: f }: Story): Sample[] {
  return [
    newcomer('/my-seals', '/my-seals', 'firm without seals'),
    citizen('/my-seals', '/my-seals', 'firm seals'),
    citizen('/my-seals/apply', '/my-seals/apply', 'apply for a firm seal'),
    citizen('/my-seals/apply', '/my-seals/apply', 'apply for a firm seal refused', press),
    citizen('/my-seals/:id', `/my-seals/${f.seal}`, 'firm seal'),
    citizen('/my-seals/:id', `/my-seals/${f.applied}`, 'firm seal not made'),
    citizen('/my-seals/:id/use', `/my-seals/${f.seal}/use`, 'firm seal case'),
    citizen('/my-seals/:id/use', `/my-seals/${f.seal}/use?case=${f.about}`, 'firm seal file'),
    citizen('/my-seals/:id/use', `/my-seals/${f.seal}/use?case=${f.about}`, 'firm seal file refused', press),
    citizen('/my-seals/:id/:verb', `/my-seals/${f.seal}/lose`, 'firm seal lost'),
    citizen('/my-seals/:id/:verb', `/my-seals/${f.seal}/lose`, 'firm seal lost refused', press),
    citizen('/my-seals/:id/:verb', `/my-seals/${f.seal}/appoint`, 'firm seal keeper'),
    citizen('/my-seals/:id/:verb', `/my-seals/${f.seal}/dismiss`, 'firm seal keeper dismissed'),
    citizen('/my-seals/:id/:verb', `/my-seals/${f.applied}/cancel`, 'firm seal not to be cancelled'),
    citizen('/my-seals/requests/:id', `/my-seals/requests/${f.waiting}`, 'firm seal use waits'),
    citizen('/my-seals/requests/:id', `/my-seals/requests/${f.used}`, 'firm seal used'),
    newcomer('/my-seals/uses', '/my-seals/uses', 'no firm seal uses'),
    citizen('/my-seals/uses', '/my-seals/uses', 'firm seal uses'),
  ]
}

/** What the city holds of the one who is signed in: to read, to correct, to close. */
function dataPages(): Sample[] {
  return [
    newcomer('/me/data', '/me/data', 'hardly any data'),
    citizen('/me/data', '/me/data', 'data'),
    citizen('/me/data/close', '/me/data/close', 'cases that run'),
    newcomer('/me/data/close', '/me/data/close', 'not ticked', press),
    citizen('/me/data/corrections', '/me/data/corrections', 'how to correct'),
    citizen('/me/data/correct', '/me/data/correct?class=party.person', 'correct'),
    citizen('/me/data/correct', '/me/data/correct?class=cases.file', 'correct a record refused', press),
    anyone('/account-closed', '/account-closed', 'closed'),
  ]
}

/** What belongs to the one who is signed in. */
function ownPages(s: Story): Sample[] {
  return [
    newcomer('/me', '/me', 'nothing of mine'),
    citizen('/me', '/me', 'mine'),
    newcomer('/me/messages', '/me/messages', 'no messages'),
    citizen('/me/messages', '/me/messages', 'messages'),
    citizen('/me/messages', `/me/messages?only=unread`, 'unread messages'),
    newcomer('/me/reads', '/me/reads', 'no reads'),
    citizen('/me/reads', '/me/reads', 'reads'),
    citizen('/account', '/account', 'account'),
    citizen('/me/contact', '/me/contact', 'contact data'),
    citizen('/me/contact/:kind', '/me/contact/phone', 'a new number'),
    citizen('/me/contact/:kind', '/me/contact/phone', 'a new number refused', press),
    newcomer('/me/past-cases', '/me/past-cases', 'no past cases'),
    citizen('/account/contact', '/account/contact', 'contact data for a platform'),
    citizen('/apply/:code', '/apply/food-business-licence-new?division=360702', 'start of an application'),
    newcomer('/apply/:code', '/apply/food-business-licence-new?division=360702', 'start without a right to'),
    citizen('/drafts/:id', s.draft, 'task list'),
    citizen('/drafts/:id/q/:question', `${s.draft}/q/business`, 'question with ticks'),
    citizen('/drafts/:id/q/:question', `${s.draft}/q/people`, 'question with rows'),
    citizen('/drafts/:id/q/:question', `${s.draft}/q/size`, 'question refused', async (page) => {
      await page.fill('input[name=area]', '很大')
      await press(page)
    }),
    citizen('/drafts/:id/m/:material', `${s.draft}/m/layout`, 'material'),
    citizen('/drafts/:id/m/:material', `${s.draft}/m/rules`, 'material that may follow'),
    citizen('/drafts/:id/check', `${s.draft}/check`, 'check'),
    citizen('/drafts/:id/check', `${s.draft}/check`, 'check refused', press),
    citizen('/drafts/:id/q/:question', `${s.water}/q/distance`, 'question one may be unsure of'),
    citizen('/drafts/:id/check', `${s.water}/check`, 'check with a wrong answer'),
    citizen('/drafts/:id/check', `${s.water}/check`, 'check with a wrong answer refused', press),
    citizen('/drafts/:id/drop', `${s.draft}/drop`, 'drop'),
    citizen('/cases/:id', `/cases/${s.waiting}`, 'case that waits'),
    citizen('/cases/:id', `/cases/${s.asked}`, 'case that asks'),
    citizen('/cases/:id', `/cases/${s.decided}`, 'case decided'),
    citizen('/cases/:id/done', `/cases/${s.waiting}/done`, 'sent'),
    citizen('/cases/:id/supply', `/cases/${s.asked}/supply`, 'supply'),
    citizen('/cases/:id/supply', `/cases/${s.asked}/supply`, 'supply refused', press),
    citizen('/cases/:id/supply/q/:question', `/cases/${s.asked}/supply/q/size`, 'correction'),
    citizen('/cases/:id/withdraw', `/cases/${s.waiting}/withdraw`, 'withdraw'),
    citizen('/cases/:id/withdraw', `/cases/${s.decided}/withdraw`, 'withdraw too late'),
    citizen('/cases/:id/rate', `/cases/${s.decided}/rate`, 'rate'),
    citizen('/cases/:id/rate', `/cases/${s.decided}/rate`, 'rate refused', press),
  ]
}

export const samplesOf = (s: Story): Sample[] => [...openPages(s), ...licencePages(s), ...firmPages(s), ...dataPages(), ...ownPages(s)]

export const everyPage = async (city: TestCity, people: People): Promise<Sample[]> => samplesOf(await story(city, people.citizen))
