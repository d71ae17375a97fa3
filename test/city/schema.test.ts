/** The tables of the house as one file to review: what a migration changed shows as a difference here. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

const own = "n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'graphile_worker', 'public')"
const parts = [
  `select format('table %s.%s (%s)%s', n.nspname, c.relname, string_agg(format(E'\\n  %s %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
     case when a.attnotnull then ' not null' else '' end, coalesce(' = ' || pg_get_expr(d.adbin, d.adrelid), '')), ',' order by a.attnum),
     case when c.relrowsecurity then ' with row-level security' else '' end) line
   from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where c.relkind in ('r', 'p') and ${own} group by n.nspname, c.relname, c.relrowsecurity`,
  `select format('constraint %s on %s.%s: %s', k.conname, n.nspname, c.relname, pg_get_constraintdef(k.oid)) line
   from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace where k.contype <> 'n' and ${own}`,
  `select i.indexdef line from pg_indexes i join pg_namespace n on n.nspname = i.schemaname where ${own}`,
  `select format('policy %s on %s.%s for %s to %s%s%s', p.policyname, p.schemaname, p.tablename, lower(p.cmd), array_to_string(p.roles, ', '),
     coalesce(E'\\n  using ' || p.qual, ''), coalesce(E'\\n  with check ' || p.with_check, '')) line
   from pg_policies p join pg_namespace n on n.nspname = p.schemaname where ${own}`,
  `select format('grant %s on %s.%s to %s', string_agg(lower(g.privilege_type), ', ' order by g.privilege_type), g.table_schema, g.table_name, g.grantee) line
   from information_schema.role_table_grants g join pg_namespace n on n.nspname = g.table_schema where g.grantee like 'haoban\\_%' and ${own}
   group by g.table_schema, g.table_name, g.grantee`,
  `select format('function %s.%s(%s) returns %s%s', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
     case when p.prosecdef then ' security definer' else '' end) line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where ${own} and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')`,
]

test('the database is the one that was reviewed', async () => {
  const lines: string[] = []
  for (const part of parts) lines.push(...(await city.sql<{ line: string }>(part)).map((r) => r.line).sort(), '')
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('../schema.sql')
})

test('every foreign key has an index that serves it', async () => {
  const bare = await city.sql<{ table: string; columns: string }>(`
    select k.conrelid::regclass::text "table", string_agg(a.attname, ', ') "columns"
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    join unnest(k.conkey) with ordinality u(attnum, ord) on true join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum
    where k.contype = 'f' and ${own}
      and not exists (select from pg_index i where i.indrelid = k.conrelid and (i.indkey::int2[])[0:array_length(k.conkey, 1) - 1] @> k.conkey)
    group by k.oid, k.conrelid`)
  expect(bare).toEqual([])
})
