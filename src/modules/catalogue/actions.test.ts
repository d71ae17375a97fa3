import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openCity } from '#app/open.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { importCatalogue } from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

const row = (n: number, more: Record<string, unknown> = {}) => {
  const code = `11440000006939756B2440101${String(n).padStart(6, '0')}`
  return {
    _id: String(n),
    TASK_CODE: code,
    ORGCODE: '006939756',
    TASK_TYPE_TEXT: '行政许可',
    TASK_TYPE: '01',
    LIMIT_SCENE_NUM: '0',
    DEPT_NAME: '广东省发展和改革委员会',
    AREA_CODE_TEXT: '广东省',
    AREACODE: '440000',
    CATAID: code.slice(19),
    TASK_NAME: `临时价格干预申报第${n}类`,
    matter_level: '省级',
    district: '省级',
    handle_time: '30(工作日)',
    handle_time_limit: '7(工作日)',
    ONLINECHECK: '1',
    accept_standard: '有定价权限。',
    consult_phone: '020-1',
    complain_phone: '020-2',
    theme_category: ['其他'],
    service_object_name: ['企业法人'],
    material_intro: ['申报表'],
    ...more,
  }
}
async function* lines(rows: unknown[]) {
  for (const r of rows) yield typeof r === 'string' ? r : JSON.stringify(r)
}
const bring = (rows: unknown[]) => importCatalogue((work) => act(city.house, system, work, 300_000), openCity(), lines(rows))
const imports = () => city.sql<{ n: number }>("select count(*)::int n from ledger.fact where name = 'catalogue.imported'")

describe('导入外地目录', () => {
  const rows = [
    ...Array.from({ length: 5 }, (_, i) => row(1000 * (i + 1))),
    row(1000),
    '{"坏的一行"',
    row(7000, { TASK_NAME: null, matter_name: null }),
  ]

  test('每一行都有去处：导入数加退回数等于读到的行数', async () => {
    const report = await bring(rows)
    expect(report).toMatchObject({ read: 8, imported: 5, written: 5 })
    expect(report.rejected.map((r) => r.rule)).toEqual(['code.repeated', 'line.json', 'field.missing'])
    expect((await imports())[0]!.n).toBe(1)
  })

  test('再导一次什么都不改，也不记一笔', async () => {
    expect(await bring(rows)).toMatchObject({ read: 8, imported: 5, written: 0 })
    expect((await imports())[0]!.n).toBe(1)
  })

  test('文件读得比对照表快，也一行不丢', async () => {
    const slow = {
      ...openCity(),
      read: <T>(path: string) => new Promise((r) => setTimeout(r, 200)).then(() => openCity().read<T>(path)),
    }
    const input = createInterface({
      input: Readable.from([`${rows.map((r) => (typeof r === 'string' ? r : JSON.stringify(r))).join('\n')}\n`]),
    })
    expect(await importCatalogue((work) => act(city.house, system, work, 300_000), slow, input)).toMatchObject({
      read: 8,
      imported: 5,
      written: 0,
    })
  })

  test('按地区能列出导入的事项，指南写明只供查阅，没有“开始办理”', async () => {
    const list = (await city.anyone().get('/items?division=440000')).body
    expect(list.total).toBe(5)
    expect(list.items.every((i: { source: string }) => i.source === 'imported')).toBe(true)
    const page = (await city.anyone().page(`/items/${list.items[0].code}`)).text
    expect(page).toContain('广东样例，仅供查阅，不能在这里申请')
    expect(page).not.toContain('开始办理')
    expect(page).toContain(list.items[0].code)
  })
})

describe('列表', () => {
  test('一页一页翻，不重不漏', async () => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await city.anyone().get(`/items?limit=2&after=${encodeURIComponent(after)}`)
      seen.push(...body.items.map((i: { code: string }) => i.code))
      after = body.next
    }
    const { total } = (await city.anyone().get('/items')).body
    expect(seen.length).toBe(total)
    expect(new Set(seen).size).toBe(total)
  })

  test('搜索结果也能一页一页翻完', async () => {
    const seen: string[] = []
    for (let after: string | null = ''; after !== null; ) {
      const { body } = await city.anyone().get(`/items?q=价格&limit=2&after=${encodeURIComponent(after)}`)
      seen.push(...body.items.map((i: { code: string }) => i.code))
      after = body.next
    }
    expect(new Set(seen).size).toBe(5)
  })

  test('每个筛选旁的数字就是选它以后的条数', async () => {
    const { facets } = (await city.anyone().get('/items')).body
    for (const facet of ['audience', 'theme', 'branch', 'source'])
      for (const { value, count } of facets[facet].slice(0, 5)) {
        const { total } = (await city.anyone().get(`/items?${facet}=${encodeURIComponent(value)}`)).body
        expect([facet, value, total]).toEqual([facet, value, count])
      }
  })

  test('选开发区，县里和市里能办的也在', async () => {
    const { items } = (await city.anyone().get('/items?division=360702400&q=开饭馆')).body
    expect(items[0].code).toBe('food-business-licence-new')
  })
})

