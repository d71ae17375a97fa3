/** The folder of the city that this house serves: its files, its settings, and whether it may be opened here. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import type { Nature } from '#base/founding.ts'
import { refusals } from '#base/refusal.ts'
import { CitySettings } from '#kernel/city.ts'
import type { SeedCity } from '#kernel/module.ts'
import type { Divisions } from '#kernel/party/schema.ts'

export type Env = Record<string, string | undefined>

const refuse = refusals({
  'city.missing': [
    422,
    '{folder} 里没有 city.yaml，这不是一座城市的文件夹。请改正 HAOBAN_CITY，或用 npx haoban city new 文件夹 --division 区划代码 --name 名称 建一座',
  ],
  'city.settings': [422, '{folder} 的 city.yaml 写得不对：{why}。请改正后再启动'],
  'city.other-division': [422, 'divisions.json 里的市是 {listed}，city.yaml 写的是 {said}。请把两处写成同一个区划代码'],
  'city.clock': [422, '真实的城市不能改时钟。请去掉 HAOBAN_CLOCK'],
  'city.demo-in-production': [
    409,
    '{name}是演示城市：里面的人和数据是虚构的，密码是公开的，谁都能进。正式运行请用 HAOBAN_CITY=文件夹 指到真实的城市（用 npx haoban city new 建）；只是公开演示，就加上 HAOBAN_DEMO=yes 再启动',
  ],
  'city.founded-demo': [
    409,
    '这个数据库是演示城市的，不能用来开真实的城市{name}，里面的演示账户和数据去不掉。请换一个空的数据库（DATABASE_URL 或 HAOBAN_DATA）',
  ],
  'city.founded-real': [
    409,
    '这个数据库是真实的城市的，不能改成演示城市。请把 HAOBAN_CITY 指回原来的文件夹；要看演示，请换一个空的数据库（DATABASE_URL 或 HAOBAN_DATA）',
  ],
  'city.founded-elsewhere': [
    409,
    '这个数据库是为区划 {was} 建的，{name}的区划是 {now}。一个数据库只给一座城市用：请把 HAOBAN_CITY 指回原来的文件夹，或换一个空的数据库',
  ],
})

const demoCity = new URL('../../city/ganzhou/', import.meta.url)

/** The folder of the city that this house serves: `HAOBAN_CITY`, or the demo city. */
export const cityFolderOf = (env: Env): URL => (env.HAOBAN_CITY ? pathToFileURL(`${resolve(env.HAOBAN_CITY)}/`) : demoCity)

const readers: Record<string, (text: string) => unknown> = { json: JSON.parse, yaml: parse }

/** The city as files: JSON and YAML by their endings, anything else as text. */
export function openCity(folder: URL = demoCity): SeedCity {
  const read = async <T>(path: string): Promise<T> => {
    const text = await readFile(new URL(path, folder), 'utf8')
    return (readers[path.split('.').at(-1)!]?.(text) ?? text) as T
  }
  return {
    folder: fileURLToPath(folder),
    read,
    async find<T>(path: string): Promise<T | undefined> {
      return existsSync(new URL(path, folder)) ? read<T>(path) : undefined
    },
    async list(path) {
      const at = new URL(path, folder)
      return existsSync(at) ? (await readdir(at)).sort() : []
    },
  }
}

/** What `city.yaml` says; refused in a sentence where it is not there or says it wrong. */
export async function settingsOf(city: SeedCity): Promise<CitySettings> {
  const written = await city.find('city.yaml')
  if (written === undefined) throw refuse('city.missing', { folder: city.folder })
  const read = CitySettings.safeParse(written)
  if (read.success) return read.data
  const why = read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；')
  throw refuse('city.settings', { folder: city.folder, why })
}

/** The list of divisions belongs to the city that the settings name. */
export function mustBeOfCity(settings: CitySettings, { divisions }: Divisions): void {
  const listed = divisions.find((d) => d.kind === 'city')?.code
  if (listed !== settings.division) throw refuse('city.other-division', { listed: listed ?? '没写', said: settings.division })
}

/** A real city lives by the true clock. */
export function mustKeepTime({ demo }: CitySettings, env: Env): void {
  if (!demo && env.HAOBAN_CLOCK) throw refuse('city.clock')
}

/** A demo city is opened in production by whoever says that he means it. */
export function mustBeMeant({ demo, name }: CitySettings, env: Env): void {
  if (demo && env.NODE_ENV === 'production' && env.HAOBAN_DEMO !== 'yes') throw refuse('city.demo-in-production', { name })
}

/** A database belongs to one city for its whole life, and is demo or real for its whole life. */
export function mustBeTheSame(was: Nature | undefined, { demo, division: now, name }: CitySettings): void {
  if (was === undefined) return
  if (was.demo !== demo) throw refuse(was.demo ? 'city.founded-demo' : 'city.founded-real', { name })
  if (was.division !== null && was.division !== now) throw refuse('city.founded-elsewhere', { was: was.division, now, name })
}
