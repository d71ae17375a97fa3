/** The house's command line over files that are written here: what it prints, and how it ends. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePem } from '../src/index.ts'
import { type OfdReport, signOfd, writeOfd } from '../src/ofd.ts'
import { changed, corner, replacing, sampleDraft, signing } from './ofd-kit.ts'
import { authority } from './office.ts'

const haoban = fileURLToPath(new URL('../../../bin/haoban.mjs', import.meta.url))

let folder: string
const at = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haoban-seal-'))
  const signed = await signOfd(await writeOfd(sampleDraft(1)), { ...signing(), places: [corner] })
  await writeFile(at('good.ofd'), signed)
  await writeFile(at('changed.ofd'), changed(signed, { 'OFD.xml': replacing('食品', '药品') }))
  await writeFile(at('root.pem'), writePem('CERTIFICATE', authority.issuing.certificate.der))
})
afterAll(async () => rm(folder, { recursive: true, force: true }))

function haobanSays(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [haoban, ...args], (error, out) => resolve({ code: Number(error?.code ?? 0), out }))
  })
}

test('a good file ends with 0, a changed one with 1, and the JSON names the step', async () => {
  const good = await haobanSays('seal', 'verify', at('good.ofd'), at('root.pem'), '--json')
  const report = JSON.parse(good.out) as OfdReport
  expect([good.code, report.valid, report.trusted]).toEqual([0, true, true])
  expect(Object.keys(report.signatures[0]!.steps).slice(0, 8)).toEqual([
    'format',
    'signature',
    'dataHash',
    'references',
    'sealEqual',
    'certInSeal',
    'sealSignature',
    'sealValid',
  ])
  const wrong = await haobanSays('seal', 'verify', at('changed.ofd'), '--json')
  expect([wrong.code, (JSON.parse(wrong.out) as OfdReport).signatures[0]!.steps.references]).toEqual([1, false])
})

test('people read sentences, and are told what to do where there is no file', async () => {
  const changedFile = await haobanSays('seal', 'verify', at('changed.ofd'))
  expect(changedFile.out).toContain('✗ 受保护的文件：OFD.xml 在签名后被改动')
  expect(changedFile.out).toContain('结论：不能认定有效')
  expect(await haobanSays('seal', 'verify', at('none.ofd'))).toMatchObject({ code: 2, out: expect.stringContaining('打不开') })
  expect((await haobanSays('seal', 'verify')).out).toContain('npx haoban seal verify 证照.ofd')
})
