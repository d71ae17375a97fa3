/** A city is founded once from the same files, and again when they have changed. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { mustBeMeant } from '#app/city.ts'
import { openHouse } from '#app/open.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const openAgain = async () => {
  const house = await openHouse(city.house.url, { HAOBAN_DATA: inject('database').dataDir }, { log: city.house.log, clock: city.clock })
  await house.db.close()
}
const roleTitle = async () => (await city.sql<{ title: string }>("select title from permission.role where id = 'windowClerk'"))[0]?.title
const forget = () => city.sql("update permission.role set title = 'x' where id = 'windowClerk'")

test('a start from the same program and files puts in nothing', async () => {
  await forget()
  await openAgain()
  expect(await roleTitle()).toBe('x')
})

test('a start from changed files takes in what they say', async () => {
  await city.sql("update base.foundation set digest = 'of another day'")
  await Promise.all([openAgain(), openAgain()])
  expect(await roleTitle()).not.toBe('x')
  expect(await city.sql('select 1 from base.foundation')).toHaveLength(1)
}, 180_000)

describe('a database belongs to one city, and is demo or real, for its whole life', () => {
  const folder = mkdtempSync(join(tmpdir(), 'haoban-city-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(new URL('../../city/ganzhou', import.meta.url), folder, { recursive: true, filter: (from) => !/\/items$/.test(from) })
  const settings = readFileSync(join(folder, 'city.yaml'), 'utf8')

  const openAs = async (changes: [from: RegExp, to: string][], env: Record<string, string> = {}) => {
    writeFileSync(
      join(folder, 'city.yaml'),
      changes.reduce((text, [from, to]) => text.replace(from, to), settings),
    )
    const given = { HAOBAN_DATA: inject('database').dataDir, HAOBAN_CITY: folder, ...env }
    const house = await openHouse(city.house.url, given, { log: city.house.log, clock: city.clock, seed: false })
    await house.db.close()
  }

  test.each<[string, [RegExp, string][], string]>([
    ['made real', [[/demo: true/, 'demo: false']], 'city.founded-demo'],
    ['of another division', [[/'360700'/, "'360100'"]], 'city.other-division'],
    ['without a name', [[/name: .*/, '']], 'city.settings'],
  ])('a demo city %s is refused', async (_, changes, code) => {
    await expect(openAs(changes)).rejects.toMatchObject({ code })
  })

  test('the same city opens', () => openAs([]))

  test('a folder that is no city is refused in a sentence', async () => {
    await expect(openAs([], { HAOBAN_CITY: tmpdir() })).rejects.toThrow('这不是一座城市的文件夹')
  })

  test('nothing in the database makes it another', async () => {
    await expect(city.sql('update base.city set demo = false')).rejects.toThrow('for its whole life')
    await expect(city.sql("update base.city set division = '990100'")).rejects.toThrow('for its whole life')
    await expect(city.sql('delete from base.city')).rejects.toThrow('for its whole life')
    await expect(city.sql('truncate base.city')).rejects.toThrow('for its whole life')
    expect(await city.sql('select division, demo from base.city')).toEqual([{ division: '360700', demo: true }])
  })

  test('a database from before this was written learns its division at the next start', async () => {
    await city.sql(
      'alter table base.city disable trigger user; update base.city set division = null; alter table base.city enable trigger user',
    )
    await openAs([[/demo: true/, 'demo: true']])
    await city.sql("update base.foundation set digest = 'of another day'")
    await openAgain()
    expect(await city.sql('select division from base.city')).toEqual([{ division: '360700' }])
  }, 180_000)
})

test('a demo city is opened in production only by whoever says so', () => {
  const { city: demo } = city.house
  expect(() => mustBeMeant(demo, { NODE_ENV: 'production' })).toThrow('HAOBAN_DEMO=yes')
  expect(() => mustBeMeant(demo, { NODE_ENV: 'production', HAOBAN_DEMO: 'yes' })).not.toThrow()
  expect(() => mustBeMeant(demo, {})).not.toThrow()
  expect(() => mustBeMeant({ ...demo, demo: false }, { NODE_ENV: 'production' })).not.toThrow()
})
