/** `npx haoban dossier` and `dossier verify`, beside a city that is working. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest'
import { fillDraft, sendDraft } from '#test/food.ts'
import { openTestCity, type TestCity } from '#test/kit.ts'
import { verifyDossier, writeDossier } from './dossier.ts'

let city: TestCity
let no: string
const dir = mkdtempSync(join(tmpdir(), 'haoban-dossier-cli-'))
const file = join(dir, '案卷.zip')
const env = () => ({
  DATABASE_URL: city.house.url,
  HAOBAN_DATA: inject('database').dataDir,
  HAOBAN_STORAGE: join(inject('database').dataDir, 'files'),
  HAOBAN_LOG: 'silent',
})

beforeAll(async () => {
  city = await openTestCity('2023-06-16T10:00:00+08:00')
  const citizen = await city.citizen('钟家明')
  no = (await sendDraft(citizen, await fillDraft(citizen))).body.no
})
afterAll(async () => {
  await city.close()
  rmSync(dir, { recursive: true, force: true })
})

/** What a command said, and how it ended. */
async function run(command: typeof writeDossier, args: string[], json = true): Promise<{ code: number; said: string }> {
  const written: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  const code = await command({ args, json, env: env() }).finally(() => spy.mockRestore())
  return { code, said: written.join('') }
}

test('a case is written by its number, and the file is whole and of this city', async () => {
  expect((await run(writeDossier, [no, file])).code).toBe(0)
  const { code, said } = await run(verifyDossier, [file])
  expect(code).toBe(0)
  expect(JSON.parse(said)).toMatchObject({ valid: true, trusted: true, manifest: { no } })
  expect((await run(verifyDossier, [file], false)).said).toContain('结论：案卷完好，没有改动')
}, 180_000)

test('a file that is there already stays, and a number that is not there is told', async () => {
  await expect(run(writeDossier, [no, file])).rejects.toMatchObject({ code: 'cli.file-there' })
  await expect(run(writeDossier, ['1136', join(dir, 'x.zip')])).rejects.toMatchObject({ code: 'dossier.not-yours' })
}, 180_000)

test('a flipped byte ends with 1 and names the place', async () => {
  const bytes = readFileSync(file)
  bytes[bytes.indexOf('%PDF', bytes.indexOf('materials/rules'))]! ^= 1
  const changed = join(dir, 'changed.zip')
  writeFileSync(changed, bytes)
  const { code, said } = await run(verifyDossier, [changed], false)
  expect(code).toBe(1)
  expect(said).toMatch(/materials\/rules-1-1-rules\.pdf 被改过/)
})
