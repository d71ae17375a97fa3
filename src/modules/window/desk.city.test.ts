import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { answers, lookers, met } from '#test/restaurant.ts'
import { queues } from './rules/desk.ts'

let city: TestCity
let clerk: Client
let examiner: Client
let chief: Client
let decider: Client
let issuer: Client
let stranger: Client

const pdf = new TextEncoder().encode(
  '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \n0000000101 00000 n \ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n164\n%%EOF\n',
)

async function scan(client: Client, bytes = pdf, name = '布局图.pdf', type = 'application/pdf'): Promise<Answer> {
  const form = new FormData()
  form.append('file', new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), name)
  return client.post('/work/upload', form)
}
const application = (file: unknown) => ({
  item: 'food-business-licence-new',
  division: '360702',
  applicant: 'kejia-xiaoyuan',
  answers,
  declared: true,
  materials: ['layout', 'rules', 'health-certificates'].map((code) => ({
    code,
    name: code,
    provide: code === 'rules' ? 'paper' : 'upload',
    files: code === 'rules' ? [] : [file],
  })),
})
const receive = async () =>
  (await clerk.post('/work/receive', application((await scan(clerk)).body))).body as {
    id: string
    no: string
    seq: number
    papers: { title: string }[]
  }
const verb = (client: Client, id: string, name: string, input: object = {}, seen?: number) =>
  client.post(`/work/cases/${id}/${name}`, { input, seen })

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  ;[clerk, examiner, chief, decider, issuer, stranger] = (await Promise.all(
    ['liufang', 'zengwei', 'laizhiqiang', 'chenguodong', 'xiemin', 'zhongli'].map((login) => city.staff(login)),
  )) as [Client, Client, Client, Client, Client, Client]
})
afterAll(() => city.close())

