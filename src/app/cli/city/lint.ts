/** `haoban city lint`: every file of a city's folder by its schema, and what one file says against another. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ZodError, ZodType } from 'zod'
import { Refusal, refusals } from '#base/refusal.ts'
import { type CitySettings, mustAgree } from '#kernel/city.ts'
import { CalendarYear } from '#kernel/clock/schema.ts'
import { ElementsFile } from '#kernel/form/schema/element.ts'
import { HoldingTypes } from '#kernel/holding/schema.ts'
import { findingsOf } from '#kernel/item/rules/edit.ts'
import type { City } from '#kernel/item/rules/expand.ts'
import { Offers } from '#kernel/item/schema/draft.ts'
import { ItemFile } from '#kernel/item/schema/item.ts'
import { type Organ, Organs } from '#kernel/item/schema/organ.ts'
import type { CityFile, SeedCity } from '#kernel/module.ts'
import { cityOf } from '#kernel/party/rules/division.ts'
import { checkUscc, doubtUscc } from '#kernel/party/rules/identifier.ts'
import { type Division, Divisions } from '#kernel/party/schema.ts'
import { openCity, settingsOf } from '../../city.ts'
import { findRooms } from '../../house.ts'
import type { Call } from '../house.ts'
import { say } from '../say.ts'

const refuse = refusals({ 'cli.city-lint': [400, '请这样写：npx haoban city lint 文件夹'] })

type Fault = { path: string; rule: string; sentence: string }
export type CityReport = { items: number; organs: number; errors: Fault[] }

/** What is said of a folder: where, by which rule, and what to do. */
class Faults {
  readonly all: Fault[] = []
  say = (path: string, rule: string, sentence: string): void => void this.all.push({ path, rule, sentence })
  /** What a check of the program refuses stands here as one more fault. */
  refused(path: string, work: () => void): void {
    try {
      work()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      this.say(path, error.code, error.message)
    }
  }
  shape(path: string, error: ZodError): void {
    for (const issue of error.issues) this.say(issue.path.length ? `${path}#${issue.path.join('.')}` : path, 'file.shape', issue.message)
  }
}

/** Reads one file by its schema; undefined, with the fault said, where it is not there or not as it should be. */
async function readAs<T>(city: SeedCity, faults: Faults, path: string, schema: ZodType<T>, required?: string): Promise<T | undefined> {
  let content: unknown
  try {
    content = await city.find(path)
  } catch (error) {
    faults.say(path, 'file.unreadable', `这个文件读不出来：${(error as Error).message.split('\n')[0]}`)
    return undefined
  }
  if (content === undefined) {
    if (required) faults.say(path, 'file.missing', `缺少 ${path}（${required}）。可以从 npx haoban city new 建的文件夹里抄一份来改`)
    return undefined
  }
  const parsed = schema.safeParse(content)
  if (!parsed.success) faults.shape(path, parsed.error)
  return parsed.data
}

/** Sentences for whatever stands twice in a list. */
function twice(faults: Faults, path: string, of: string, values: readonly string[]): void {
  for (const value of new Set(values.filter((v, i) => values.indexOf(v) !== i))) faults.say(path, 'twice', `${of} ${value} 写了两次`)
}

function lintDivision(faults: Faults, settings: CitySettings, d: Division, codes: readonly string[]): void {
  const path = 'divisions.json'
  if (d.kind !== 'city' && !codes.includes(d.parent ?? ''))
    faults.say(path, 'division.parent', `${d.code} ${d.name}没写上级，或者上级 ${d.parent ?? ''} 不在表里`)
  if (d.code.length === 6 && cityOf(d.code) !== settings.division)
    faults.say(path, 'division.elsewhere', `${d.code} ${d.name}按代码不在 ${settings.division} 里`)
}

function lintDivisions(faults: Faults, settings: CitySettings, { divisions, retired }: Divisions): void {
  const path = 'divisions.json'
  const codes = divisions.map((d) => d.code)
  twice(faults, path, '区划', codes)
  if (divisions.find((d) => d.kind === 'city')?.code !== settings.division)
    faults.say(path, 'division.city', `市的代码要和 city.yaml 的 ${settings.division} 一样`)
  for (const d of divisions) lintDivision(faults, settings, d, codes)
  for (const r of retired)
    if (!codes.includes(r.replacedBy)) faults.say(path, 'division.retired', `${r.code} ${r.name}改成的 ${r.replacedBy} 不在表里`)
}

/** The years that a city needs: the one it is in and the next. */
async function lintCalendar(city: SeedCity, faults: Faults, year: number): Promise<void> {
  const files = (await city.list('calendar/')).filter((f) => /^\d{4}\.json$/.test(f))
  for (const file of files) {
    const content = await readAs(city, faults, `calendar/${file}`, CalendarYear)
    if (content && `${content.year}.json` !== file)
      faults.say(`calendar/${file}`, 'calendar.year', `文件名和里面的年份 ${content.year} 对不上`)
  }
  for (const wanted of [year, year + 1])
    if (!files.includes(`${wanted}.json`))
      faults.say(`calendar/${wanted}.json`, 'calendar.missing', `缺少 ${wanted} 年的日历，到时候算不出期限。请照国务院办公厅的放假通知补上`)
}