describe('搜索', () => {
  const top = async (q: string) => (await city.anyone().get(`/search?q=${encodeURIComponent(q)}`)).body

  test.each(['开饭馆', '我想开个小饭馆需要什么材料', '食品经营许可', '奶茶店', 'shipinjingyingxuke', 'spjyxk'])(
    '搜“%s”，第一个是食品经营许可',
    async (q) => {
      expect((await top(q)).items[0]?.code).toBe('food-business-licence-new')
    },
  )

  test('写错了字，按读音找到，并说明按哪个词找的', async () => {
    const answer = await top('使品经营许可')
    expect(answer.items[0].code).toBe('food-business-licence-new')
    expect((await city.anyone().page('/search?q=开范馆')).text).toContain('按“')
  })

  test('改过字的结果，翻到下一页还是按改过的词', async () => {
    const page = async (after: string) =>
      (await city.anyone().get(`/search?q=${encodeURIComponent('使品经营许可')}&limit=1&after=${encodeURIComponent(after)}`)).body
    const one = (await city.anyone().get(`/search?q=${encodeURIComponent('使品经营许可')}&limit=1`)).body
    expect(one.reading).toBe('食品经营许可')
    const two = await page(one.next)
    expect([two.reading, two.total]).toEqual([one.reading, one.total])
    expect(two.items[0].code).not.toBe(one.items[0].code)
  })

  test('没有结果的词记下来，长串数字不留', async () => {
    expect((await top('量子纠缠许愿池 360702199001011234')).total).toBe(0)
    await top('量子纠缠许愿池 360702199001011234')
    const rows = await city.sql<{ query: string; times: number }>('select query, times from catalogue.miss')
    expect(rows).toEqual([{ query: '量子纠缠许愿池', times: 2 }])
    expect((await city.anyone().page('/search?q=量子纠缠许愿池')).text).toContain('12345')
    expect((await city.anyone().get('/catalogue/misses')).status).toBe(401)
  })

  test.each(["'", '\\', "a' | 'b", '%', '_', ':*&|!()', '食品🍜', '𠮷', '   ', 'x'.repeat(5000)])('怪字符 %j 不会出错', async (q) => {
    expect((await city.anyone().get(`/search?q=${encodeURIComponent(q)}`)).status).toBe(200)
    expect((await city.anyone().get(`/suggest?q=${encodeURIComponent(q)}`)).status).toBe(200)
  })

  test('边打字边提示，汉字、拼音都行', async () => {
    for (const q of ['食品经', 'shipin', 'spjy', '开饭'])
      expect((await city.anyone().get(`/suggest?q=${encodeURIComponent(q)}`)).body.suggestions[0]).toMatchObject({
        code: 'food-business-licence-new',
      })
  })
})

