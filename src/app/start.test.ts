/** The house as people start, kill and stop it: real processes, a data directory of their own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Hono } from 'hono'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findHouse } from '#base/postgres/lock.ts'
import { listWorkingIn } from '#base/postgres/process.ts'
import { readAccess, url as urlOf } from '#base/postgres/record.ts'
import { answers, fillDraft, sendDraft } from '#test/food.ts'
import { Client } from '#test/kit.ts'

const here = new URL('../../', import.meta.url).pathname
const dir = mkdtempSync(join(tmpdir(), 'haoban-start-'))
const realDir = mkdtempSync(join(tmpdir(), 'haoban-real-start-'))
for (const folder of [dir, realDir]) chmodSync(folder, 0o711)
const children = new Set<ChildProcess>()
let port = 0
let site = ''

type Run = { child: ChildProcess; out: () => string; err: () => string; ended: Promise<number | null> }

function haoban(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, ['bin/haoban.mjs', ...args], {
    cwd: here,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '', HAOBAN_DATA: dir, PORT: String(port), HAOBAN_CLOCK: '2023-06-15T10:00+08:00', ...env },
  })
  children.add(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk) => {
    said.out += chunk
  })
  child.stderr.on('data', (chunk) => {
    said.err += chunk
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  return { child, out: () => said.out, err: () => said.err, ended }
}

/** Runs a command to its end. */
async function run(args: string[], env: Record<string, string> = {}): Promise<{ code: number | null; out: string; err: string }> {
  const { ended, out, err } = haoban(args, env)
  return { code: await ended, out: out(), err: err() }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port: free } = probe.address() as { port: number }
      probe.close(() => resolve(free))
    })
  })

const ready = async (): Promise<boolean> => (await fetch(`${site}/ready`).catch(() => undefined))?.ok ?? false

/** Waits until something is so, for a minute at most. */
async function until(so: () => boolean | Promise<boolean>, what: string, running?: Run): Promise<void> {
  for (const start = Date.now(); !(await so()); await sleep(50)) {
    if (running && running.child.exitCode !== null)
      throw new Error(`${what}: the process ended with ${running.child.exitCode}: ${running.out()} ${running.err()}`)
    if (Date.now() - start > 60_000) throw new Error(`${what}: a minute has passed ${running?.out() ?? ''} ${running?.err() ?? ''}`)
  }
}

async function start(env: Record<string, string> = {}): Promise<Run> {
  const running = haoban(['start'], env)
  await until(() => running.out().includes('Ctrl-C'), 'start', running)
  await until(ready, 'ready', running)
  return running
}

const postgresPids = (of = dir) => listWorkingIn(join(of, 'postgres')) as number[]
/** The main process of PostgreSQL by its own record; 0 while it is away. */
function mainPid(): number {
  const record = join(dir, 'postgres', 'postmaster.pid')
  return existsSync(record) ? Number(readFileSync(record, 'utf8').split('\n')[0]) : 0
}
const alive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function sql<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: urlOf(readAccess(dir)!) })
  await client.connect()
  try {
    return ((await client.query(text)) as unknown as { rows: T[] }).rows
  } finally {
    await client.end()
  }
}

