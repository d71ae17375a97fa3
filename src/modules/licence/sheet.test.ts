/** The page of a licence: everything that it says is on it, in its row, whatever the holder is called and however long it is. */
import { findText, openOfd, type Place, placeAtText, writeOfd } from '@haoban/gm/ofd'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { placesOf } from '#modules/seal/rules/places.ts'
import { draftOf, sealsOn } from './actions/sheet.ts'
import type { Sheet } from './rules/sheet.ts'

const sheet = (face: Record<string, string>, more: Partial<Sheet> = {}): Sheet => ({
  typeName: '食品经营许可证',
  typeCode: '11100000MB0306771X113',
  definer: '11100000MB0306771X',
  no: 'JY23607020000017',
  identifier: '1.2.156.3005.2.11100000MB0306771X113.11360702MB1586547R.20230000017.001.K',
  version: 1,
  holderName: '钟家明',
  organName: '赣州市章贡区市场监督管理局',
  organUscc: '11360702MB1586547R',
  fromOn: '2023-06-15',
  toOn: '2028-06-14',
  issuedOn: '2023-06-15',
  face: Object.entries(face).map(([name, text]) => ({ name, text })) as Sheet['face'],
  demo: true,
  ...more,
})

const written = async (one: Sheet, note?: Parameters<typeof draftOf>[1]['note']) =>
  writeOfd(draftOf(one, { id: '0'.repeat(32), checkUrl: `https://example.org/licences/verify/${one.identifier}`, note }))

const middleOf = ({ boundary: { y, height } }: Place) => y + height / 2
/** How far down the middle of a text is, in millimetres; a fault where the page does not say it. */
async function downOf(file: Uint8Array, text: string): Promise<number> {
  const { documents } = await openOfd(file)
  expect([text, (await findText(documents[0]!, text)).length]).not.toEqual([text, 0])
  return middleOf(await placeAtText(documents[0]!, text, { width: 1, height: 1 }))
}

const partOf = (file: Uint8Array, path: string) => Buffer.from(unzipSync(file)[path]!)
const formIn = (file: Uint8Array) => partOf(file, 'Doc_0/Tpls/Tpl_0/Content.xml')
const pageIn = (file: Uint8Array) => partOf(file, 'Doc_0/Pages/Page_0/Content.xml').toString()

test('a label and what it names stand in one row', async () => {
  const face = { 经营者名称: '老味道饭店', 法定代表人: '钟家明', 经营项目: '热食类食品制售' }
  const file = await written(sheet(face))
  for (const [name, text] of [...Object.entries(face), ['证照编号', 'JY23607020000017'], ['有效期', '2028 年 6 月 14 日']] as const)
    expect(await downOf(file, name), name).toBeCloseTo(await downOf(file, text), 1)
})

test('a text of several lines makes its row higher, and those below come after it', async () => {
  const long = { 经营者名称: '赣州市章贡区红旗大道八境台旁边的老味道饭店'.repeat(5), 法定代表人: '钟家明' }
  const [short, high] = [await written(sheet({ ...long, 经营者名称: '老味道' })), await written(sheet(long))]
  expect((await downOf(high, '钟家明')) - (await downOf(short, '钟家明'))).toBeGreaterThan(10)
  expect(await downOf(high, '法定代表人')).toBeCloseTo(await downOf(high, '钟家明'), 1)
})

