import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { indexItem, search } from './api.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

const asked = (q: string) => `/search?q=${encodeURIComponent(q)}`
/** As a browser that follows a link on a page of this house. */
const from = (path: string, page: string) => city.anyone().send('GET', path, { headers: { referer: `${city.house.site}${page}` } })

describe('目录变了以后', () => {
  const find = async (q: string) => (await city.anyone().get(`/search?q=${encodeURIComponent(q)}`)).body
  const hide = "update item.item set state = 'suspended' where code = 'tobacco-retail-licence'"
  const codes = async () => (await find('烟草证')).items.map((i: { code: string }) => i.code)

  test('下架的事项马上搜不到，恢复了又搜得到', async () => {
    expect(await codes()).toContain('tobacco-retail-licence')
    await city.sql(hide)
    await act(city.house, system, (ctx) => indexItem(ctx, 'tobacco-retail-licence'))
    expect(await codes()).not.toContain('tobacco-retail-licence')
    await city.sql(hide.replace('suspended', 'published'))
    await act(city.house, system, (ctx) => indexItem(ctx, 'tobacco-retail-licence'))
    expect(await codes()).toContain('tobacco-retail-licence')
  })

  test('没有提交的改动，只有改的人自己看得到', async () => {
    const inside: string[] = []
    await act(city.house, system, async (ctx) => {
      await ctx.tx.sql`update item.item set state = 'suspended' where code = 'tobacco-retail-licence'`
      await indexItem(ctx, 'tobacco-retail-licence')
      inside.push(...(await search(ctx, { q: '烟草证' })).items.map((i) => i.code))
      expect(await codes()).toContain('tobacco-retail-licence')
      throw new Error('rolled back')
    }).catch((error: Error) => expect(error.message).toBe('rolled back'))
    expect(inside).not.toContain('tobacco-retail-licence')
    expect(await codes()).toContain('tobacco-retail-licence')
  })
})

describe('没搜到的，后来怎么办了', () => {
  test('换了说法、打开了哪一项，记给维护目录的人看；别人的搜索不记', async () => {
    await city.anyone().get(asked('嘎嘎咕咕'))
    await from(asked('结婚登记'), asked('嘎嘎咕咕'))
    await from('/items/marriage-registration', asked('结婚登记'))
    await from('/items/identity-card', asked('身份证'))
    const misses = (await (await city.staff('zengqiang')).get('/catalogue/misses')).body.misses
    expect(misses.find((m: { query: string }) => m.query === '嘎嘎咕咕')).toMatchObject({
      times: 1,
      then: [{ query: '结婚登记', code: 'marriage-registration', name: '结婚登记', times: 1 }],
    })
    expect(await city.sql('select then_query, code from catalogue.opened')).toEqual([
      { then_query: '结婚登记', code: 'marriage-registration' },
    ])
  })

  test('从别的网站来的，不看它的地址', async () => {
    await city.anyone().get(asked('嘀嘀嗒嗒'))
    await city.anyone().send('GET', asked('社保卡'), { headers: { referer: `https://elsewhere.example${asked('嘀嘀嗒嗒')}` } })
    expect(await city.sql("select from catalogue.rephrased where query = '嘀嘀嗒嗒'")).toEqual([])
  })
})

