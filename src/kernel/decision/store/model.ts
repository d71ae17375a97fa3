import { fragment, type Tx } from '#base/db.ts'
import type { Labels } from '../schema/model.ts'

/** What an item offers its model, as it is kept: fields and scenarios of the form, materials, and the organs that carry it out. */
export type KeptGround = {
  fields: string[]
  scenarios: Record<string, string[]>
  materials: string[]
  organs: string[]
  /** what the materials are called; absent where the item was published before names were kept */
  names?: Record<string, string>
  /** what the form calls the values of its choices; absent where the item was published before they were kept */
  labels?: Labels
}
export type ModelRow = { code: string; title: string; version: number; ground: KeptGround; keptAt: 'folder' | 'desk'; updatedAt: Date }
export type VersionRow = {
  code: string
  version: number
  xml: string
  hash: string
  publishedAt: Date
  publishedBy: string
  publishedName: string
  note: string | null
  rehearsal: string | null
  unrehearsed: string | null
}

const modelColumns = fragment`code, title, version, ground, kept_at "keptAt", updated_at "updatedAt"`
const versionColumns = fragment`code, version, xml, hash, published_at "publishedAt", published_by "publishedBy", published_name "publishedName",
  note, rehearsal, unrehearsed`

export async function findModel(tx: Tx, code: string): Promise<ModelRow | undefined> {
  return (await tx.sql<ModelRow>`select ${modelColumns} from decision.model where code = ${code}`)[0]
}

/** Holds a model until the transaction is over: versions come one after the other. */
export async function lockModel(tx: Tx, code: string): Promise<ModelRow | undefined> {
  return (await tx.sql<ModelRow>`select ${modelColumns} from decision.model where code = ${code} for update`)[0]
}

export async function listModels(tx: Tx): Promise<ModelRow[]> {
  return tx.sql<ModelRow>`select ${modelColumns} from decision.model order by code`
}

export async function saveModel(tx: Tx, m: ModelRow): Promise<void> {
  await tx.sql`insert into decision.model (code, title, version, ground, kept_at, updated_at)
    values (${m.code}, ${m.title}, ${m.version}, ${JSON.stringify(m.ground)}, ${m.keptAt}, ${m.updatedAt})
    on conflict (code) do update set title = excluded.title, version = excluded.version, ground = excluded.ground, kept_at = excluded.kept_at,
      updated_at = excluded.updated_at`
}

export async function findModelVersion(tx: Tx, code: string, version: number): Promise<VersionRow | undefined> {
  return (await tx.sql<VersionRow>`select ${versionColumns} from decision.version where code = ${code} and version = ${version}`)[0]
}

export async function listModelVersions(tx: Tx, code: string): Promise<Omit<VersionRow, 'xml'>[]> {
  return tx.sql`select code, version, hash, published_at "publishedAt", published_by "publishedBy", published_name "publishedName", note, rehearsal, unrehearsed
    from decision.version where code = ${code} order by version desc`
}

export async function addModelVersion(tx: Tx, v: VersionRow): Promise<void> {
  await tx.sql`insert into decision.version (code, version, xml, hash, published_at, published_by, published_name, note, rehearsal, unrehearsed)
    values (${v.code}, ${v.version}, ${v.xml}, ${v.hash}, ${v.publishedAt}, ${v.publishedBy}, ${v.publishedName}, ${v.note}, ${v.rehearsal}, ${v.unrehearsed})`
}
