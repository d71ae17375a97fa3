import type { Tx } from '#base/db.ts'
import type { Limits } from './schema.ts'

export async function putLimits(tx: Tx, limits: Limits): Promise<void> {
  await tx.sql`insert into rectification.setting (key, value) values ('limits', ${JSON.stringify(limits)}::jsonb) on conflict (key) do update set value = excluded.value`
}

export async function getLimits(tx: Tx): Promise<Limits> {
  const [row] = await tx.sql<{ value: Limits }>`select value from rectification.setting where key = 'limits'`
  if (!row) throw new Error('the city has no limits for work orders')
  return row.value
}
