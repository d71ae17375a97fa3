/** An organ that is asked for its opinion reads the case exactly as long as it is asked: over HTTP, in the acts, and in the database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { dossier, readMaterial, takeByName } from '#kernel/case/api.ts'
import type { Verb } from '#kernel/case/schema.ts'
import { listPapers } from '#kernel/document/api.ts'
import { begin, publishModel } from '#kernel/process/api.ts'
import { file, path } from '#kernel/process/fixtures/models.ts'
import { placesReaching, type Who } from '#kernel/who.ts'
import { citizen, submitFor } from '../hygiene.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
let id = ''
const officer = (organ: string, division: string): Who => ({
  id: `staff:of-${organ}`,
  kind: 'staff',
  name: '某人',
  organ,
  parties: [],
  grants: [{ permission: 'case.read', organ, division }],
})
const health = officer('health-360702', '360702')
const far = officer('health-360703', '360703')
const stranger = officer('market-360702', '360702')
const take = (verb: Verb, input: object = {}) => act(city.house, system, (ctx) => takeByName(ctx, { id, verb, input: input as never }))

/** What each wall lets through: the row and its material in the database, the act, the page over HTTP. */
async function walls(
  who: Who,
  client?: Client,
): Promise<{ row: number; materials: number; papers: string[]; facts: number; act: boolean; page?: number }> {
  const papers = () => act(city.house, who, async ({ tx }) => (await listPapers(tx, id)).map((p) => p.kind))
  const count = (text: 'file' | 'material' | 'fact') =>
    act(city.house, who, async ({ tx }) => {
      if (text === 'file') return (await tx.sql`select from cases.file where id = ${id}`).length
      if (text === 'material') return (await tx.sql`select from cases.material where case_id = ${id}`).length
      return (await tx.sql`select from ledger.fact where about = ${`case:${id}`}`).length
    })
  const opened = await act(city.house, who, (ctx) => dossier(ctx, id)).then(
    () => true,
    () => false,
  )
  const page = client && { page: (await client.get(`/work/cases/${id}`)).status }
  return {
    row: await count('file'),
    materials: await count('material'),
    papers: await papers(),
    facts: Math.min(1, await count('fact')),
    act: opened,
    ...page,
  }
}
const all = { row: 1, materials: 6, papers: ['receipt', 'commitment', 'acceptance'], facts: 1, act: true }
const none = { row: 0, materials: 0, papers: [], facts: 0, act: false }

beforeAll(async () => {
  city = await openTestCity()
  city.clock.set('2023-06-19T09:00:00+08:00')
  id = await submitFor(city, 'pool', '360702400')
})
afterAll(() => city.close())

describe('an organ that is asked', () => {
  test('reads nothing before it is', async () => {
    expect(await walls(health, await city.staff('wuhaibo'))).toEqual({ ...none, page: 404 })
  })
  test('opens the case, its answers and its files while its step is open, by all three walls; others do not', async () => {
    await take('accept')
    const client = await city.staff('wuhaibo')
    expect(await walls(health, client)).toEqual({ ...all, page: 200 })
    expect([await walls(far), await walls(stranger)]).toEqual([none, none])
    expect((await client.get(`/work/cases/${id}/answers`)).status).toBe(200)
    const { work } = (await client.get('/process-work')).body as { work: { href: string }[] }
    expect(work.map((w) => w.href)).toContain(`/desk/cases/${id}`)
    const read = await act(city.house, health, (ctx) => readMaterial(ctx, id, 'a'.repeat(64), '办理审查'))
    expect(read.name).toBe('layout.pdf')
  })
  test('opens the papers that went out, and changes none of them', async () => {
    const client = await city.staff('wuhaibo')
    const { papers } = (await client.get(`/work/cases/${id}`)).body as { papers: { id: string }[] }
    expect(papers).toHaveLength(all.papers.length)
    for (const paper of papers) expect((await client.get(`/papers/${paper.id}`)).status).toBe(200)
    const voided = await act(
      city.house,
      health,
      (ctx) => ctx.tx.sql`update document.paper set voided_at = now() where about = ${id} returning 1`,
    )
    expect(voided).toEqual([])
    expect((await (await city.staff('wuhaibo')).get(`/papers/${papers[0]!.id}`)).status).toBe(200)
  })
  test('does not act on it, and writes nothing about it', async () => {
    const client = await city.staff('wuhaibo')
    for (const path of ['survey', 'propose', 'supply', 'pen', 'draft'])
      expect([path, (await client.post(`/work/cases/${id}/${path}`, { input: {} })).status]).not.toEqual([path, 200])
    const write = act(
      city.house,
      health,
      (ctx) =>
        ctx.tx
          .sql`insert into cases.material (case_id, code, version, name, provide, at, by_whom) values (${id}, 'x', 1, 'x', 'upload', now(), 'x')`,
    )
    await expect(write).rejects.toThrow(/row-level security/)
    const moved = await act(city.house, health, (ctx) => ctx.tx.sql`update cases.file set holder = 'x' where id = ${id} returning 1`)
    expect(moved).toEqual([])
  })
  test('is named to the applicant with what it read, and that it was asked', async () => {
    const reads = JSON.stringify((await (await city.citizen('钟家明')).get('/me/reads')).body)
    expect(reads).toContain('填写的内容')
    expect(reads).toContain('会办')
    expect(reads).toContain('卫生健康')
  })
  test('reads no more once it has answered, but for its own opinion', async () => {
    const client = await city.staff('wuhaibo')
    const { work } = (await client.get('/process-work')).body as { work: { instance: string; record: number; href: string }[] }
    const line = work.find((w) => w.href === `/desk/cases/${id}`)!
    const answer = await client.post(`/process-work/${line.instance}/${line.record}/opinion`, { passed: true, opinion: '符合要求' })
    expect(answer.status).toBe(200)
    expect(await walls(health, client)).toEqual({ ...none, page: 404 })
    const own = await act(
      city.house,
      { ...health, id: 'staff:wuhaibo' },
      (ctx) => ctx.tx.sql`select from ledger.fact where name = 'process.task-done'`,
    )
    expect(own.length).toBe(1)
  })
  test('and no more once the case is over, asked or not', async () => {
    const fire = officer('fire-360702', '360702')
    expect(await walls(fire)).toEqual(all)
    await act(city.house, citizen, (ctx) => takeByName(ctx, { id, verb: 'withdraw', input: { reason: '不办了' } }))
    expect(await walls(fire)).toEqual(none)
    expect(await city.sql('select 1 from base.guest where about = $1', [`case:${id}`])).toEqual([])
  })
})

