/** Files that are not what they say: each is refused by its name, with what to do, and what was handed in before stays. */
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { office, png } from '#base/upload/fixture/files.ts'
import { blob, fillDraft, pdf } from '../food.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'
import { readable, told } from './told.ts'

let city: TestCity
let citizen: Client
let clerk: Client
let draft: string

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  clerk = await city.staff('liufang')
  draft = await fillDraft(citizen)
})
afterAll(() => city.close())

const megabytes = (n: number) => new Uint8Array(n * 2 ** 20)
const bytes = (text: string) => new TextEncoder().encode(text)

function formOf(content: Uint8Array, name: string, type: string): FormData {
  const form = new FormData()
  form.append('file', blob(content, type), name)
  return form
}
const asPage = (form: FormData) => {
  form.append('_csrf', citizen.csrf)
  return citizen.send('POST', `${draft}/m/layout`, { body: form, headers: { accept: 'text/html' } })
}
const filesOf = async () => (await city.sql<{ materials: unknown }>('select materials from form.draft'))[0]!.materials

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const noProgram = '为安全不能上传。请只传材料本身，格式为 JPG、PNG、PDF。'
const page = '”是网页或矢量图，里面可以藏程序。请打开后打印成 PDF，或截图存成图片再传。'

const files: [what: string, name: string, type: string, content: () => Uint8Array, status: number, sentence: string][] = [
  [
    'a bomb inside a document',
    '制度.docx',
    docx,
    () => office('docx', { 'media/a.bin': [megabytes(40), { level: 9 }] }),
    422,
    '“制度.docx”展开后太大（超过 200 MB，或压缩得不合常理）。请删去多余的内容，或导出 PDF 再传。',
  ],
  [
    'a bomb that calls itself PDF',
    '布局图.pdf',
    'application/pdf',
    () => zipSync({ a: megabytes(40) }, { level: 9 }),
    415,
    '“布局图.pdf”是压缩包。请先解压，把里面的材料一份一份地传。',
  ],
  [
    'a page that calls itself PDF',
    '布局图.pdf',
    'application/pdf',
    () => bytes('<html><script>alert(1)</script></html>'),
    415,
    `“布局图.pdf${page}`,
  ],
  [
    'a drawing that runs',
    '布局图.svg',
    'image/svg+xml',
    () => bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    415,
    `“布局图.svg${page}`,
  ],
  [
    'a program that calls itself a picture',
    '照片.jpg',
    'image/jpeg',
    () => bytes('MZ.....This program cannot be run in DOS mode'),
    415,
    `“照片.jpg”是程序或含有程序，${noProgram}`,
  ],
  ['a PDF that calls itself a program', '布局图.exe', 'application/pdf', () => pdf('x'), 415, `“布局图.exe”是程序或含有程序，${noProgram}`],
  [
    'a picture that calls itself PDF',
    '布局图.pdf',
    'application/pdf',
    () => png(),
    415,
    '“布局图.pdf”的名字和内容不符：内容其实是PNG 图片。请用原来的软件打开，另存为 JPG、PNG、PDF 再传，不要只改文件名。',
  ],
  [
    'an empty file',
    '布局图.pdf',
    'application/pdf',
    () => new Uint8Array(),
    422,
    '“布局图.pdf”是空文件，里面没有内容。请打开原文件看一看，重新保存后再传。',
  ],
  [
    '25 MB where 20 are taken',
    '布局图.pdf',
    'application/pdf',
    () => megabytes(25),
    413,
    '“布局图.pdf”有 25.0 MB，超过了 20 MB。请压缩，或者拍小一点再传',
  ],
]

test.for(files)('%s, for programs and for browsers', async ([, name, type, content, status, sentence]) => {
  const before = await filesOf()
  const file = content()
  expect(told(await citizen.post(`${draft}/m/layout`, formOf(file, name, type)))).toEqual([status, sentence])
  const shown = await asPage(formOf(file, name, type))
  expect([shown.status, readable(shown)]).toEqual([status, expect.stringContaining(sentence)])
  expect(shown.text).toContain('layout.pdf')
  expect(await filesOf()).toEqual(before)
})

test('more than all files together may have is refused before it is read, and whoever sent it is still signed in', async () => {
  const sentence = '内容太大了，最多 110 MB。请分开提交，或把文件压缩后再传'
  const shown = await asPage(formOf(megabytes(111), '布局图.pdf', 'application/pdf'))
  expect([shown.status, readable(shown)]).toEqual([413, expect.stringContaining(sentence)])
  expect(readable(shown)).toContain('钟家明')
  expect(shown.text).toContain(`name="_csrf" value="${citizen.csrf}"`)
})

test('a scan of 20 MB is taken within seconds, and the same again is the same file', async () => {
  const whole = Buffer.concat([Buffer.from(pdf('large')).subarray(0, -1)])
  const large = Buffer.concat([whole.subarray(0, 9), Buffer.from(`%${'x'.repeat(18 * 2 ** 20)}\n`), whole.subarray(9)])
  const started = Date.now()
  const answers = [
    await citizen.post(`${draft}/m/layout`, formOf(large, '大图.pdf', 'application/pdf'), 'large'),
    await citizen.post(`${draft}/m/layout`, formOf(large, '大图.pdf', 'application/pdf'), 'large'),
  ]
  expect(answers.map((a) => a.status)).toEqual([200, 200])
  expect(Date.now() - started).toBeLessThan(20_000)
  const [layout] = ((await filesOf()) as { id: string; files: { name: string }[] }[]).filter((m) => m.id === 'layout')
  expect(layout!.files.filter((f) => f.name === '大图.pdf')).toHaveLength(1)
})

test('the desk checks a scan the same way', async () =>
  expect(told(await clerk.post('/work/upload', formOf(bytes('<html><script>1</script></html>'), '照片.jpg', 'image/jpeg')))).toEqual([
    415,
    `“照片.jpg${page}`,
  ]))
