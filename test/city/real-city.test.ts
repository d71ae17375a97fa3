/** A city that is no demo and not Ganzhou, founded from its own folder on an empty database: nothing in it is made up, and nothing says another city's name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCity } from '#app/city.ts'
import { importPowers } from '#app/cli/powers.ts'
import { act, system } from '#app/context.ts'
import { openHouse } from '#app/open.ts'
import { workbook } from '#base/sheet/write.ts'
import { bringPower } from '#kernel/authority/actions/bring.ts'
import { BringPower, powerColumns } from '#kernel/authority/schema.ts'
import { submit } from '#kernel/case/api.ts'
import { elementsOf } from '#kernel/form/api.ts'
import { publish } from '#kernel/item/api.ts'
import { registerNatural } from '#kernel/party/api.ts'
import { addUser, house as keeper } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { openTestCity } from '#test/kit.ts'
import { command, foreign, openRealCity, power, quiet, type RealCity, sampleCity } from '#test/real-city.ts'
import demoRoles from '../../city/ganzhou/roles.json' with { type: 'json' }

const dir = mkdtempSync(join(tmpdir(), 'haoban-real-'))
let city: RealCity

beforeAll(async () => {
  city = await openRealCity('2023-06-15T09:00:00+08:00')
}, 240_000)
afterAll(async () => {
  await city?.close()
  rmSync(dir, { recursive: true, force: true })
})

const items = [
  'restaurant-licence',
  'prepackaged-food-record',
  'shop-registration',
  'wedding-registration',
  'old-age-allowance',
  'show-licence',
]

describe('founded', () => {
  test('it is real, and of its own division, for its whole life', async () => {
    expect(await city.sql('select division, demo from base.city')).toEqual([{ division: '990100', demo: false }])
  })

  test('nothing in the whole database is demo, and nobody can sign in', async () => {
    const tables = await city.sql<{ at: string }>(
      `select format('%I.%I', table_schema, table_name) at from information_schema.columns where column_name = 'demo' and table_schema not in ('base')`,
    )
    expect(tables.length).toBeGreaterThan(5)
    for (const { at } of tables) expect([at, await city.sql(`select 1 from ${at} where demo limit 1`)]).toEqual([at, []])
    for (const at of [
      'permission.account',
      'permission.provider',
      'permission.granted',
      'party.person',
      'authority.authority',
      'seal.seal',
    ])
      expect([at, await city.sql(`select 1 from ${at} limit 1`)]).toEqual([at, []])
    expect(await city.sql('select 1 from item.version where file::text ~ \'"demo": true\' limit 1')).toEqual([])
    expect((await city.sql('select 1 from permission.role')).length).toBeGreaterThan(10)
    expect((await city.sql<{ code: string }>('select code from item.item order by code')).map((r) => r.code)).toEqual([...items].sort())
  })

  test('whatever some role of the demo city may do, some role of this one may do too', async () => {
    const given = await city.sql<{ permission: string }>('select distinct unnest(permissions) permission from permission.role')
    const there = new Set(demoRoles.flatMap((r) => r.permissions))
    expect([...there].filter((p) => !given.some((g) => g.permission === p))).toEqual([])
  })

  test('the demo city beside it is demo in all that it holds', async () => {
    const demo = await openTestCity()
    try {
      expect(await demo.sql('select division, demo from base.city')).toEqual([{ division: '360700', demo: true }])
      for (const at of ['permission.account', 'party.person', 'authority.authority', 'seal.seal'])
        expect([at, await demo.sql(`select 1 from ${at} where not demo limit 1`)]).toEqual([at, []])
      expect(await demo.sql("select 1 from item.handling where content ->> 'demo' <> 'true' limit 1")).toEqual([])
    } finally {
      await demo.close()
    }
  })

  test('its database opens as no demo city, and as no other', async () => {
    const asDemo = openHouse(city.url, { HAOBAN_DATA: city.env.HAOBAN_DATA! }, { log: quiet, clock: city.clock, seed: false })
    await expect(asDemo).rejects.toMatchObject({ code: 'city.founded-real' })
  })

  test('its clock is the true one', async () => {
    const late = openHouse(city.url, { ...city.env, HAOBAN_CLOCK: '2023-06-15T09:00+08:00' }, { log: quiet, seed: false })
    await expect(late).rejects.toMatchObject({ code: 'city.clock' })
  })
})

describe('what people read', () => {
  const pages = [
    '/',
    '/items',
    '/items?q=开饭馆',
    '/browse/departments',
    '/sign-in',
    '/sign-in?as=staff',
    '/lookup',
    '/check',
    '/help',
    '/privacy',
    '/accessibility',
    '/stuck',
    '/map',
    '/source',
    '/seals/check',
    '/programme',
    '/kpis',
    '/nothing-here',
    '/desk',
    ...items.map((i) => `/items/${i}?division=990102`),
  ]
  test.each(pages)('%s says nothing of a demo or of another city', async (path) => {
    const { text, status } = await city.anyone().page(path)
    expect([path, status]).toEqual([path, path === '/nothing-here' ? 404 : path === '/desk' ? expect.any(Number) : 200])
    expect([path, text.match(foreign)?.[0]]).toEqual([path, undefined])
    if (path === '/') expect(text).toContain('望川')
  })

  test('the manifest and the answers to programs neither', async () => {
    for (const path of ['/assets/manifest.webmanifest', '/openapi.json', '/session', ...items.map((i) => `/items/${i}`)])
      expect([path, (await city.anyone().get(path)).text.match(foreign)?.[0]]).toEqual([path, undefined])
    expect((await city.anyone().get('/assets/manifest.webmanifest')).text).toContain('好办 · 望川')
  })

  test('the sign-in page shows nobody to choose from', async () => {
    const { body } = await city.anyone().get('/sign-in')
    expect(body).toMatchObject({ demoCode: null, citizens: [], staff: [] })
  })
})

describe('powers are not invented', () => {
  const guide = async (item: string) => (await city.anyone().get(`/items/${item}?division=990102`)).body
  const grants = () => city.sql('select item, division, organ, kind, basis, from_on::text "fromOn", demo from authority.authority')

  test('an item without a power is shown, says so, and cannot be applied for', async () => {
    expect(await guide('restaurant-licence')).toMatchObject({ offered: false, canApply: false })
    const { text } = await city.anyone().page('/items/restaurant-licence?division=990102')
    expect(text).toContain('这件事在松桥区还不能申请')
    expect(text).not.toContain('/apply/')
    const sent = act(city.house, system, (ctx) =>
      submit(ctx, {
        item: 'restaurant-licence',
        division: '990102',
        applicant: 'nobody',
        channel: 'web',
        answers: {},
        materials: [],
        declared: true,
      }),
    )
    await expect(sent).rejects.toMatchObject({ code: 'authority.not-offered' })
  })

  test('publishing an item writes none', async () => {
    const [version] = await city.sql<{ file: object }>("select file from item.version where code = 'show-licence'")
    const file = { ...version!.file, keywords: ['开演唱会'] } as never
    const form = await openCity(pathToFileURL(`${sampleCity}/`)).read('items/show-licence/form.json')
    const { fresh } = await act(city.house, system, async (ctx) => publish(ctx, { file, form, elements: await elementsOf(ctx.tx) }))
    await city.drain()
    expect([fresh, await grants()]).toEqual([true, []])
  })

  test('a list of powers is taken in row by row, and a second time changes nothing', async () => {
    const file = join(dir, 'powers.jsonl')
    const rows = [
      power,
      { ...power, item: '991031101000', organ: 'market-990102' },
      { ...power, organ: '没有的局' },
      { ...power, fromOn: '昨天' },
    ]
    writeFileSync(file, rows.map((r) => JSON.stringify(r)).join('\n'))
    const run = () => command(city, importPowers, file)
    const { code, said } = await run()
    expect([code, said]).toMatchObject([
      1,
      {
        read: 4,
        rejected: [
          { line: 3, rule: 'authority.no-organ' },
          { line: 4, rule: 'form.invalid', message: '“起始日”：起始日要写成 2023-06-15 这样' },
        ],
      },
    ])
    expect((await run()).said).toMatchObject({ read: 4, written: 0 })
    const titled = powerColumns.map((c) => [c.title, String({ toOn: '', ...power }[c.name as keyof typeof power] ?? '')])
    const book = join(dir, 'powers.xlsx')
    writeFileSync(book, workbook('权责清单', [titled.map(([title]) => title!), titled.map(([, cell]) => cell!)]))
    expect((await command(city, importPowers, book)).said).toEqual({ read: 1, written: 0, rejected: [] })
    expect(await grants()).toContainEqual({
      ...{ item: 'restaurant-licence', division: '990102', organ: 'market-990102', kind: 'statutory', demo: false },
      ...{ basis: '松桥区权责清单（2023-01-10）市场监管第 3 项', fromOn: '2023-02-01' },
    })
    expect(await guide('restaurant-licence')).toMatchObject({ offered: true, canApply: true })
  }, 60_000)

  test('a row against another grant says who holds the power', async () => {
    const other = act(city.house, system, (ctx) => bringPower(ctx, BringPower.parse({ ...power, organ: 'approval-990102' })))
    await expect(other).rejects.toThrow('松桥区市场监督管理局已经有权决定')
  })
})

describe('what is added is real', () => {
  test('people, accounts and items; a file of a demo city is refused', async () => {
    const { party } = await act(city.house, system, (ctx) => registerNatural(ctx, { name: '张三', idNo: '11010519491231002X' }))
    expect(await city.sql('select demo from party.person where id = $1', [party])).toEqual([{ demo: false }])
    const asked = { login: 'lisi', name: '李四', organ: 'market-990102', password: 'Kuaiyidian-2023', demo: true }
    await act(city.house, keeper, (ctx) => addUser(ctx, asked))
    expect(await city.sql("select demo, must_change from permission.account where login = 'lisi'")).toEqual([
      { demo: false, must_change: true },
    ])
    const [version] = await city.sql<{ file: never }>("select file from item.version where code = 'show-licence'")
    const again = act(city.house, system, (ctx) =>
      publish(ctx, { file: { ...(version!.file as object), demo: true } as never, form: {}, elements: new Map() }),
    )
    await expect(again).rejects.toMatchObject({ code: 'city.must-be-real' })
  })

  test('where the power is written, an application is looked at like any other', async () => {
    const [one] = await city.sql<{ id: string }>("select id from party.person where name = '张三'")
    const who: Who = { kind: 'citizen', id: 'citizen:zhangsan', name: '张三', parties: [one!.id], grants: [] }
    const sent = act(city.house, who, (ctx) =>
      submit(ctx, {
        item: 'restaurant-licence',
        division: '990102',
        applicant: one!.id,
        channel: 'web',
        answers: {},
        materials: [],
        declared: true,
      }),
    )
    await expect(sent).rejects.not.toMatchObject({ code: 'authority.not-offered' })
  })
})