function lintOrgan(faults: Faults, o: Organ, { settings, codes, ids }: { settings: CitySettings; codes: string[]; ids: string[] }): void {
  const path = `organs.json#${o.id}`
  const wrong = checkUscc(o.uscc) ?? doubtUscc(o.uscc)
  if (wrong) faults.say(path, 'organ.uscc', wrong)
  if (o.id !== `${o.branch}-${o.division}`) faults.say(path, 'organ.id', `标识要由条线和区划组成：${o.branch}-${o.division}`)
  if (!codes.includes(o.division)) faults.say(path, 'organ.division', `区划 ${o.division} 不在 divisions.json 里`)
  if (o.parent !== undefined && !ids.includes(o.parent)) faults.say(path, 'organ.parent', `上级机构 ${o.parent} 不在名录里`)
  faults.refused(path, () => mustAgree(settings, `organs.json 里的 ${o.id} `, o))
}

type Known = { settings: CitySettings; city: City; elements: ElementsFile['elements'] }

async function lintItem(folder: SeedCity, faults: Faults, code: string, { settings, city, elements }: Known): Promise<void> {
  const at = `items/${code}/item.yaml`
  const file = await readAs(folder, faults, at, ItemFile, '事项')
  if (!file) return
  if (file.code !== code) faults.say(at, 'item.code', `code 要和文件夹的名字 ${code} 一样`)
  faults.refused(at, () => mustAgree(settings, `事项“${file.name}”`, file))
  const form = await folder.find(`items/${code}/form.json`).catch(() => undefined)
  if (form === undefined) return faults.say(`items/${code}/form.json`, 'file.missing', '缺少表单，或者不是完整的 JSON')
  const joins = { city, elements: new Map(elements.map((e) => [e.id, e])) }
  for (const f of findingsOf(file, form, joins))
    if (f.severity === 'error')
      faults.say(f.path.startsWith('form.') ? `items/${code}/form.json#${f.path.slice(5)}` : `${at}#${f.path}`, f.rule, f.sentence)
}

/** All that is wrong with a city's folder. `year` is the one it is opened in, `files` what the rooms read. */
export async function lintCity(folder: SeedCity, year: number, files: ReadonlyMap<string, CityFile>): Promise<CityReport> {
  const faults = new Faults()
  const settings = await settingsOf(folder)
  const listed = await readAs(folder, faults, 'divisions.json', Divisions, '区划')
  if (listed) lintDivisions(faults, settings, listed)
  await lintCalendar(folder, faults, year)
  for (const [path, { schema, required }] of files) await readAs(folder, faults, path, schema, required)
  const quiet = new Faults()
  const organs = (await readAs(folder, quiet, 'organs.json', Organs)) ?? []
  const codes = (listed?.divisions ?? []).map((d) => d.code)
  const ids = organs.map((o) => o.id)
  twice(faults, 'organs.json', '机构', ids)
  twice(faults, 'organs.json', '统一社会信用代码', organs.map((o) => o.uscc)) // biome-ignore format: one line a check
  for (const o of organs) lintOrgan(faults, o, { settings, codes, ids })
  for (const offer of (await readAs(folder, quiet, 'catalogue.yaml', Offers)) ?? [])
    faults.refused('catalogue.yaml', () => mustAgree(settings, `catalogue.yaml 里的 ${offer.code} `, offer))
  const elements = await readAs(folder, quiet, 'elements.yaml', ElementsFile)
  if (elements) faults.refused('elements.yaml', () => mustAgree(settings, 'elements.yaml ', elements))
  const items = await folder.list('items/')
  await lintTypes(folder, faults, settings, items)
  const known = { settings, city: { organs, divisions: listed?.divisions ?? [] }, elements: elements?.elements ?? [] }
  for (const code of items) await lintItem(folder, faults, code, known)
  return { items: items.length, organs: organs.length, errors: faults.all }
}

async function lintTypes(folder: SeedCity, faults: Faults, settings: CitySettings, items: readonly string[]): Promise<void> {
  const path = 'licence-types.yaml'
  const file = await readAs(folder, new Faults(), path, HoldingTypes)
  if (!file) return
  faults.refused(path, () => mustAgree(settings, `${path} `, file))
  twice(faults, path, '证照类型', file.types.map((t) => t.code)) // biome-ignore format: one line a check
  for (const t of file.types) {
    if (t.demo && !settings.demo) faults.refused(path, () => mustAgree(settings, `${path} 里的“${t.name}”`, t))
    const wrong = checkUscc(t.code.slice(0, 18))
    if (wrong) faults.say(`${path}#${t.code}`, 'type.code', `证照类型代码的前 18 位是定义机构的代码：${wrong}`)
  }
  const granted = ((await folder.read<{ types: { name: string; items?: string[] }[] }>(path)).types ?? []).flatMap((t) =>
    (t.items ?? []).map((item) => [t.name, item] as const),
  )
  for (const [name, item] of granted) if (!items.includes(item)) faults.say(path, 'type.item', `“${name}”写的事项 ${item} 不在 items/ 里`)
}

export async function cityLint({ args, json }: Call): Promise<number> {
  const [folder] = args
  if (!folder) throw refuse('cli.city-lint')
  const files = new Map((await findRooms()).flatMap((room) => Object.entries(room.files ?? {})))
  const report = await lintCity(openCity(pathToFileURL(`${resolve(folder)}/`)), new Date().getFullYear(), files)
  if (json) say(JSON.stringify(report))
  else {
    for (const e of report.errors) say(`${e.path}：${e.sentence}`)
    const end = report.errors.length ? `，有 ${report.errors.length} 处要改` : '，没有错误'
    say(`${report.organs} 个机构，${report.items} 个事项${end}`)
  }
  return report.errors.length ? 1 : 0
}