describe('a face that is long', () => {
  const boxes = (xml: string, object: string) =>
    [...xml.matchAll(new RegExp(`<ofd:${object} [^>]*Boundary="([^"]+)"`, 'g'))].map(([, box]) => box!.split(' ').map(Number))
  /** How far down the rows of each page go. */
  const bottoms = (file: Uint8Array) =>
    pagesIn(file).map((_, i) => {
      const lines = boxes(partOf(file, `Doc_0/Tpls/Tpl_${i}/Content.xml`).toString(), 'PathObject').slice(2)
      return Math.max(...lines.map(([, y, , height]) => y! + height!))
    })
  const pagesIn = (file: Uint8Array) => Object.keys(unzipSync(file)).filter((path) => /^Doc_0\/Pages\//.test(path))
  /** What the pages say beside number and day, which stand between what is carried over. */
  const textIn = (file: Uint8Array) =>
    pagesIn(file)
      .flatMap((path) =>
        [
          ...partOf(file, path)
            .toString()
            .matchAll(/<ofd:TextCode[^>]*>([^<]*)</g),
        ].map(([, text]) => text!),
      )
      .filter((text) => !/^1\.2\.156|^2023 年 6 月 15 日$/.test(text))
      .join('')
  const words = (length: number) => Array.from({ length }, (_, i) => '热食类食品制售，预包装食品销售、自制饮品制售；'[i % 23]).join('')

  test.each([
    ['of many lines', 12, 8, 1, 0],
    ['with one long line', 4, 700, 1, 0],
    ['with longer ones', 4, 1_500, 2, 1],
    ['of forty lines', 40, 30, 3, 0],
    ['with a line longer than a page', 3, 6_000, 5, 4],
  ])('%s stays clear of code and seal, and says everything', async (_, lines, length, most, parts) => {
    const face = Object.fromEntries(
      Array.from({ length: lines }, (_, i) => [`许可范围之${i + 1}`, words(i === 1 || lines > 20 ? length : 8)]),
    )
    const file = await written(sheet(face))
    expect(pagesIn(file).length).toBe(most)
    for (const [i, bottom] of bottoms(file).entries()) expect(bottom).toBeLessThanOrEqual(i === 0 ? 144.01 : 180.01)
    for (const text of Object.values(face)) expect(textIn(file)).toContain(text)
    const labels = [...Array(most).keys()].flatMap(
      (i) =>
        partOf(file, `Doc_0/Tpls/Tpl_${i}/Content.xml`)
          .toString()
          .match(/许可范围之\d+（续）/g) ?? [],
    )
    expect(labels.length, labels.join()).toBe(parts)
    if (most > 1) await downOf(file, `第 ${most} 页，共 ${most} 页`)
    await downOf(file, '证照编号')
  })
})

test('every page of several bears its strip of the seal, the first the whole seal besides', async () => {
  const drawn = (text: string) => draftOf(sheet({ 许可范围: text }), { id: '0'.repeat(32), checkUrl: 'https://example.org' })
  const [short, long] = [drawn('热食类食品制售'), drawn('热食类食品制售，'.repeat(400))]
  const where = async (draft: typeof short) =>
    (await placesOf(await writeOfd(draft), sealsOn(draft), 42)).map(({ page, clip }) => [page, clip?.width])
  expect(await where(short)).toEqual([[0, undefined]])
  const strips = Array.from({ length: long.pages.length }, (_, page) => [page, 42 / long.pages.length])
  expect(long.pages.length).toBeGreaterThan(1)
  expect(await where(long)).toEqual([[0, undefined], ...strips])
})

test('what every licence of a kind says lies in the form, and only there', async () => {
  const [a, b] = [await written(sheet({ 名称: '甲饭店' })), await written(sheet({ 名称: '乙饭店' }, { no: 'JY23607020000018' }))]
  expect(formIn(a).equals(formIn(b))).toBe(true)
  expect(formIn(a).toString()).toContain('食品经营许可证')
  expect(formIn(a).toString()).toContain('演示，没有法律效力')
  expect(formIn(a).toString()).not.toContain('甲')
  expect(pageIn(a)).toContain('甲饭店')
  expect(pageIn(a)).not.toContain('食品经营许可证')
})

test.each([
  ['another organ', { organName: '赣州市章贡区教育局' }],
  ['another name', { typeName: '办学许可证' }],
  ['no demonstration', { demo: false }],
])('%s is another form', async (_, more) => {
  const own = sheet({ 名称: '甲' }, more)
  expect(formIn(await written(own)).equals(formIn(await written(sheet({ 名称: '甲' }))))).toBe(false)
  await downOf(await written(own), own.organName)
})

test('a copy says for what alone, for whom and until when', async () => {
  const note = { purpose: '设立餐饮店', forWhom: '钟家明', toOn: '2023-07-15', original: '0'.repeat(64) }
  expect(pageIn(await written(sheet({ 名称: '甲' }), note))).toContain(
    '加注件：仅供钟家明办理“设立餐饮店”使用，有效期至 2023 年 7 月 15 日',
  )
})
