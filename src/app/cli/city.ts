/** The commands that need the house: opening it, working in it, and what its keepers ask it. */
import { createReadStream } from 'node:fs'
import { openClock } from '#base/clock.ts'
import { openLog } from '#base/log.ts'
import { lockDataDir } from '#base/postgres/lock.ts'
import { openPostgres } from '#base/postgres/postgres.ts'
import { refusals } from '#base/refusal.ts'
import { openTracing } from '#base/trace.ts'
import { linesOf } from '#kernel/item/rules/import/plan.ts'
import { addUser } from '#kernel/permission/api.ts'
import { importCatalogue } from '#modules/catalogue/api.ts'
import { measureRows } from '#modules/programme/api.ts'
import { buildAssets } from '../build.ts'
import { cityFolderOf, mustBeMeant, settingsOf } from '../city.ts'
import { act, type House, system } from '../context.ts'
import { dataDirOf, type Env, openCity, openHouse } from '../open.ts'
import { mustBeFree, openServer } from '../server.ts'
import { openWorker } from '../worker.ts'
import { type Call, withHouse } from './house.ts'
import { columns, say } from './say.ts'

const refuse = refusals({
  'cli.no-file': [422, '请写明要导入的文件，例如：npx haoban items import 文件.jsonl'],
  'cli.user': [422, '请这样写：npx haoban user add 登录名 姓名 机构标识 口令'],
})

/** A line longer than this is no item, and is told as such instead of being read into memory. */
const mostCharacters = 1_000_000

type Stop = 'SIGINT' | 'SIGTERM'

/** Waits for Ctrl-C or a request to stop; a second one does not wait. */
const stopped = (): Promise<Stop> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })

/** How long a server that is asked to stop serves on while a balancer finds out; whoever pressed Ctrl-C wants no such wait. Seconds in HAOBAN_DRAIN. */
const drainOf = (signal: Stop, env: Env): number => (signal === 'SIGTERM' ? 1_000 * Number(env.HAOBAN_DRAIN ?? 5) : 0)

/** Opens the house from the ground up, and closes in reverse whatever was opened, also where a later step is refused. */
export async function start({ env }: Call): Promise<number> {
  const log = openLog(env.HAOBAN_LOG ?? 'warn')
  const clock = openClock(env)
  mustBeMeant(await settingsOf(openCity(cityFolderOf(env))), env)
  const port = Number(env.PORT ?? 8080)
  const opened: (() => Promise<void> | void)[] = []
  try {
    const tracing = await openTracing(env, 'haoban')
    if (tracing) opened.push(tracing.stop)
    const lock = env.DATABASE_URL ? undefined : await lockDataDir(dataDirOf(env), { port })
    if (lock) opened.push(lock.release)
    await mustBeFree(port)
    await buildAssets(log)
    const postgres = await openPostgres({ dataDir: dataDirOf(env), url: env.DATABASE_URL, log })
    opened.push(postgres.stop)
    const house = await openHouse(postgres.url, env, { log, clock, apart: !env.DATABASE_URL })
    opened.push(house.db.close)
    const server = await openServer(house, { port, replica: env.DATABASE_REPLICA_URL })
    let drain = 0
    opened.push(() => server.stop(drain))
    greet(server.port, house)
    drain = drainOf(await stopped(), env)
    say('正在停下……')
    return 0
  } finally {
    for (const close of opened.reverse()) await close()
  }
}

/** What a start would build otherwise, so that it can be copied to where nothing can be built. */
export async function build({ env }: Call): Promise<number> {
  await buildAssets(openLog(env.HAOBAN_LOG ?? 'info'))
  return 0
}

function greet(port: number, house: House): void {
  say(`\n好办已经打开：http://localhost:${port}/`)
  if (house.clock.demo) say(`演示时钟：${house.clock.now().toISOString()}`)
  say(`工作台：      http://localhost:${port}/desk`)
  if (house.city.demo)
    say('演示账户（口令都是 haoban-demo）：liufang 窗口 · zengwei 审查 · laizhiqiang 首席代表 · chenguodong 决定；群众在登录页上选一位就行')
  say('停下：Ctrl-C')
}

export async function work({ env }: Call): Promise<number> {
  mustBeMeant(await settingsOf(openCity(cityFolderOf(env))), env)
  const tracing = await openTracing(env, 'haoban-worker')
  const ended = await withHouse(env, async (house) => {
    const worker = await openWorker(house)
    say('正在处理后台任务，Ctrl-C 停下')
    await stopped()
    await worker.stop()
    return 0
  })
  await tracing?.stop()
  return ended
}

export async function importItems({ args, json, env }: Call): Promise<number> {
  const [path] = args
  if (!path) throw refuse('cli.no-file')
  return withHouse(env, async (house) => {
    const lines = linesOf(createReadStream(path, 'utf8'), mostCharacters)
    const report = await importCatalogue((work) => act(house, system, work, 300_000), openCity(cityFolderOf(env)), lines)
    say(
      json
        ? JSON.stringify(report)
        : `读了 ${report.read} 行，导入 ${report.imported} 条，退回 ${report.rejected.length} 条${report.rejected.map((r) => `\n  第 ${r.line} 行：${r.message}`).join('')}`,
    )
    return 0
  })
}

export async function measures({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const rows = await act(house, system, (ctx) => measureRows(ctx))
    const table = rows.map((r) => [
      r.code,
      r.short,
      r.rooms.join(' ') || '—',
      r.story ?? '—',
      r.built ? r.figures.map((f) => `${f.title} ${f.value ?? '暂无'}${f.value === null ? '' : f.unit}`).join('；') : '未建成',
    ])
    say(json ? JSON.stringify(rows) : columns([['代码', '举措', '房间', '故事', '实时数字'], ...table]))
    return 0
  })
}

export async function userAdd({ args, json, env }: Call): Promise<number> {
  const [login, name, organ, password] = args
  if (!login || !name || !organ || !password) throw refuse('cli.user')
  return withHouse(env, async (house) => {
    const account = await act(house, system, (ctx) => addUser(ctx, { login, name, organ, password }))
    say(json ? JSON.stringify(account) : `已添加 ${name}（${login}）。第一次登录要改口令；权限由系统管理员申请、安全保密管理员确认`)
    return 0
  })
}

/** Opening a house brings its database up to this version. */
export const migrate = ({ env }: Call): Promise<number> => withHouse(env, async () => 0)
