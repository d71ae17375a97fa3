import type { Tx } from '#base/db.ts'
import type { DatabaseStanding, JobCount } from './schema.ts'

export async function listJobCounts(tx: Tx): Promise<JobCount[]> {
  return tx.sql<JobCount>`select task, waiting, late, retrying, dead, oldest from base.job_counts()`
}

/** What PostgreSQL says of itself, and how long it took to say so, by its own clock. */
export async function findDatabase(tx: Tx): Promise<DatabaseStanding & { real: Date }> {
  const [row] = await tx.sql<DatabaseStanding & { real: Date }>`
    select 'PostgreSQL ' || current_setting('server_version') version, pg_database_size(current_database())::bigint bytes,
      (select count(*)::int from pg_stat_activity) connections, current_setting('max_connections')::int most,
      round(extract(epoch from clock_timestamp() - statement_timestamp()) * 1000, 1) "answerMs", clock_timestamp() real`
  return row!
}

/** What the login of this process may do in the database: whether nothing stops it, and whether the tables are its own. */
export async function findLogin(tx: Tx): Promise<{ superuser: boolean; owner: boolean }> {
  const [row] = await tx.sql<{ superuser: boolean; owner: boolean }>`
    select r.rolsuper superuser, pg_has_role(session_user, c.relowner, 'member') "owner"
    from pg_roles r, pg_class c where r.rolname = session_user and c.oid = 'base.foundation'::regclass`
  return row!
}
