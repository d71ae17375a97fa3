/** `haoban city new`: a small, whole, real city as a folder, to be filled by its officers. */
import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { stringify } from 'yaml'
import { refusals } from '#base/refusal.ts'
import type { SeedCity } from '#kernel/module.ts'
import { cityOf } from '#kernel/party/rules/division.ts'
import { openCity, settingsOf } from '../../city.ts'
import type { Call } from '../house.ts'
import { say } from '../say.ts'
import { divisionsOf, findCity } from './china.ts'

const refuse = refusals({
  'cli.city-new': [400, '请这样写：npx haoban city new 文件夹 --division 330100 --name 杭州市'],
  'cli.city-unknown': [422, '没有代码是 {division} 的市。请写地级市或直辖市的六位代码，例如 330100 杭州市'],
  'cli.city-county': [422, '{division} 是县级的代码。一座城市按地级市或直辖市来建，请写 {city}'],
  'cli.city-name': [422, '{division} 是{known}，不是{name}。请核对代码和名称'],
  'cli.city-folder': [409, '{folder} 里已经有东西。请换一个空的文件夹'],
})

type Asked = { folder: string; division: string; name: string }

function read(args: string[]): Asked {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    strict: false,
    options: { division: { type: 'string' }, name: { type: 'string' } },
  })
  const { division, name } = values
  const [folder] = positionals
  if (!folder || typeof division !== 'string' || typeof name !== 'string') throw refuse('cli.city-new')
  return { folder: resolve(folder), division, name }
}

const shortOf = (name: string): string => (name.length > 2 ? name.replace(/市$/, '') : name)

/** What a new city takes over from the demo city as it stands: nothing in these files is made up. */
const taken = ['messages/templates.yaml', 'elements.yaml', 'roles.json', 'search/dictionary.txt', 'search/synonyms.txt']

/** Copies a file in the name of the new city; what is demo in it is not. */
async function adopt(from: string, to: string, own: { was: string; now: string }): Promise<void> {
  const text = await readFile(from, 'utf8')
  const lines = text.split('\n').map((line) => line.replace(/^demo: true$/, 'demo: false').replace(/, "demo": true\}/, '}'))
  await mkdir(dirname(to), { recursive: true })
  await writeFile(to, lines.join('\n').replaceAll(own.was, own.now))
}

/** Limits that hold everywhere, without the remarks on what another city has still to find out. */
async function adoptLimits(model: SeedCity, path: string, folder: string): Promise<void> {
  const { verify: _, ...limits } = await model.read<Record<string, unknown>>(path)
  await writeFile(join(folder, path), stringify(limits))
}

const readme = ({ name, division }: Asked, source: string) => `# ${name}

一座城市就是这个文件夹。\`city.yaml\` 写的是城市本身（区划 ${division}），其余文件按名字各管一件事：

| 文件 | 管什么 | 现在 |
|---|---|---|
| \`divisions.json\` | 市和县（市、区） | 已填，来源：${source}。功能区、撤销的代码请自己补 |
| \`calendar/\` | 每年的放假和调休 | 已填；国务院办公厅发了新的安排就补一年 |
| \`roles.json\` | 岗位和权限 | 已填，可以改 |
| \`elements.yaml\` | 表单用的数据元 | 已填，可以加 |
| \`messages/templates.yaml\` | 站内消息和短信 | 已填，请核对短信签名 |
| \`evaluation.yaml\` \`rectification.yaml\` | 好差评的规则、整改期限 | 已填，请按本市的规定改 |
| \`organs.json\` | 机构名录 | 空的，用导入或者在工作台登记 |
| \`catalogue.yaml\` | 还没有单位认领的基本目录 | 空的 |
| \`licence-types.yaml\` | 电子证照类型 | 空的 |
| \`items/\` | 事项，一个一个文件夹：\`item.yaml\`、\`form.json\`，需要的再加 \`decision.dmn\`、\`process.bpmn\` | 还没有 |

权力不写在这里：每个事项由谁在哪里决定，用 \`npx haoban powers import 文件\` 从权责清单导入；没有权责依据的事项不能申请。

改完用 \`npx haoban city lint 这个文件夹\` 检查，再用 \`HAOBAN_CITY=这个文件夹 npx haoban start\` 打开。
`

/** Writes the folder; refused where the code is no city's, or the folder is not empty. */
export async function writeCity(asked: Asked): Promise<{ counties: number }> {
  const { folder, division, name } = asked
  const known = await findCity(division)
  if (!known && (await findCity(cityOf(division)))) throw refuse('cli.city-county', { division, city: cityOf(division) })
  if (!known) throw refuse('cli.city-unknown', { division })
  if (known.name !== name) throw refuse('cli.city-name', { division, known: known.name, name })
  if (existsSync(folder) && (await readdir(folder)).length > 0) throw refuse('cli.city-folder', { folder })
  const model = openCity()
  const shortName = shortOf(name)
  const own = { was: (await settingsOf(model)).shortName, now: shortName }
  await mkdir(folder, { recursive: true })
  await cp(join(model.folder, 'calendar'), join(folder, 'calendar'), { recursive: true })
  for (const path of taken) await adopt(join(model.folder, path), join(folder, path), own)
  for (const path of ['evaluation.yaml', 'rectification.yaml']) await adoptLimits(model, path, folder)
  const brand = { zh: `好办 · ${shortName}` }
  const write = (path: string, text: string) => writeFile(join(folder, path), text)
  const divisions = divisionsOf(division, name, known.counties)
  await write('city.yaml', stringify({ name, shortName, division, demo: false, brand, timeZone: 'Asia/Shanghai' }))
  await write('divisions.json', `${JSON.stringify({ divisions, retired: [], fillers: [] }, null, 2)}\n`)
  await write('organs.json', '[]\n')
  await write('catalogue.yaml', '[]\n')
  await write('licence-types.yaml', 'demo: false\ntypes: []\n')
  await write('README.md', readme(asked, known.source))
  return { counties: known.counties.length }
}

export async function cityNew({ args, json }: Call): Promise<number> {
  const asked = read(args)
  const { counties } = await writeCity(asked)
  say(
    json
      ? JSON.stringify({ ...asked, counties })
      : `已建好 ${asked.folder}：${asked.name}和 ${counties} 个县（市、区）。下一步看里面的 README.md`,
  )
  return 0
}