describe('the counter', () => {
  test('a clerk finds the items of her own window, by what people call them', async () => {
    const { items } = (await clerk.get('/work/items?q=开饭馆')).body
    expect(items.map((i: { code: string; division: string }) => [i.code, i.division])).toContainEqual([
      'food-business-licence-new',
      '360702',
    ])
    expect((await stranger.get('/work/items?q=开饭馆')).body.items.filter((i: { division: string }) => i.division === '360702')).toEqual([])
  })
  test('the form comes with its questions, materials and a validator without eval', async () => {
    const form = (await clerk.get('/work/items/food-business-licence-new?division=360702')).body
    expect(form.form.ui.sections.length).toBeGreaterThan(1)
    const check = await clerk.get('/work/items/food-business-licence-new/check?division=360702')
    expect(check.headers.get('content-type')).toContain('text/javascript')
    expect(check.text).not.toMatch(/new Function|eval\(|require\(/)
  })
  test('a wrong digit in a number is told in words, a known applicant is found, a new one registered', async () => {
    const wrong = await clerk.post('/work/applicants', { kind: 'natural', idNo: '360702199003070018' })
    expect([wrong.status, wrong.body.fields[0].field]).toEqual([422, 'idNo'])
    expect((await clerk.post('/work/applicants', { kind: 'legal', uscc: '92360702MA9A00125A' })).body).toMatchObject({
      found: true,
      party: 'kejia-xiaoyuan',
    })
    expect((await clerk.post('/work/applicants', { kind: 'natural', idNo: '360702199003070017' })).body.name).toBe('钟**')
    const fresh = { kind: 'natural', idNo: '360702198501010018' }
    const asked = await clerk.post('/work/applicants', fresh)
    if (asked.status === 200) expect(asked.body.found).toBe(false)
  })
  test('an application at the counter becomes a received case with its receipt; its fellow clerk finds it, all else told at once', async () => {
    const made = await receive()
    expect([made.no.length, made.papers.map((p) => p.title)]).toEqual([43, ['收件凭证']])
    const refused = await clerk.post('/work/receive', {
      ...application({ hash: 'a'.repeat(64), name: 'x', type: 'application/pdf', size: 1 }),
    })
    expect([refused.status, refused.body.code]).toEqual([422, 'window.not-scanned'])
    const empty = await clerk.post('/work/receive', {
      ...application((await scan(clerk)).body),
      materials: [],
      answers: { ...answers, area: -1 },
    })
    expect(empty.body.fields.map((f: { field: string }) => f.field)).toEqual(expect.arrayContaining(['area', 'material.layout']))
  })
  test('a page that calls itself a picture is no scan', async () => {
    expect(
      (await scan(clerk, new TextEncoder().encode('<html><script>1</script></html>'), '照片.jpg', 'image/jpeg')).status,
    ).toBeGreaterThanOrEqual(400)
  })
  test('the same command twice is one case', async () => {
    const body = application((await scan(clerk)).body)
    const [one, two] = [await clerk.post('/work/receive', body, 'same-key'), await clerk.post('/work/receive', body, 'same-key')]
    expect(two.body.no).toBe(one.body.no)
  })
})

describe('the lists', () => {
  test('every queue counts what it shows, and is shown by permission', async () => {
    await receive()
    for (const client of [clerk, examiner, chief, decider, issuer]) {
      const rail = (await client.get('/work/queues')).body
      for (const queue of rail.queues) {
        const list = (await client.get(`/work/cases?queue=${queue.id}`)).body
        expect([queue.id, list.total]).toEqual([queue.id, queue.count])
        if (!list.next) expect(list.rows.length).toBe(list.total)
      }
    }
    const ids = async (c: Client) => (await c.get('/work/queues')).body.queues.map((q: { id: string }) => q.id)
    expect(await ids(chief)).toContain('approvals')
    expect(await ids(clerk)).not.toContain('approvals')
    expect((await clerk.get('/work/cases?queue=approvals')).status).toBe(404)
    expect(queues.length).toBeGreaterThan(10)
  })
  test('a search by number finds the one case, lamps narrow, a wrong cursor is told', async () => {
    const { id, no } = await receive()
    expect((await clerk.get(`/work/cases?queue=all&q=${no.slice(-12)}`)).body.rows.map((r: { id: string }) => r.id)).toEqual([id])
    expect((await clerk.get('/work/cases?queue=all&lamp=red')).body.total).toBe(0)
    expect((await clerk.get('/work/cases?queue=all&after=zzz')).status).toBe(422)
  })
  test('columns and filters stay with the account', async () => {
    await clerk.post('/work/preferences', { key: 'columns', value: ['lamp', 'no'] })
    expect((await clerk.get('/work/queues')).body.preferences.columns).toEqual(['lamp', 'no'])
    expect((await chief.get('/work/queues')).body.preferences).toEqual({})
  })
  test('a saved filter counts what its list shows; one of a list that is not his, or of words nobody reads, has no count', async () => {
    const value = [
      { name: '绿的', search: 'all?lamp=green' },
      { name: '红的', search: 'all?lamp=red' },
      { name: '别人的', search: 'approvals' },
      { name: '读不懂', search: 'nowhere?lamp=pink' },
    ]
    await clerk.post('/work/preferences', { key: 'filters', value })
    const { counts } = (await clerk.get('/work/queues/saved')).body
    const total = async (search: string) => (await clerk.get(`/work/cases?queue=${search.replace('?', '&')}`)).body.total
    expect(counts).toEqual([
      { name: '绿的', count: await total('all?lamp=green'), more: false },
      { name: '红的', count: await total('all?lamp=red'), more: false },
    ])
    expect(counts[0].count).toBeGreaterThan(0)
  })
})

describe('a case at the desk', () => {
  test('two clerks at once: one accepts, the other is told what happened', async () => {
    const { id, seq } = await receive()
    const two = await Promise.all([
      verb(clerk, id, 'accept', {}, seq),
      verb(clerk, id, 'notAccept', { reason: '不属于本机关的职权', article: '行政许可法第三十二条' }, seq),
    ])
    expect(two.map((a) => a.status).sort()).toEqual([200, 409])
    expect(two.find((a) => a.status === 409)!.body.title).toMatch(/[\u4e00-\u9fff]{6}/)
  })
  test('a clerk of another organ sees nothing and may nothing', async () => {
    const { id, no } = await receive()
    const page = (await clerk.get(`/work/cases/${id}`)).body
    const hash = page.materials.find((m: { files: unknown[] }) => m.files.length).files[0].hash
    const looks = [`/work/cases/${id}`, `/work/cases/${id}/answers`, `/work/cases/${id}/materials/${hash}`, `/work/colleagues?case=${id}`]
    for (const path of looks) expect([path, (await stranger.get(path)).status]).toEqual([path, 404])
    expect((await stranger.get(`/work/cases?queue=all&q=${no}`)).body.total).toBe(0)
    expect((await verb(stranger, id, 'accept')).status).toBe(404)
    expect((await stranger.post(`/work/cases/${id}/unmask`, { field: 'applicant.idNo', reason: '好奇一下' })).status).toBe(404)
    expect((await stranger.post(`/work/cases/${id}/supply`, { verb: 'supplement', note: '补' })).status).toBe(404)
    expect((await city.anyone().get(`/work/cases/${id}`)).status).toBe(401)
    expect((await (await city.citizen('钟家明')).get('/work/queues')).status).toBe(403)
  })
  test('a held case bars the others, with the name, and can be handed over', async () => {
    const { id } = await receive()
    await verb(clerk, id, 'claim')
    expect((await clerk.get('/work/cases?queue=mine')).body.rows.map((r: { id: string }) => r.id)).toContain(id)
    expect((await verb(examiner, id, 'requestSupplement', { items: [{ id: 'layout', what: '布局图要标出尺寸' }] })).body.title).toContain(
      '刘芳',
    )
    const { colleagues } = (await clerk.get(`/work/colleagues?case=${id}`)).body
    expect(
      (await verb(clerk, id, 'handOver', { to: colleagues.find((c: { name: string }) => c.name === '曾伟').id, reason: '请假' })).status,
    ).toBe(200)
  })
  test('from acceptance to delivery, with the chief between, every step in the history', async () => {
    const { id } = await receive()
    await verb(clerk, id, 'accept')
    await verb(examiner, id, 'examine')
    expect(
      (await verb(examiner, id, 'survey', { people: lookers('zengwei'), on: '2023-06-15', result: '合格', passed: true })).body.fields[0]
        .sentence,
    ).toContain('两名')
    await verb(examiner, id, 'suspend', { procedure: 'inspection', days: 3, reason: '米酒送检' })
    expect((await chief.get('/work/cases?queue=approvals')).body.rows.map((r: { id: string }) => r.id)).toContain(id)
    expect((await chief.get(`/work/cases/${id}`)).body.pending).toMatchObject({ label: '进入特别程序', by: '曾伟' })
    expect((await verb(chief, id, 'grantApproval')).status).toBe(200)
    expect((await examiner.get('/work/cases?queue=paused')).body.rows.map((r: { id: string }) => r.id)).toContain(id)
    await verb(examiner, id, 'resume', { result: '检验合格' })
    await verb(examiner, id, 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，核查合格' })
    expect((await verb(decider, id, 'approve')).status).toBe(200)
    await verb(issuer, id, 'make')
    await verb(issuer, id, 'deliver', { way: 'electronic' })
    const page = (await clerk.get(`/work/cases/${id}`)).body
    expect(page).toMatchObject({ status: 'delivered', decision: { result: 'approved', by: '陈国栋' } })
    expect(page.track.every((t: { sentence: string }) => /[\u4e00-\u9fff]/.test(t.sentence))).toBe(true)
    expect((await decider.get('/work/cases?queue=done')).body.rows.map((r: { id: string }) => r.id)).toContain(id)
  })
  test('what is missing is told once, and comes in at the counter', async () => {
    const { id } = await receive()
    await verb(clerk, id, 'requestSupplement', { items: [{ id: 'layout', what: '布局图要标出尺寸' }] })
    const file = (await scan(clerk)).body
    const supplied = await clerk.post(`/work/cases/${id}/supply`, {
      verb: 'supplement',
      materials: [{ code: 'layout', name: '', provide: 'upload', files: [file] }],
    })
    expect(supplied.body.status).toBe('received')
    const page = (await clerk.get(`/work/cases/${id}`)).body
    expect(page.materials.find((m: { code: string }) => m.code === 'layout').version).toBe(2)
  })
  test('who has looked at a file is said at it; a file that was replaced stays to be compared, and its look says so', async () => {
    const another = (text: string) => new TextEncoder().encode(`${new TextDecoder().decode(pdf)}%${text}\n`)
    const [first, second] = [(await scan(clerk, another('first'))).body, (await scan(clerk, another('second'))).body]
    const given = application((await scan(clerk)).body)
    const materials = given.materials.map((m) => (m.code === 'layout' ? { ...m, files: [first] } : m))
    const { id } = (await clerk.post('/work/receive', { ...given, materials })).body
    const layoutFor = async (who: Client) =>
      (await who.get(`/work/cases/${id}`)).body.materials.find((m: { code: string }) => m.code === 'layout')
    expect((await clerk.get(`/work/cases/${id}/materials/${first.hash}`)).status).toBe(200)
    expect((await layoutFor(clerk)).files[0].seen).toEqual({ mine: expect.any(String), others: [] })
    expect((await layoutFor(examiner)).files[0].seen).toEqual({ mine: null, others: [{ name: '刘芳', at: expect.any(String) }] })

    await verb(clerk, id, 'requestSupplement', { items: [{ id: 'layout', what: '布局图要标出尺寸' }] })
    await clerk.post(`/work/cases/${id}/supply`, {
      verb: 'supplement',
      materials: [{ code: 'layout', name: '', provide: 'upload', files: [second] }],
    })
    const nobody = { mine: null, others: [] }
    expect(await layoutFor(clerk)).toMatchObject({
      version: 2,
      files: [{ hash: second.hash, seen: nobody }],
      earlier: [{ version: 1, files: [{ hash: first.hash }] }],
    })
    expect((await examiner.get(`/work/cases/${id}/materials/${first.hash}`)).status).toBe(200)
    expect((await layoutFor(examiner)).files[0].seen).toEqual(nobody)
    const [read] = (await examiner.get(`/work/cases/${id}`)).body.track.filter((t: { kind: string }) => t.kind === 'read')
    expect(read.sentence).toBe('曾伟查看店铺布局和操作流程图（第 1 版）')
    expect(read.evidence.rows).toContainEqual({ label: '文件', value: first.hash })
    expect((await stranger.get(`/work/cases/${id}/materials/${first.hash}`)).status).toBe(404)
  })
  test('answers are shown masked, one is shown whole with a reason, and both looks are in the history', async () => {
    const { id } = await receive()
    const masked = (await clerk.get(`/work/cases/${id}/answers`)).text
    expect(masked).toContain('360***********0017')
    expect(masked).not.toContain('360702199003070017')
    expect((await clerk.post(`/work/cases/${id}/unmask`, { field: 'operatorId', reason: '' })).status).toBe(422)
    expect((await clerk.post(`/work/cases/${id}/unmask`, { field: 'operatorId', reason: '核对执照' })).body.value).toBe(
      '360702199003070017',
    )
    expect((await decider.post(`/work/cases/${id}/unmask`, { field: 'operatorId', reason: '核对执照' })).status).toBe(403)
    const reads = (await clerk.get(`/work/cases/${id}`)).body.track.filter((t: { kind: string }) => t.kind === 'read')
    expect(reads.map((t: { sentence: string }) => t.sentence)).toEqual(
      expect.arrayContaining(['刘芳查看填写的内容', expect.stringContaining('完整的')]),
    )
  })
  test('whoever only looks is offered nothing that he cannot finish, and takes nothing into his hands', async () => {
    const supervisor = await city.staff('linyi')
    const { id } = await receive()
    const offered = (who: Client) => who.get(`/work/cases/${id}`).then((a) => a.body.verbs.filter((v: { open: boolean }) => v.open))
    const { applicant } = (await supervisor.get(`/work/cases/${id}`)).body
    expect(applicant).toMatchObject({ kind: 'legal', uscc: null, phone: null, legalRep: null })
    expect(await offered(supervisor)).toEqual([])
    expect(await offered(clerk)).not.toEqual([])
    for (const name of ['claim', 'takeOver', 'accept', 'handOver'])
      expect([name, (await verb(supervisor, id, name)).status]).not.toEqual([name, 200])
    expect((await clerk.get(`/work/cases/${id}`)).body.holder?.id).not.toBe('staff:linyi')
  })
  test('an unknown verb and a missing field are told in words', async () => {
    const { id } = await receive()
    expect((await verb(clerk, id, 'explode')).status).toBe(422)
    expect((await verb(clerk, id, 'notAccept', { reason: '' })).body.fields.map((f: { field: string }) => f.field)).toEqual([
      'reason',
      'article',
    ])
  })
  test('dead letters are for the administrator', async () => {
    expect((await clerk.get('/work/dead-letters')).status).toBe(403)
    expect((await (await city.staff('sysadmin')).get('/work/dead-letters')).body).toEqual({ letters: [] })
  })
})
