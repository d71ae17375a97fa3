/** A new city's folder, and what the check of a folder finds in it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openCity } from '../../city.ts'
import { findRooms } from '../../house.ts'
import { type CityReport, lintCity } from './lint.ts'
import { writeCity } from './new.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-folder-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let files: Parameters<typeof lintCity>[2]
beforeAll(async () => {
  files = new Map((await findRooms()).flatMap((room) => Object.entries(room.files ?? {})))
})
const lint = (folder: string): Promise<CityReport> => lintCity(openCity(pathToFileURL(`${folder}/`)), 2026, files)

describe('haoban city new', () => {
  test('writes a whole real city in which nothing is wrong and nothing is of another city', async () => {
    const folder = join(dir, 'hangzhou')
    expect(await writeCity({ folder, division: '330100', name: '杭州市' })).toEqual({ counties: 13 })
    expect(await lint(folder)).toEqual({ items: 0, organs: 0, errors: [] })
    const read = (path: string) => readFileSync(join(folder, path), 'utf8')
    expect(read('city.yaml')).toContain('demo: false')
    expect(JSON.parse(read('divisions.json')).divisions.slice(0, 2)).toEqual([
      { code: '330100', name: '杭州市', shortName: '杭州', kind: 'city', local: false },
      { code: '330102', name: '上城区', shortName: '上城', kind: 'district', parent: '330100', local: false },
    ])
    for (const path of [
      'city.yaml',
      'divisions.json',
      'roles.json',
      'elements.yaml',
      'messages/templates.yaml',
      'search/synonyms.txt',
      'README.md',
    ])
      expect([path, read(path).match(/赣|3607|章贡|演示|"demo": true|demo: true/)?.[0]]).toEqual([path, undefined])
    expect(read('messages/templates.yaml')).toContain('【好办杭州】')
  })

  test('a municipality has its districts right beneath it, and a city without counties has none', async () => {
    const of = async (division: string, name: string) => (await writeCity({ folder: join(dir, division), division, name })).counties
    expect([await of('110000', '北京市'), await of('441900', '东莞市')]).toEqual([16, 0])
    expect((await lint(join(dir, '110000'))).errors).toEqual([])
  })

  test.each([
    ['330102', '上城区', '请写 330100'],
    ['990100', '望川市', '没有代码是 990100 的市'],
    ['330100', '宁波市', '330100 是杭州市'],
  ])('%s %s is refused in a sentence', async (division, name, sentence) => {
    await expect(writeCity({ folder: join(dir, 'none'), division, name })).rejects.toThrow(sentence)
  })

  test('nothing is written over', async () => {
    const folder = join(dir, 'full')
    await writeCity({ folder, division: '330100', name: '杭州市' })
    await expect(writeCity({ folder, division: '330100', name: '杭州市' })).rejects.toThrow('请换一个空的文件夹')
  })
})

describe('haoban city lint', () => {
  const sample = fileURLToPath(new URL('../../../../city/sample', import.meta.url))

  test('finds nothing in the cities that ship', async () => {
    expect(await lint(sample)).toEqual({ items: 6, organs: 13, errors: [] })
    const demo = await lint(fileURLToPath(new URL('../../../../city/ganzhou', import.meta.url)))
    expect(demo).toEqual({ items: 70, organs: 597, errors: [] })
  })

  const item = 'items/restaurant-licence/item.yaml'
  test.each<[string, string, (text: string) => string | undefined, string, string]>([
    [
      'an organ in a division that is not there',
      'organs.json',
      (t) => t.replace('"division":"990121"', '"division":"990199"'),
      'organ.division',
      '990199 不在',
    ],
    [
      'a credit code with a wrong digit',
      'organs.json',
      (t) => t.replace(/("uscc":"11990102MB9A\d{5})(.)/, (_, a, b) => a + (b === '1' ? '2' : '1')),
      'organ.uscc',
      '第 18 位',
    ],
    [
      'an organ that is demo',
      'organs.json',
      (t) => t.replace('"isApprovalBureau":true', '"isApprovalBureau":true,"demo":true'),
      'city.must-be-real',
      'approval-990100',
    ],
    ['an item that is demo', item, (t) => `demo: true\n${t}`, 'city.must-be-real', '食品经营许可'],
    [
      'an item of an organ that is not there',
      item,
      (t) => t.replace(/\{ branch: market, in: \[counties\] \}/, '{ organ: market-990199 }'),
      'item.no-organ',
      'market-990199',
    ],
    ['an item with a field that nobody knows', item, (t) => `${t}\npromisse: 5\n`, 'file.shape', 'promisse'],
    ['an item without a form', 'items/show-licence/form.json', () => undefined, 'file.missing', '表单'],
    [
      'a licence type of an item that is not there',
      'licence-types.yaml',
      (t) => t.replace('[wedding-registration]', '[no-such-item]'),
      'type.item',
      'no-such-item',
    ],
    ['a year without a calendar', 'calendar/2027.json', () => undefined, 'calendar.missing', '2027'],
    ['no texts of messages', 'messages/templates.yaml', () => undefined, 'file.missing', '模板'],
    ['a county of another city', 'divisions.json', (t) => t.replaceAll('990121', '990321'), 'division.elsewhere', '990321'],
    ['a file that cannot be read', 'roles.json', (t) => t.slice(1), 'file.unreadable', '读不出来'],
  ])('finds %s', async (_, path, change, rule, words) => {
    const folder = mkdtempSync(join(dir, 'changed-'))
    cpSync(sample, folder, { recursive: true })
    const text = change(readFileSync(join(folder, path), 'utf8'))
    if (text === undefined) unlinkSync(join(folder, path))
    else writeFileSync(join(folder, path), text)
    const { errors } = await lint(folder)
    expect(errors.map((e) => e.rule)).toContain(rule)
    expect(errors.find((e) => e.rule === rule)!.sentence + errors.find((e) => e.rule === rule)!.path).toContain(words)
  })
})
