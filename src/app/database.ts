/** Which logins the house has at its database: the owner's for its tables, and one that owns nothing for all that runs. */
import { type Db, openDb, whenItAnswers } from '#base/db.ts'
import type { Logger } from '#base/log.ts'
import { refusals } from '#base/refusal.ts'
import { allowRunLogin, makeRunLogin, runsAsOwner, runUrlOf } from '#base/run-login.ts'
import { migrate, missingMigrations, type Room } from './house.ts'

const refuse = refusals({
  'database.behind': [
    409,
    '数据库还没有更新到这个版本（缺 {migration}），而 DATABASE_URL 的登录名不能改表。请用 DATABASE_OWNER_URL 给出表的所有者，执行 npx haoban migrate，再启动。',
  ],
})

/** `ownerUrl`: the login that owns the tables, where this process has it. */
export type Database = { db: Db; url: string; ownerUrl: string | undefined }

type Options = { rooms: Room[]; log: Logger; max?: number | undefined; ownerUrl?: string | undefined; apart?: boolean | undefined }

async function migrated(db: Db, url: string, { rooms, log }: Options): Promise<void> {
  const { done } = await whenItAnswers(() => migrate(db, url, rooms))
  if (done.length) log.info({ migrated: done }, 'the database was brought up to date')
}

/** The owner's login brings the tables up to date, and is let go before anything else runs. */
async function prepare(ownerUrl: string, options: Options, letIn: (owner: Db) => Promise<void>): Promise<void> {
  const owner = openDb(ownerUrl, { max: 2, onError: (err) => options.log.warn({ err }, 'a connection was lost') })
  try {
    await migrated(owner, ownerUrl, options)
    await whenItAnswers(() => letIn(owner))
  } finally {
    await owner.close()
  }
}

/**
 * Opens the database for all that runs. `apart`: `url` is the owner's, and a login of its own is made beside it. With an `ownerUrl`, `url` is
 * the login that runs. With `url` alone: an owner goes on as one, and what owns nothing finds the tables up to date or is told.
 */
export async function openDatabase(url: string, options: Options): Promise<Database> {
  const open = (at: string) => openDb(at, { max: options.max, onError: (err) => options.log.warn({ err }, 'a connection was lost') })
  if (options.apart) {
    const runUrl = runUrlOf(url)
    await prepare(url, options, (owner) => makeRunLogin(owner, runUrl))
    return { db: open(runUrl), url: runUrl, ownerUrl: url }
  }
  if (options.ownerUrl && options.ownerUrl !== url) {
    await prepare(options.ownerUrl, options, (owner) => allowRunLogin(owner, url))
    return { db: open(url), url, ownerUrl: options.ownerUrl }
  }
  const db = open(url)
  if (await whenItAnswers(() => runsAsOwner(db))) {
    await migrated(db, url, options)
    return { db, url, ownerUrl: url }
  }
  const [migration] = await missingMigrations(db, options.rooms)
  if (migration === undefined) return { db, url, ownerUrl: undefined }
  await db.close()
  throw refuse('database.behind', { migration })
}
