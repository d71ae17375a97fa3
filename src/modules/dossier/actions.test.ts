/** 案卷: one file that proves itself, and in which no byte can be changed unseen. */

import { PrivateKey } from '@haoban/gm'
import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { openPaperOfd } from '#kernel/document/api.ts'
import { logKeys } from '#kernel/ledger/actions/tree.ts'
import { checkProof } from '#kernel/ledger/rules/receipt.ts'
import type { Receipt } from '#kernel/ledger/schema.ts'
import { blob, fillDraft, pdf, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { checkDossier, dossierKeys, dossierOf } from './api.ts'
import { pack, sm3Hex } from './rules/pack.ts'
import type { DossierReport, Manifest } from './schema.ts'

let city: TestCity
let citizen: Client
let id: string
let no: string
let file: Uint8Array
let keys: string[]

/** A case with a supplement, a correction and an acceptance, so that every kind of content is there. */
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  citizen = await city.citizen('钟家明')
  const clerk = await city.staff('liufang')
  ;({ id, no } = (await sendDraft(citizen, await fillDraft(citizen))).body)
  const items = [
    { id: 'layout', what: '布局图没有标尺寸，请补标' },
    { id: 'kitchenArea', what: '厨房面积和布局图对不上，请改' },
  ]
  expect((await clerk.post(`/work/cases/${id}/requestSupplement`, { input: { items } })).status).toBe(200)
  await city.drain()
  await citizen.submit(`/cases/${id}/supply/q/size`, { _asked: 'area kitchenArea', area: '120', kitchenArea: '55' })
  const form = new FormData()
  form.append('file-layout', blob(pdf('layout again')), '布局图 第二版.pdf')
  expect((await citizen.post(`/cases/${id}/supply`, form)).status).toBe(200)
  expect((await clerk.post(`/work/cases/${id}/accept`, { input: {} })).status).toBe(200)
  await city.drain()
  await city.run('ledger.root')
  keys = [...dossierKeys(city.house.keys), ...logKeys(city.house.checkpoints)]
  file = (await act(city.house, system, (ctx) => dossierOf(ctx, no), 60_000)).bytes
})
afterAll(() => city.close())

const wrongSteps = (report: DossierReport) => report.steps.filter((s) => s.holds !== true).map((s) => s.id)

/** The dossier with one of its files made otherwise, and sealed again by somebody who knows how: only another key. */
function forged(change: (files: Record<string, Uint8Array>) => unknown): DossierReport {
  const files = unzipSync(file)
  change(files)
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as Manifest
  const entries = Object.keys(files)
    .filter((path) => path !== 'manifest.json')
    .map((path) => ({ path, size: files[path]!.length, sm3: sm3Hex(files[path]!) }))
  files['manifest.json'] = strToU8(JSON.stringify({ ...manifest, entries }))
  return checkDossier(
    pack(
      Object.entries(files).map(([path, bytes]) => ({ path, bytes })),
      new Date(manifest.madeAt),
      PrivateKey.generate(),
    ),
    keys,
  )
}

const edit = (path: string, change: (text: string) => string) => (files: Record<string, Uint8Array>) => {
  const before = strFromU8(files[path]!)
  const after = change(before)
  expect(after).not.toBe(before)
  files[path] = strToU8(after)
}

test('a dossier holds facts, papers, materials in every version, calendar and versions, and every step holds', () => {
  const files = Object.keys(unzipSync(file))
  expect(files).toEqual(
    expect.arrayContaining([
      'facts.json',
      'roots.json',
      'ledger.json',
      'case.json',
      'versions.json',
      'clocks.json',
      'answers/1.json',
      'answers/2.json',
      '说明.txt',
    ]),
  )
  expect(files.filter((f) => f.startsWith('materials/layout'))).toHaveLength(2)
  expect(files.filter((f) => f.startsWith('papers/')).length).toBeGreaterThanOrEqual(3)
  const report = checkDossier(file, keys)
  expect(report).toMatchObject({ valid: true, trusted: true, manifest: { no, demo: true } })
  expect(wrongSteps(report)).toEqual([])
})

