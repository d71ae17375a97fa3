import { randomBytes } from 'node:crypto'
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How to reach the database: kept in `<dataDir>/postgres.json`, readable by the owner alone. */
export type Access = { user: string; password: string; database: string; port: number }

const file = (dataDir: string) => join(dataDir, 'postgres.json')

export function readAccess(dataDir: string): Access | undefined {
  try {
    return JSON.parse(readFileSync(file(dataDir), 'utf8')) as Access
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Writes the record as a whole; without one, makes a new password. */
export function writeAccess(dataDir: string, access?: Access): Access {
  const written = access ?? { user: 'haoban', password: randomBytes(32).toString('base64url'), database: 'haoban', port: 0 }
  const draft = `${file(dataDir)}.new`
  writeFileSync(draft, JSON.stringify(written), { mode: 0o600, flush: true })
  chmodSync(draft, 0o600)
  renameSync(draft, file(dataDir))
  return written
}

/** Connection string of the owner. */
export const url = ({ user, password, database, port }: Access, to = database): string =>
  `postgres://${user}:${password}@127.0.0.1:${port}/${to}`
