/** Real processes, killed for real. The tests follow each other on one data directory, as a city's days do. */
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { ask, busy, cities, endAll, house, newDir, silent } from './fixture/houses.ts'
import { openPostgres } from './postgres.ts'
import { bornOf, listWorkingIn, waitGone } from './process.ts'

const root = process.getuid?.() === 0

afterAll(endAll)

describe('one data directory through its days', () => {
  const dir = newDir()
  const folder = join(dir, 'postgres')
  let address = ''

  test('the first start makes a database that speaks Chinese, keeps our time and listens to this machine alone', async () => {
    const first = house(dir)
    const { url, role } = await first.next()
    expect(role).toBe('owner')
    address = url!
    const [row] = await ask<Record<string, string>>(
      address,
      `select current_setting('server_encoding') e, current_setting('timezone') z, current_setting('listen_addresses') l, current_setting('fsync') f,
        current_setting('full_page_writes') w, current_setting('synchronous_commit') s, current_setting('jit') j, current_setting('shared_buffers') b,
        current_setting('password_encryption') p, current_setting('unix_socket_directories') u, current_database() d,
        (select datctype from pg_database where datname = current_database()) c`,
    )
    expect(row).toEqual({
      e: 'UTF8',
      z: 'Asia/Shanghai',
      l: '127.0.0.1',
      f: 'on',
      w: 'on',
      s: 'on',
      j: 'off',
      b: '256MB',
      p: 'scram-sha-256',
      u: '',
      d: 'haoban',
      c: 'C.UTF-8',
    })
    await ask(address, `create table city (name text); insert into city values ('赣州')`)
    expect(statSync(join(dir, 'postgres.json')).mode & 0o777).toBe(0o600)
    expect(await first.stop()).toEqual({ stopped: true })
    expect(listWorkingIn(folder)).toEqual([])
  })

  test('the password is asked for, also on this machine', async () => {
    const first = house(dir)
    await first.next()
    await expect(ask(address.replace(/:[^:@]+@/, ':guess@'), 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await first.stop()
  })

  test('the second start keeps address and data, and a second house is refused by name', async () => {
    const first = house(dir)
    const { url } = await first.next()
    expect(url).toBe(address)
    const { refused, sentence } = await house(dir).next()
    expect(refused).toBe('data.busy')
    expect(sentence).toBe(`这个数据目录正在被使用：进程 ${first.child.pid}，端口 8080。请先停掉它，或换一个 HAOBAN_DATA。`)
    expect(await cities(address)).toEqual(['赣州'])
    await first.stop()
  })

  test('PostgreSQL killed in the middle of work comes back at the same address, nothing lost', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    await ask(address, `insert into city values ('瑞金')`)
    await busy(address)
    process.kill(pid!, 'SIGKILL')
    expect((await first.next()).error).toContain('died')
    const { back } = await first.next()
    expect(back).not.toBe(pid)
    expect(await cities(address)).toEqual(['瑞金', '赣州'])
    await first.stop()
  })

  test('the server killed: the next one takes over the PostgreSQL that still runs', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    await first.kill()
    expect(bornOf(pid!)).toBeDefined()
    await ask(address, `insert into city values ('南康')`)
    const second = house(dir)
    expect(await second.next()).toMatchObject({ url: address, pid })
    process.kill(pid!, 'SIGKILL')
    await second.next()
    expect((await second.next()).back).toBeDefined()
    expect(await cities(address)).toContain('南康')
    await second.stop()
    expect(listWorkingIn(folder)).toEqual([])
  })

  test('both killed at once: the next start recovers everything that was committed', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    await ask(address, `insert into city select '村' || n from generate_series(1, 20000) n`)
    await busy(address)
    await first.kill()
    process.kill(pid!, 'SIGKILL')
    const second = house(dir)
    expect((await second.next()).url).toBe(address)
    expect(await ask(address, 'select count(*)::int n from city')).toEqual([{ n: 20_003 }])
    await second.stop()
  })

  test('a number left by a dead PostgreSQL and used again by another program does not bar the start', async () => {
    const stranger = spawn('/bin/sleep', ['60'], root ? { uid: statSync(folder).uid } : {})
    writeFileSync(join(folder, 'postmaster.pid'), `${stranger.pid}\n${folder}\n1\n18200\n\n127.0.0.1\n\nready\n`)
    const first = house(dir)
    expect((await first.next()).url).toBe(address)
    expect(bornOf(stranger.pid!)).toBeDefined()
    await first.stop()
    stranger.kill('SIGKILL')
  })

  test('Ctrl-C reaches the server alone, which then stops PostgreSQL in good order', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    first.child.kill('SIGINT')
    expect(await first.next()).toEqual({ stopped: true })
    expect(await waitGone(pid!, 5_000)).toBe(true)
    expect(readFileSync(join(folder, 'log', readdirSync(join(folder, 'log'))[0]!), 'utf8')).toContain('database system is shut down')
    const session = (n: number | 'self') => readFileSync(`/proc/${n}/stat`, 'utf8').split(') ')[1]!.split(' ')[3]
    const second = house(dir)
    const started = (await second.next()).pid!
    expect(session(started)).toBe(String(started))
    await second.stop()
  })

  test('a guest uses the PostgreSQL of the running server and leaves it running', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    const guest = house(dir, 'guest')
    expect(await guest.next()).toEqual({ url: address, pid, role: 'guest' })
    await guest.stop()
    expect(await cities(address)).toContain('赣州')
    await first.stop()
  })

  test('two guests at once on a sleeping directory start one PostgreSQL; the last one to leave stops it', async () => {
    const guests = [house(dir, 'guest'), house(dir, 'guest')]
    const [one, two] = await Promise.all(guests.map((g) => g.next()))
    expect(one!.pid).toBe(two!.pid)
    await guests[0]!.stop()
    expect(await cities(address)).toContain('赣州')
    await guests[1]!.stop()
    expect(bornOf(one!.pid!)).toBeUndefined()
  })

  test('a server that stops leaves PostgreSQL to a guest still at work, and a guest that was killed holds nobody up', async () => {
    const first = house(dir)
    const { pid } = await first.next()
    const guest = house(dir, 'guest')
    const lost = house(dir, 'guest')
    await Promise.all([guest.next(), lost.next()])
    await lost.kill()
    await first.stop()
    expect(bornOf(pid!)).toBeDefined()
    await guest.stop()
    expect(bornOf(pid!)).toBeUndefined()
  })

  test('an open pool goes on after PostgreSQL was killed', async () => {
    let back: Promise<void> | undefined
    const postgres = await openPostgres({
      dataDir: dir,
      log: silent,
      onLost: (promise) => {
        back = promise
      },
    })
    const pool = new pg.Pool({ connectionString: postgres.url, max: 3 })
    pool.on('error', () => undefined)
    await pool.query('select 1')
    process.kill(postgres.pid()!, 'SIGKILL')
    while (!back) await sleep(10)
    await back
    expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }])
    await pool.end()
    await postgres.stop()
  })

  test('a missing or wrong password file is named, and the data is left alone', async () => {
    const record = readFileSync(join(dir, 'postgres.json'), 'utf8')
    rmSync(join(dir, 'postgres.json'))
    await expect(openPostgres({ dataDir: dir, log: silent })).rejects.toMatchObject({ code: 'postgres.no-password' })
    writeFileSync(join(dir, 'postgres.json'), record.replace(/"password":"[^"]+"/, '"password":"guess"'))
    await expect(openPostgres({ dataDir: dir, log: silent })).rejects.toMatchObject({ code: 'postgres.wrong-password' })
    writeFileSync(join(dir, 'postgres.json'), record)
    await (await openPostgres({ dataDir: dir, log: silent })).stop()
    expect(listWorkingIn(folder)).toEqual([])
  })

  test('a cluster of another PostgreSQL is refused before it is touched', async () => {
    const version = readFileSync(join(folder, 'PG_VERSION'))
    writeFileSync(join(folder, 'PG_VERSION'), '16\n')
    await expect(openPostgres({ dataDir: dir, log: silent })).rejects.toMatchObject({
      code: 'postgres.other-version',
      data: { found: '16', own: '18' },
    })
    writeFileSync(join(folder, 'PG_VERSION'), version)
  })

  test('a DATABASE_URL is used as it is, and nothing is started', async () => {
    const url = 'postgres://haoban@db.example/haoban'
    const postgres = await openPostgres({ dataDir: join(dir, 'none'), log: silent, url })
    expect([postgres.url, postgres.role, postgres.pid()]).toEqual([url, 'external', undefined])
    await postgres.stop()
    expect(existsSync(join(dir, 'none'))).toBe(false)
  })
})