test('the same case gives a file of the same facts each time, and each export is itself told', async () => {
  const again = (await act(city.house, system, (ctx) => dossierOf(ctx, id), 60_000)).bytes
  expect(strFromU8(unzipSync(again)['facts.json']!)).toBe(strFromU8(unzipSync(file)['facts.json']!))
  const told = await city.sql<{ data: { sm3: string } }>('select data from ledger.fact where about = $1 order by seq', [`dossier:${id}`])
  expect(told.at(-1)!.data.sm3).toBe(sm3Hex(again))
})

test('any flipped bit is found, wherever it is', () => {
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(7), (at, bit) => {
      const changed = file.slice()
      changed[at]! ^= 1 << bit
      expect(checkDossier(changed, keys).valid).toBe(false)
    }),
    { numRuns: 300 },
  )
})

test('a file that was cut short or added to is no whole dossier', () => {
  for (const length of [0, 1, 21, 22, 1_000, file.length - 1]) expect(checkDossier(file.subarray(0, length), keys).valid).toBe(false)
  expect(checkDossier(new Uint8Array([...file, 0]), keys).valid).toBe(false)
  expect(checkDossier(zipSync({ 'a.txt': strToU8('a') }), keys)).toMatchObject({ valid: false, trusted: null })
})

describe('what was changed is named, even by one who seals it anew with a key of his own', () => {
  test.each<[string, (files: Record<string, Uint8Array>) => unknown, string[]]>([
    ['a word in a fact', edit('facts.json', (t) => t.replace('"channel": "web"', '"channel": "counter"')), ['chain']],
    ['who did it', edit('facts.json', (t) => t.replace(/"by": "[^"]+"/, '"by": "who:nobody"')), ['chain']],
    [
      'a fact cut out',
      (files) => {
        const chains = JSON.parse(strFromU8(files['facts.json']!))
        chains[0].facts = chains[0].facts.filter((f: { name: string }) => f.name !== 'case.answers-corrected')
        files['facts.json'] = strToU8(JSON.stringify(chains))
      },
      ['chain', 'answers'],
    ],
    ['the answers', edit('answers/2.json', (t) => t.replace('55', '59')), ['answers']],
    [
      'an answer taken out',
      (files) => {
        delete files['answers/2.json']
        files['answers.json'] = strToU8(JSON.stringify(JSON.parse(strFromU8(files['answers.json']!)).slice(0, 1)))
      },
      ['answers'],
    ],
    [
      'a material swapped',
      (files) => {
        const path = Object.keys(files).find((f) => f.startsWith('materials/layout-2'))!
        files[path] = pdf('another shop')
      },
      ['materials'],
    ],
    ['the day it is due', edit('clocks.json', (t) => t.replace(/"dueOn": "[^"]+"/, '"dueOn": "2023-12-31"')), ['clocks']],
    ['where it stands', edit('case.json', (t) => t.replace('"status": "accepted"', '"status": "approved"')), ['state']],
    ['the receipt of the ledger', edit('ledger.json', (t) => t.replace(/"hash": "[0-9a-f]{8}/, '"hash": "00000000')), ['checkpoint']],
    ['the checkpoint', edit('ledger.json', (t) => t.replace(/(ledger)(\\n)(\d+)/, '$1$29$3')), ['checkpoint']],
    ['a root', edit('roots.json', (t) => t.replace(/"hash": "[0-9a-f]{8}/, '"hash": "00000000')), ['roots']],
    [
      'shapes that mean nothing',
      (files) => Object.assign(files, { 'facts.json': strToU8('[{}]') }),
      ['chain', 'roots', 'answers', 'materials', 'state', 'clocks'],
    ],
  ])('%s', (_, change, named) => {
    const report = forged(change)
    expect(report.valid).toBe(false)
    expect(report.trusted).toBe(false)
    expect(wrongSteps(report)).toEqual(expect.arrayContaining(named))
    expect(wrongSteps(report)).not.toContain('signature')
  })

  test('sealed anew without a change it agrees with itself, and is told not to be of this city', () => {
    expect(forged(() => undefined)).toMatchObject({ valid: true, trusted: false })
  })
})

describe('who may take a dossier away', () => {
  test('the applicant his own; a stranger is told that it is not there', async () => {
    const own = await citizen.get(`/cases/${id}/dossier`)
    expect(own.status).toBe(200)
    expect(own.headers.get('content-type')).toBe('application/zip')
    expect((await (await city.citizen('欧阳晓兰')).get(`/cases/${id}/dossier`)).status).toBe(404)
    expect((await city.anyone().get(`/cases/${id}/dossier`)).status).toBe(401)
  })

  test('the chief, who leaves a trace that the applicant sees; a clerk without the right does not', async () => {
    expect((await (await city.staff('laizhiqiang')).get(`/cases/${id}/dossier`)).status).toBe(200)
    expect((await citizen.page('/me/reads')).text).toContain('整个案卷')
    expect((await (await city.staff('liufang')).get(`/cases/${id}/dossier`)).status).toBe(404)
  })
})

test('the page checks what is sent up where a browser cannot, and says what to do with a broken one', async () => {
  const send = async (bytes: Uint8Array) => {
    const form = new FormData()
    form.append('file', blob(bytes, 'application/zip'), '案卷.zip')
    return (await city.anyone().post('/dossiers/check', form)).body
  }
  expect((await send(file)).report).toMatchObject({ valid: true, trusted: true })
  expect((await send(file.subarray(0, 5_000))).report.valid).toBe(false)
  const nothing = await city.anyone().post('/dossiers/check', new FormData())
  expect(nothing).toMatchObject({ status: 422, body: { title: expect.stringContaining('请先选') } })
})

describe('账本凭证 of a case', () => {
  const receipt = async () =>
    (await citizen.get(`/cases/${id}/ledger`)) as { status: number; headers: Headers; body: Receipt; text: string }

  test('is taken away by the applicant alone, and holds by itself and under the keys of the city', async () => {
    const { status, body, text, headers } = await receipt()
    expect([status, headers.get('content-disposition')]).toEqual([200, expect.stringMatching(/^attachment/)])
    expect(checkProof(text, logKeys(city.house.checkpoints))).toMatchObject({
      valid: true,
      trusted: true,
      checkpoint: { size: expect.any(Number) },
    })
    const facts = await city.sql<{ seq: number; hash: string }>('select seq, hash from ledger.fact where about = $1 order by seq', [
      `case:${id}`,
    ])
    expect(body.facts.map(({ seq, hash }) => ({ seq, hash }))).toEqual(facts)
    expect(body.facts.every((f) => f.place !== null)).toBe(true)
    expect((await (await city.citizen('欧阳晓兰')).get(`/cases/${id}/ledger`)).status).toBe(404)
    expect((await (await city.staff('laizhiqiang')).get(`/cases/${id}/ledger`)).status).toBe(404)
    expect((await city.anyone().get(`/cases/${id}/ledger`)).status).toBe(401)
  })

  test('names no person', async () => {
    const { text } = await receipt()
    for (const word of ['钟家明', '刘芳', 'liufang', 'who:', 'party:']) expect(text).not.toContain(word)
  })

  test('a page of his case leads to it', async () => {
    expect((await citizen.page(`/cases/${id}`)).text).toContain(`href="/cases/${id}/ledger"`)
  })

  test('papers that are drawn after a checkpoint bear it', async () => {
    const next = (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
    await city.drain()
    const [newest] = await city.sql<{ size: number; hash: string }>('select size, hash from ledger.checkpoint order by size desc limit 1')
    const [paper] = await city.sql<{ id: string }>("select id from document.paper where about = $1 and kind = 'receipt'", [next])
    const ofd = await act(city.house, system, (ctx) => openPaperOfd(ctx, { id: paper!.id }))
    const pages = Object.entries(unzipSync(ofd.bytes)).filter(([name]) => /Content\.xml$/.test(name))
    const text = pages.flatMap(([, xml]) => [...strFromU8(xml).matchAll(/<ofd:TextCode[^>]*>([^<]*)</g)].map((m) => m[1])).join('')
    expect(text.replace(/\s+/g, '')).toContain(`账本检查点${newest!.size}：${newest!.hash}`)
  })
})