describe('撤销了的地区', () => {
  test('列表带到现在的地区，说明改成了什么', async () => {
    const { body } = await city.anyone().get('/items?division=360782&q=开饭馆')
    expect(body.moved).toBe('360782 南康市已在 2013 年撤销，现在是 360703 南康区，请改用新的')
    expect(body.asked.division).toBe('360703')
    expect(body.items[0].code).toBe('food-business-licence-new')
    expect((await city.anyone().page('/items?division=360782')).text).toContain('现在是 360703 南康区')
    expect((await city.anyone().get('/items?division=360703')).body.moved).toBeNull()
  })

  test('没有的代码，列出全市的；外省的代码照旧', async () => {
    const { body } = await city.anyone().get('/items?division=360799')
    expect([body.asked.division, body.moved]).toEqual(['360700', '没有代码是 360799 的地方，请从列表里选'])
    expect((await city.anyone().get('/items?division=440000')).body.asked.division).toBe('440000')
  })

  test('换地区换到撤销了的，记住现在的，页面上说一次', async () => {
    const visitor = city.anyone()
    const switched = await visitor.get('/division?code=360782&back=%2Fitems%3Fq%3D社保')
    const to = switched.headers.get('location')!
    expect(visitor.jar()).toContainEqual(['haoban_division', '360703'])
    expect((await visitor.page(to)).text).toContain('现在是 360703 南康区')
    expect((await visitor.page('/items')).text).not.toContain('已在 2013 年撤销')
  })

  test('页面是哪里的，页头就写哪里；在这一页换地区，这一页就换成那里的', async () => {
    const visitor = city.anyone()
    const above = async (path: string) => /<span class="vh">地区：<\/span>([^<]*)</.exec((await visitor.page(path)).text)?.[1]
    const guide = '/items/food-business-licence-new'
    expect([await above(guide), await above(`${guide}?division=360702`), await above(`${guide}?division=360782`)]).toEqual([
      '赣州市',
      '章贡区',
      '南康区',
    ])
    const switched = await visitor.get(`/division?code=360703&back=${encodeURIComponent(`${guide}?division=360702`)}`)
    expect(switched.headers.get('location')).toBe(`${guide}?division=360703`)
    expect(await above('/')).toBe('南康区')
    expect(await above(`${guide}?division=360702`)).toBe('章贡区')
  })
})

test('住在哪里，哪里能办的排在前面，换个地区就换个先后', async () => {
  for (const division of ['360703', '360704'])
    await city.sql(
      `insert into catalogue.entry (code, source, name, lead, divisions, organs, branches, audiences, themes, person_themes, enterprise_themes, life_events,
        task_type, keywords, name_key, keyword_keys, pinyin, initials, words, hash, version)
       select $1, 'imported', '测试湖泊清淤登记', '', array[$2], '{}', '{}', '{}', '{}', '{}', '{}', '{}', '07', '{}', '测试湖泊清淤登记', '{}', 'x', 'x', '湖泊A 清淤A', '', entries + 1
       from catalogue.state`,
      [`x-${division}`, division],
    )
  await city.sql('update catalogue.state set entries = entries + 1')
  for (const division of ['360704', '360703']) {
    const visitor = city.anyone()
    await visitor.get(`/division?code=${division}&back=/`)
    expect((await visitor.get(asked('湖泊清淤'))).body.items[0].code).toBe(`x-${division}`)
    expect((await city.anyone().get(`${asked('湖泊清淤')}&near=${division}`)).body.items[0].code).toBe(`x-${division}`)
  }
})

describe('数据库走索引', () => {
  /** Tables of a test are small, so that reading them whole is cheapest; it is forbidden here to see whether there is another way. */
  const planOf = async (text: string, values: unknown[]): Promise<string> => {
    const client = await city.house.db.pool.connect()
    try {
      await client.query('begin')
      await client.query('set local enable_seqscan = off')
      return JSON.stringify((await client.query(`explain (format json) ${text}`, values)).rows)
    } finally {
      await client.query('rollback')
      client.release()
    }
  }
  /** What the actions of this room say to the database, as it was said. */
  const said = async (work: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }[]> => {
    const heard: { text: string; values: unknown[] }[] = []
    const query = pg.Client.prototype.query
    pg.Client.prototype.query = function (this: pg.Client, ...args: [unknown, unknown?]) {
      const given = args[0] as { text?: string; values?: unknown[] }
      if (given.text?.includes('catalogue.')) heard.push({ text: given.text, values: given.values ?? [] })
      return Reflect.apply(query, this, args)
    } as typeof query
    try {
      await work()
    } finally {
      pg.Client.prototype.query = query
    }
    return heard
  }

  test('列表、搜索、提示、没搜到的，没有一句要把表从头读到尾', async () => {
    const visitor = city.anyone()
    const heard = await said(async () => {
      for (const path of ['/items', '/items?division=360702', asked('社保'), '/suggest?q=sb', asked('呜呜呼呼')]) await visitor.get(path)
      await from('/items/identity-card', asked('身份证'))
    })
    const reading = heard.filter(({ text }) => /select|insert/i.test(text))
    expect(reading.length).toBeGreaterThan(8)
    for (const { text, values } of reading) {
      const plan = await planOf(text, values)
      const whole = [...plan.matchAll(/"Node Type":"Seq Scan".*?"Relation Name":"(\w+)"/g)].map((m) => m[1])
      expect(
        whole.filter((table) => table !== 'state'),
        text,
      ).toEqual([])
    }
  })
})