describe('办事指南', () => {
  const guide = '/items/food-business-licence-new'

  test('按法定节假日算出今天提交最晚哪天出结果', async () => {
    const { body } = await city.anyone().get(`${guide}?division=360702`)
    expect(body).toMatchObject({ todayOn: '2023-06-15', endOn: '2023-06-25' })
    expect((await city.anyone().page(`${guide}?division=360702`)).text).toContain('6月25日')
  })

  test('开发区由自己的审批局办；没有窗口的地区请先选县区', async () => {
    const zone = (await city.anyone().page(`${guide}?division=360702400`)).text
    expect(zone).toContain('/apply/food-business-licence-new?division=360702400')
    const whole = (await city.anyone().page(guide)).text
    expect(whole).toContain('先选办理地区')
    expect(whole).not.toContain('/apply/')
  })

  test('答了问题，只看要准备的材料；答到不用办的，说明去办哪一项', async () => {
    const answered = (await city.anyone().page(`${guide}?division=360702&answers[sells]=meals&answers[licensed]=yes&answers[brewing]=no`))
      .text
    expect(answered).not.toContain('自酿酒检验报告')
    const brewing = (await city.anyone().page(`${guide}?division=360702&answers[sells]=meals&answers[licensed]=yes&answers[brewing]=yes`))
      .text
    expect(brewing).toContain('自酿酒检验报告')
    expect((await city.anyone().page(`${guide}?answers[sells]=packaged`)).text).toContain('只卖预包装食品不用办许可')
  })

  test('先问能不能办：一页一题，答完说能办，答案带进申请', async () => {
    const fit = `${guide}/fit?division=360702`
    const first = (await city.anyone().page(fit)).text
    // the licence tells most: without it nothing else matters
    expect(first.match(/<h1[^>]*>.*?<\/h1>/s)![0]).toContain('营业执照办好了吗？')
    const missed = (await city.anyone().page(`${fit}&asked=licensed`)).text
    expect(missed).toContain('<title>错误：')
    expect(missed.split('请选一个，再看下一题')).toHaveLength(3)
    const yes = (await city.anyone().page(`${fit}&answers[sells]=bulk&answers[licensed]=yes`)).text
    expect(yes).toContain('您可以办“食品经营许可（新办）”')
    expect(yes.replaceAll('&amp;', '&')).toContain(
      '/apply/food-business-licence-new?division=360702&answers%5Bsells%5D=bulk&answers%5Blicensed%5D=yes',
    )
    const no = (await city.anyone().page(`${fit}&answers[sells]=packaged`)).text
    expect(no).toContain('您现在不用办')
    expect(no).toContain('只卖预包装食品不用办许可')
  })

  test('答过的带进草稿，不再问；没填完的草稿在指南上接着填', async () => {
    const who = await city.citizen('钟家明')
    const given = { 'answers[sells]': 'bulk', 'answers[licensed]': 'yes', 'answers[brewing]': '坏的' }
    const begun = await who.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan', ...given })
    const draft = begun.headers.get('location')!
    const { plan } = (await who.get(draft)).body
    const states = plan.sections.flatMap((s: { tasks: { id: string; state: string }[] }) => s.tasks.map((t) => [t.id, t.state]))
    expect(states.slice(0, 2)).toEqual([
      ['sells', 'done'],
      ['licensed', 'done'],
    ])
    const page = (await who.page(`${guide}?division=360702`)).text
    expect(page).toContain(`href="${draft}"`)
    expect(page).toMatch(/还剩 \d+ 项/)
    expect((await who.page('/')).text).toContain(`href="${draft}"`)
    expect((await city.anyone().page('/')).text).not.toContain('/drafts/')
  })

  test('没有登录只许诺人人都免的，登录以后按自己的算', async () => {
    const anyone = (await city.anyone().get(`${guide}?division=360702`)).body.ready
    expect(anyone).toMatchObject({ held: ['business-licence', 'id-card'], meter: { known: 2 } })
    const mine = (await (await city.citizen('钟家明')).get(`${guide}?division=360702`)).body.ready
    expect(mine.applicant.party).toBe('kejia-xiaoyuan')
    expect(mine.meter.known).toBeGreaterThan(anyone.meter.known)
    expect(mine.meter.known + mine.meter.answered + mine.meter.left).toBe(mine.meter.total)
  })

  test('空白表和样表是 PDF，每次拿到的都一样；没有的事项说没有', async () => {
    for (const kind of ['form', 'sample']) {
      const [one, two] = [await city.anyone().get(`${guide}/${kind}.pdf`), await city.anyone().get(`${guide}/${kind}.pdf`)]
      expect([one.status, one.headers.get('content-type'), one.text === two.text]).toEqual([200, 'application/pdf', true])
      expect((await city.anyone().get(`/items/nothing/${kind}.pdf`)).status).toBe(404)
    }
    expect((await city.anyone().page(`${guide}?division=360702`)).text).toContain(`href="${guide}/form.pdf"`)
  })

  test('十一个部分按国家标准的顺序', async () => {
    const { text } = await city.anyone().page(`${guide}?division=360702`)
    const order = [...text.matchAll(/<section class="part" id="(\w+)"/g)].map((m) => m[1])
    expect(order).toEqual(['basics', 'conditions', 'materials', 'flow', 'results', 'fees', 'place', 'basis', 'asking', 'faqs', 'rights'])
  })

  test('二维码是一张图；没有的事项说怎么找', async () => {
    const qr = await city.anyone().get(`${guide}/qr.svg`)
    expect(qr.headers.get('content-type')).toBe('image/svg+xml')
    expect(qr.text).toContain('<path d="M')
    const gone = await city.anyone().get('/items/no-such-item')
    expect([gone.status, gone.body.title]).toEqual([404, '没有找到这个事项，可能已经改名或取消。请回首页搜一搜，或者打 12345 问一问'])
  })

  test('有人申请以后，事项往前排；同一件事实重放只算一次', async () => {
    const react = city.house.rooms.find((r) => r.id === 'catalogue')!.on!['case.submitted']!
    const fact = {
      id: 900_001,
      seq: 1,
      name: 'case.submitted',
      about: 'case:x',
      by: 'x',
      at: new Date('2023-06-15'),
      hash: '',
      data: { item: 'food-business-licence-new' },
    }
    for (let i = 0; i < 2; i++) await act(city.house, system, (ctx) => react(ctx, fact))
    expect(await city.sql("select popularity from catalogue.entry where code = 'food-business-licence-new'")).toEqual([{ popularity: 1 }])
  })
})

describe('每个地址都打得开', () => {
  test.each([
    '/',
    '/items',
    '/browse/person',
    '/browse/enterprise',
    '/browse/departments',
    '/map',
    '/accessibility',
    '/privacy',
    '/stuck',
    '/source',
  ])('%s', async (path) => {
    const { status, text } = await city.anyone().page(path)
    expect(status).toBe(200)
    expect(text.match(/<h1/g)).toHaveLength(1)
  })
})
