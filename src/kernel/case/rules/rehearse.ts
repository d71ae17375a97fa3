/** What a rehearsal asks of the thread that reckons, and what it is told. */
import type { Calendar, CalendarYear } from '#kernel/clock/schema.ts'
import type { Change, Group, Tally } from '#kernel/draft/schema.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { ClockedCase, Limits } from './limits.ts'

/** A case as it comes from the store: answers and assessment still sealed. `today` is the day it was handed in. */
export type SealedCase = {
  id: string
  title: string
  form: number
  words: { today: string; channel: string; division: string; applicantKind: string }
  answers: Uint8Array
  assessment: Uint8Array | null
  materials: readonly { code: string; name: string; provide: string }[]
}
export type RehearsalQuestion =
  | { kind: 'decision'; before: string; after: string; forms: Readonly<Record<number, Form>>; cases: readonly SealedCase[] }
  | {
      kind: 'limits'
      before: Limits
      after: Limits
      calendar: { years: readonly CalendarYear[]; hours: Calendar['hours'] }
      now: string
      cases: readonly ClockedCase[]
    }
export type RehearsalAnswer = { changes: Change[]; counted: Omit<Tally, 'count'>[]; groups?: Group[]; unread?: number } | { why: string }