/** Somebody with a browser, at the real address. */
async function citizen(): Promise<Client> {
  const client = new Client({
    request: (path: string, init: RequestInit) => fetch(`${site}${path}`, { ...init, redirect: 'manual' }),
  } as unknown as Hono)
  const [row] = await sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
  await client.post('/sign-in', { as: 'citizen', account: row!.id })
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
const casesIn = async () => (await sql<{ n: number }>('select count(*)::int n from cases.file'))[0]!.n

beforeAll(async () => {
  port = await freePort()
  site = `http://localhost:${port}`
})
afterAll(() => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of [dir, realDir]) {
    for (const pid of postgresPids(folder)) process.kill(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})

describe('before anything is opened', () => {
  test('an unknown command, and none, are told how to use it', async () => {
    const [unknown, none] = await Promise.all([run(['open', 'sesame']), run([])])
    expect([unknown.code, unknown.out]).toEqual([
      2,
      expect.stringMatching(/^用法：npx haoban <命令>[\s\S]*start[\s\S]*ledger verify[\s\S]*user add/),
    ])
    expect([none.code, none.out]).toEqual([0, unknown.out])
  })

  test('a clock of its own is for demonstrations only', async () => {
    const { code, out } = await run(['start'], { NODE_ENV: 'production' })
    expect([code, out.trim()]).toEqual([1, '正式运行的城市不能改时钟：请去掉 HAOBAN_CLOCK，或不要设 NODE_ENV=production'])
    expect(postgresPids()).toEqual([])
  })

  test('a port that is taken is named, and nothing stays behind', async () => {
    const other = createServer().listen(port)
    const { code, out } = await run(['start'])
    await new Promise((resolve) => other.close(resolve))
    expect([code, out.trim()]).toEqual([1, `端口 ${port} 已被别的程序占用。请停掉它，或用 PORT=别的端口 再启动`])
    expect([postgresPids(), findHouse(dir)]).toEqual([[], undefined])
  })
})

describe('a city from its founding on', () => {
  let house: Run

  test('the first start says where it is and who may sign in', async () => {
    house = await start({ HAOBAN_LOG: 'trace' })
    for (const words of [`好办已经打开：http://localhost:${port}/`, 'liufang', 'haoban-demo', '演示时钟：2023-06-15T02:'])
      expect(house.out()).toContain(words)
    expect(await (await fetch(`${site}/ready`)).json()).toMatchObject({ ready: true, now: expect.stringMatching(/^2023-06-15T02:0/) })
  })

  test('every page shows the clock it lives by', async () => {
    for (const path of ['/sign-in', '/lookup', '/check', '/nothing-here'])
      expect([path, await (await fetch(`${site}${path}`, { headers: { accept: 'text/html' } })).text()]).toEqual([
        path,
        expect.stringMatching(/演示时钟：.{0,40}2023年6月15日（周四）10:0/),
      ])
  })

  test('an address or a header too long is refused in a sentence', async () => {
    for (const request of [
      fetch(`${site}/lookup?code=${'a'.repeat(20_000)}`),
      fetch(site, { headers: { 'x-long': 'a'.repeat(20_000) } }),
    ]) {
      const answer = await request
      expect([answer.status, await answer.text()]).toEqual([
        431,
        '网址或请求头太长了。请从首页重新进来；还不行，清除浏览器里本站的 Cookie 再试',
      ])
    }
  })

  test('10 MB over the wire is refused in a sentence, and the next request is answered', async () => {
    const answer = await fetch(`${site}/lookup`, {
      method: 'POST',
      body: JSON.stringify({ code: 'x'.repeat(10 * 2 ** 20) }),
      headers: { 'content-type': 'application/json' },
    })
    expect([answer.status, ((await answer.json()) as { title: string }).title]).toEqual([
      413,
      '内容太大了，最多 1 MB。请分开提交，或把文件压缩后再传',
    ])
    expect(await ready()).toBe(true)
  })

  test('a whole application leaves no name, number or telephone in the log, at its most talkative', async () => {
    const who = await citizen()
    const sent = await sendDraft(who, await fillDraft(who))
    expect(sent.status).toBe(200)
    await who.get(`/cases/${sent.body.id}`)
    await until(async () => (await sql('select 1 from graphile_worker.jobs where attempts < max_attempts')).length === 0, 'jobs')
    expect(house.err()).not.toBe('')
    for (const said of [
      answers.operator!.phone!,
      '钟家明',
      '360702199003070017',
      '92360702MA9A00125A',
      '文清路',
      '客家小院',
      sent.body.queryCode,
    ])
      expect(house.err()).not.toContain(said)
  })

  test('a second start on the same data is told who lives there', async () => {
    const { code, out } = await run(['start'], { PORT: String(await freePort()) })
    expect([code, out.trim()]).toEqual([
      1,
      `这个数据目录正在被使用：进程 ${house.child.pid}，端口 ${port}。请先停掉它，或换一个 HAOBAN_DATA。`,
    ])
    expect(await ready()).toBe(true)
  })

  test('the keeper’s commands work beside the running server', async () => {
    const [verified, migrated, added] = await Promise.all([
      run(['ledger', 'verify', '--json']),
      run(['migrate']),
      run(['user', 'add', 'xinren', '新人', 'market-360702', 'Kuaiyidian-2023']),
    ])
    expect([verified.code, verified.err, JSON.parse(verified.out || 'null')]).toEqual([
      0,
      '',
      expect.objectContaining({ ok: true, broken: [] }),
    ])
    expect([migrated.code, migrated.err]).toEqual([0, ''])
    expect([added.code, added.out.trim()]).toEqual([
      0,
      '已添加 新人（xinren）。第一次登录要改口令；权限由系统管理员申请、安全保密管理员确认',
    ])
    const incomplete = await run(['user', 'add', 'xinren', '--json'])
    expect([incomplete.code, JSON.parse(incomplete.out)]).toEqual([
      1,
      { error: { code: 'cli.user', message: '请这样写：npx haoban user add 登录名 姓名 机构标识 口令' } },
    ])
    expect(await ready()).toBe(true)
  })

  test('PostgreSQL killed under it comes back, and nothing is lost', async () => {
    const before = await casesIn()
    const pid = mainPid()
    process.kill(pid, 'SIGKILL')
    await until(() => !alive(pid) && mainPid() !== pid && mainPid() !== 0, 'another PostgreSQL', house)
    await until(ready, 'ready again', house)
    expect(house.err()).not.toContain(readAccess(dir)!.password)
    expect([house.child.exitCode, await casesIn()]).toEqual([null, before])
    const who = await citizen()
    expect((await sendDraft(who, await fillDraft(who))).status).toBe(200)
    expect(await casesIn()).toBe(before + 1)
  })

  test('the server killed: the next start has the same data', async () => {
    const before = await casesIn()
    house.child.kill('SIGKILL')
    await house.ended
    house = await start()
    expect(await casesIn()).toBe(before)
  })

  test('both killed: the next start has the same data', async () => {
    const before = await casesIn()
    const pid = mainPid()
    house.child.kill('SIGKILL')
    process.kill(pid, 'SIGKILL')
    await house.ended
    house = await start()
    expect(await casesIn()).toBe(before)
  })

  test('a fact changed by one byte behind the house’s back is found and named', async () => {
    const [fact] = await sql<{ id: string; about: string }>(
      "select id, about from ledger.fact where name = 'case.submitted' order by id limit 1",
    )
    await sql(
      `alter table ledger.fact disable trigger fact_stays; update ledger.fact set data = jsonb_set(data, '{channel}', '"wec"') where id = ${fact!.id}; alter table ledger.fact enable trigger fact_stays`,
    )
    const [told, json] = await Promise.all([run(['ledger', 'verify']), run(['ledger', 'verify', '--json'])])
    expect([told.code, told.out.trim()]).toEqual([
      1,
      expect.stringMatching(new RegExp(`^第 ${fact!.id} 条事实（${fact!.about} 第 1 条 case\\.submitted）被改过：`)),
    ])
    expect([json.code, JSON.parse(json.out)]).toMatchObject([
      1,
      { ok: false, broken: [{ fact: Number(fact!.id), name: 'case.submitted' }] },
    ])
  })

  test('Ctrl-C stops all of it: no process, no claim, code 0', async () => {
    house.child.kill('SIGINT')
    expect([await house.ended, house.err()]).toEqual([0, ''])
    expect(house.out()).toContain('正在停下……')
    expect([postgresPids(), findHouse(dir), await ready()]).toEqual([[], undefined, false])
  })
})

describe('in production', () => {
  const env = { NODE_ENV: 'production', HAOBAN_CLOCK: '', HAOBAN_DATA: realDir }

  test('the demo city is refused before anything is founded', async () => {
    const { code, out } = await run(['start'], env)
    expect([code, out.trim()]).toEqual([1, expect.stringMatching(/是演示城市：.*HAOBAN_CITY=文件夹.*HAOBAN_DEMO=yes/)])
    expect([postgresPids(realDir), existsSync(join(realDir, 'postgres'))]).toEqual([[], false])
  })

  test('a real city opens and shows no demo account; the doctor names what is missing', async () => {
    const real = { ...env, HAOBAN_CITY: join(here, 'city/sample') }
    const house = await start(real)
    expect(house.out()).not.toMatch(/演示|haoban-demo/)
    const page = await (await fetch(`${site}/sign-in?as=staff`, { headers: { accept: 'text/html' } })).text()
    expect([page.includes('望川'), page.match(/演示|haoban-demo/)?.[0]]).toEqual([true, undefined])
    const { demoCode, citizens, staff } = (await (await fetch(`${site}/sign-in`, { headers: { accept: 'application/json' } })).json()) as {
      [list: string]: unknown
    }
    expect({ demoCode, citizens, staff }).toEqual({ demoCode: null, citizens: [], staff: [] })
    const doctor = await run(['doctor', '--json'], real)
    const said = JSON.parse(doctor.out)
    expect([doctor.code, said.ok]).toEqual([1, false])
    expect(said.findings.map((f: { check: string }) => f.check)).toEqual(expect.arrayContaining(['officers', 'tls', 'backup', 'powers']))
    expect(said.findings.filter((f: { sentence: string; then: string }) => !f.sentence || !f.then)).toEqual([])
    house.child.kill('SIGINT')
    expect([await house.ended, postgresPids(realDir)]).toEqual([0, []])
  })
})
