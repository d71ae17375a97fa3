/** The document of the interface is sound by the rules of others, names all that can be refused, and two clients live a case by it. */
import { execFile } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { serve } from '@hono/node-server'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import openapiTs, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '#app/http/openapi.ts'
import { pdf } from '../food.ts'
import { type Answer, openTestCity, type TestCity } from '../kit.ts'
import { storyWith } from '../story.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../', import.meta.url))
const guide = join(root, 'docs/guide/integrate')

type Doc = {
  servers: { url: string }[]
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>
}
let city: TestCity
let doc: Doc
beforeAll(async () => {
  city = await openTestCity()
  doc = (await city.anyone().get('/openapi.json')).body as Doc
})
afterAll(() => city.close())

test('Redocly’s recommended rules find no error and no warning', async () => {
  const config = await createConfig(readFileSync(join(guide, 'redocly.yaml'), 'utf8'))
  // as a city writes it whose HAOBAN_URL is set: the address of a test is none that Redocly lets pass
  const served = openApi({ ...city.house, site: 'https://city.gov.cn' })
  const problems = await lintFromString({ source: JSON.stringify(served), absoluteRef: 'openapi.json', config })
  expect(problems.map((p) => `${p.ruleId}: ${p.message} ${p.location[0]?.pointer}`)).toEqual([])
})

test('it is of the address people reach the house at', () => expect(doc.servers).toEqual([{ url: city.house.site }]))

test('every operation has a name of its own, made of room and action', () => {
  const ids = Object.values(doc.paths).flatMap((verbs) => Object.values(verbs).map((o) => o.operationId))
  expect(ids.length).toBe(city.house.rooms.flatMap((r) => r.routes ?? []).length)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(expect.arrayContaining(['window.submitDraft', 'window.actOnCase', 'permission.signIn']))
})

/** The codes that an operation may answer with at a status, with all references followed. */
function codesAt(operation: { responses: Record<string, unknown> }, status: number): string[] {
  const codes: string[] = []
  const visit = (value: unknown): void => {
    if (value === null || typeof value !== 'object') return
    const { $ref } = value as { $ref?: string }
    const names = ($ref ?? '').slice(2).split('/')
    if ($ref) visit(names.reduce((at: unknown, name) => (at as Record<string, unknown>)[name], doc))
    if (Array.isArray((value as { enum?: unknown }).enum)) codes.push(...(value as { enum: string[] }).enum)
    for (const inner of Object.values(value)) visit(inner)
  }
  visit(operation.responses[status])
  return codes
}

test('what is refused is refused with a code and a status that stand at its operation', async () => {
  const [stranger, citizen, clerk] = [city.anyone(), await city.citizen('钟家明'), await city.staff('liufang')]
  const json = { 'content-type': 'application/json' }
  const met: [verb: string, path: string, answer: Answer][] = [
    ['get', '/me', await stranger.get('/me')],
    ['get', '/accounts', await citizen.get('/accounts')],
    ['get', '/cases/{id}', await citizen.get('/cases/none')],
    ['get', '/items/{code}', await stranger.get('/items/none')],
    ['post', '/sign-in', await stranger.send('POST', '/sign-in', { body: '{', headers: json })],
    ['post', '/sign-in', await stranger.post('/sign-in', { as: 'staff', login: 'liufang', password: 'wrong' })],
    ['post', '/parties/find', await clerk.post('/parties/find', {})],
    ['post', '/drafts/{id}/check', await citizen.post('/drafts/none/check', { agree: true })],
    ['get', '/licences/{id}', await citizen.get('/licences/none')],
  ]
  for (const [verb, path, { status, body }] of met) {
    const at = `${verb} ${path} ${status} ${body.code}`
    expect(status, at).toBeGreaterThanOrEqual(400)
    expect(status, at).toBeLessThan(500)
    expect(codesAt(doc.paths[path]![verb]!, status), at).toContain(body.code)
  }
  for (const verbs of Object.values(doc.paths))
    for (const operation of Object.values(verbs)) {
      expect(codesAt(operation, 503)).toEqual(expect.arrayContaining(['house.busy', 'house.away', 'house.full']))
      expect(codesAt(operation, 401)).toContain('sign-in.first')
    }
})

describe('a case lived by a program of another house', () => {
  let dir: string
  let site: string
  let server: ReturnType<typeof serve>
  beforeAll(async () => {
    mkdirSync(join(root, '.tmp'), { recursive: true })
    dir = mkdtempSync(join(root, '.tmp/client-'))
    await new Promise<void>((resolve) => {
      server = serve({ fetch: city.app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve())
    })
    site = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    writeFileSync(join(dir, 'paper.pdf'), pdf('材料'))
    const story = storyWith(join(dir, 'paper.pdf'))
    writeFileSync(join(dir, 'story.json'), JSON.stringify(story))
  })
  afterAll(() => {
    server.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const approvedCases = async () =>
    (await city.sql<{ n: number }>("select count(*)::int n from ledger.fact where name = 'case.approved' and about like 'case:%'"))[0]!.n

  test('with types from openapi-typescript, which the compiler holds it to', async () => {
    writeFileSync(join(dir, 'city.d.ts'), astToString(await openapiTs(doc as unknown as OpenAPI3)))
    copyFileSync(join(guide, 'case-client.mts'), join(dir, 'case-client.mts'))
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const strict = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023', '--types', 'node']
    const compile = (file: string) => run(process.execPath, [tsc, ...strict, '--allowImportingTsExtensions', join(dir, file)])
    await compile('case-client.mts')
    const wrong = readFileSync(join(dir, 'case-client.mts'), 'utf8').replace('{ agree: true }', '{ agree: 1 }')
    writeFileSync(join(dir, 'wrong.mts'), wrong)
    await expect(compile('wrong.mts')).rejects.toMatchObject({ stdout: expect.stringContaining("'number' is not assignable") })
    const before = await approvedCases()
    const { stdout } = await run(process.execPath, ['--import', 'tsx', join(dir, 'case-client.mts'), site, join(dir, 'story.json')], {
      cwd: root,
    })
    expect(JSON.parse(stdout)).toBeTypeOf('object')
    expect(await approvedCases()).toBe(before + 1)
  })

  test('in Python, with its standard library alone', async () => {
    const before = await approvedCases()
    const { stdout } = await run('python3', ['-I', join(guide, 'case_client.py'), site, join(dir, 'story.json')])
    expect(JSON.parse(stdout)).toBeTypeOf('object')
    expect(await approvedCases()).toBe(before + 1)
  })
})