const asking = (branch: string) =>
  file(
    'asks',
    `<startEvent id="s"/><userTask id="accept" name="受理" haoban:verb="accept"/><userTask id="t" name="消防意见" haoban:branch="${branch}"/><userTask id="decide" name="决定" haoban:verb="approve refuse"/><endEvent id="e"/>${path('s accept t decide e')}`,
  )

describe('a branch that no organ belongs to', () => {
  const sentence = expect.stringContaining('“消防意见”：没有哪个单位属于条线“fier”，是不是“fire”')

  test('is told in the checks of the draft, before anybody submits it', async () => {
    const editor = await city.staff('zengqiang')
    const { draft } = (
      await editor.post(`/process-models/${encodeURIComponent('item:public-place-hygiene-licence')}/drafts`, { reason: '改会办的单位' })
    ).body
    const write = async (branch: string) => {
      const { revision } = (await editor.get(`/process-drafts/${draft}`)).body
      await editor.post(`/process-drafts/${draft}/edit`, { revision, xml: asking(branch) })
      return (await editor.get(`/process-drafts/${draft}`)).body
    }
    const wrong = await write('fier')
    expect(wrong.findings).toContainEqual({ rule: 'HAOBAN', kind: '办理设置', element: 't', sentence, path: [] })
    expect(wrong.branches).toContain('fire')
    const right = await write('fire')
    expect(right.findings.filter((f: { element: string }) => f.element === 't')).toEqual([])
    await editor.post(`/process-drafts/${draft}/abandon`, { reason: '只是试一试' })
  })
  test('in the place of the case is told where the case is shown, as the organ that decides has its step', async () => {
    const xml = file(
      'asks-here',
      `<startEvent id="s"/><userTask id="t" name="消防意见" haoban:branch="fire"/><endEvent id="e"/>${path('s t e')}`,
    )
    const own = { organ: 'market-360702', division: '360702' }
    const fire = { organ: 'fire-360702', division: '360702' }
    const begun = (about: string, branches: Record<string, typeof own>) =>
      act(city.house, system, async (ctx) => {
        await publishModel(ctx, { key: 'asks-here', xml })
        await begin(ctx, {
          about,
          key: 'asks-here',
          places: { own, branches },
          readers: placesReaching(own.organ, own.division).map((place) => `place:${place}`),
        })
      })
    await begun('case:without', {})
    await begun('case:with', { fire })
    const client = await city.staff('zengwei')
    const openAt = async (about: string) => (await client.get(`/process-about/${about}`)).body.process.open
    expect(await openAt('case:without')).toMatchObject([{ name: '消防意见', organ: own.organ, missing: 'fire' }])
    expect(await openAt('case:with')).toMatchObject([{ name: '消防意见', organ: fire.organ, missing: null }])
  })
  test('is refused on publishing, at its element, with what was probably meant', async () => {
    const xml = asking('fier')
    const published = act(city.house, system, (ctx) => publishModel(ctx, { key: 'item:public-place-hygiene-licence', xml }))
    const fault = { element: 't', sentence }
    const data = { faults: expect.arrayContaining([expect.objectContaining(fault)]) }
    await expect(published).rejects.toMatchObject({ code: 'process.invalid', data })
  })
})
