/** The login under which a city runs: it owns nothing and becomes no owner, so that no statement of a request reaches past the roles. */
import { createHmac } from 'node:crypto'
import pg from 'pg'
import type { Db, Tx } from './db.ts'
import { urlsOf } from './hosts.ts'

/** What the login may become, and nothing else. */
const roles = 'haoban_app, haoban_system, haoban_queue'

const runName = 'haoban_run'

/** The embedded PostgreSQL's own: its password follows from the owner's, which is kept in the data directory. */
export function runUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  url.password = createHmac('sha256', decodeURIComponent(url.password)).update(runName).digest('hex')
  url.username = runName
  return url.href
}

/** The login stands before the hosts, and is the same at all of them. */
const named = (url: string): string => decodeURIComponent(new URL(urlsOf(url)[0]!).username)

/** Makes the login of the embedded PostgreSQL, or gives it its password and its rights again. One maker at a time: roles are the cluster's. */
export const makeRunLogin = (owner: Db, runUrl: string): Promise<void> =>
  owner.owner(async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(7017004)`
    const [name, password] = [pg.escapeIdentifier(named(runUrl)), pg.escapeLiteral(decodeURIComponent(new URL(runUrl).password))]
    const there = await tx.sql`select 1 from pg_roles where rolname = ${named(runUrl)}`
    const rights = `login noinherit nosuperuser nocreatedb nocreaterole nobypassrls noreplication password ${password}`
    await tx.exec(`${there.length ? 'alter' : 'create'} role ${name} ${rights}`)
    await allowIn(tx, runUrl)
  })

/** Lets a login that is there already become the roles. */
export const allowRunLogin = (owner: Db, runUrl: string): Promise<void> => owner.owner((tx) => allowIn(tx, runUrl))

async function allowIn(tx: Tx & { exec(text: string): Promise<void> }, runUrl: string): Promise<void> {
  const held = await tx.sql<{ n: number }>`select count(*) n from pg_auth_members m join pg_roles r on r.oid = m.roleid
    join pg_roles l on l.oid = m.member where l.rolname = ${named(runUrl)} and r.rolname = any(${roles.split(', ')}) and m.set_option`
  if (Number(held[0]!.n) < 3) await tx.exec(`grant ${roles} to ${pg.escapeIdentifier(named(runUrl))} with inherit false, set true`)
}

/** Whether this login owns the tables, or may become who does: then whatever runs on it could do everything. An empty database has no owner yet. */
export async function runsAsOwner(db: Db): Promise<boolean> {
  const { rows } = await db.pool.query<{ owns: boolean }>(
    `select coalesce((select pg_has_role(session_user, nspowner, 'member') from pg_namespace where nspname = 'base'), true) "owns"`,
  )
  return rows[0]!.owns
}
