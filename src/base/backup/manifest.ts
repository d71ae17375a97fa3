/** What a backup says of itself: written last, so that a backup without it was never finished. */
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { refusals } from '#base/refusal.ts'

const refuse = refusals({
  'backup.unfinished': [422, '{dir} 里没有完整的备份：缺少 backup.json，备份可能中途停了。请用另一份备份。'],
  'backup.unreadable': [422, '看不懂 {dir}/backup.json：文件损坏，或由更新的版本写成。请用另一份备份，或升级后再恢复。'],
})

/** `rows` and `hash` (SM3 of the uncompressed lines) are checked before a restore commits. */
const Table = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int(),
  hash: z.string(),
})
export type Table = z.infer<typeof Table>

const Manifest = z.object({
  format: z.literal(1),
  at: z.string(),
  /** names of the keys that open what is sealed in it */
  keys: z.array(z.string()),
  migrations: z.array(z.object({ room: z.string(), file: z.string() })),
  tables: z.array(Table),
  sequences: z.array(z.object({ name: z.string(), last: z.number().nullable() })),
  files: z.object({ count: z.number().int(), bytes: z.number().int() }),
})
export type Manifest = z.infer<typeof Manifest>

const nameOf = 'backup.json'

export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const draft = join(dir, `${nameOf}.draft`)
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true })
  await rename(draft, join(dir, nameOf))
}

export async function readManifest(dir: string): Promise<Manifest> {
  const text = await readFile(join(dir, nameOf), 'utf8').catch(() => {
    throw refuse('backup.unfinished', { dir })
  })
  const read = Manifest.safeParse(parsed(text))
  if (!read.success) throw refuse('backup.unreadable', { dir })
  return read.data
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

export const tablePath = (dir: string, { schema, name }: Pick<Table, 'schema' | 'name'>): string =>
  join(dir, 'tables', `${schema}.${name}.gz`)
