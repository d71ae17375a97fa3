/** What the page of the house's health shows. Moments are ISO 8601, times of the city's clock unless said. */
import { z } from 'zod'
import type { LedgerStanding } from '#kernel/ledger/schema.ts'

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
