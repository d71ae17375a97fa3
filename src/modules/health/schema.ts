/** What the page of the house's health shows. Moments are ISO 8601, times of the city's clock unless said. */
import { z } from 'zod'
import type { LedgerStanding, Unsigned } from '#kernel/ledger/schema.ts'
import type { DirectoryStanding } from '#kernel/permission/schema.ts'

export const Nothing = z.object({})

export type JobCount = { task: string; waiting: number; late: number; retrying: number; dead: number; oldest: Date | null }
export type DatabaseStanding = { version: string; bytes: number; connections: number; most: number; answerMs: number }

/** `real` is the moment of the machine; where it is far from `now`, the city's clock is the demo's. */
export type Health = {
  now: string
  real: string
  demo: boolean
  version: string
  node: string
  database: DatabaseStanding
  jobs: (JobCount & { title: string })[]
  ledger: LedgerStanding
  storage: { ok: boolean; told: string | null }
  /** null: the city has set none */
  scanner: { name: string; ok: boolean; told: string } | null
  rooms: number
}

export type Verdict = 'well' | 'look' | 'bad'
export type Line = { name: string; verdict: Verdict; told: string; then?: { text: string; to: string } }

/** `bad`: not to be opened to the public like this; `look`: worth a look. `then` says what to do. */
export type Finding = { check: string; level: 'bad' | 'look'; sentence: string; then: string }

/** All that the diagnosis rests on. */
export type Examined = {
  proxy: boolean
  keys: { from: 'env' | 'file' }
  gateways: { sms: boolean; email: boolean }
  listening: readonly { address: string; port: number }[]
  metricsToken: boolean
  node: string
  now: Date
  site: string
  replica: { ageSeconds: number | null } | null
  /** when the last backup was written */
  backup: Date | null
  demo: boolean
  demoAccounts: number
  /** how many hold each office, by its title */
  officers: Readonly<Record<string, number>>
  storage: { ok: boolean; told: string | null; free: number | null }
  clock: { shifted: boolean; skewMs: number }
  calendars: readonly { year: number; state: 'official' | 'provisional' | 'missing' }[]
  ledger: LedgerStanding
  unsigned: Unsigned
  /** how the ledger stands to the checkpoints that lie outside the database */
  outside: 'follows' | 'empty' | 'contradicts'
  /** other houses that cosign the ledger */
  witnesses: number
  /** items in force, and those of them that nobody may decide somewhere */
  powers: { items: number; powerless: number }
  /** null: none is set; false: it does not answer */
  scanner: boolean | null
  jobs: { late: number; dead: number }
  /** where the staff sign in; null: the city has no directory */
  directory: DirectoryStanding | null
  database: { superuser: boolean; owner: boolean }
}

export type Diagnosis = { ok: boolean; findings: Finding[]; passed: string[] }
