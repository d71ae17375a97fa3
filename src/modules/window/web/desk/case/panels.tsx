/** What stands on the right of a case, from top to bottom. A panel that has nothing to say draws nothing. */
import type { ComponentType } from 'react'
import { Course } from '#kernel/process/web/desk/course.tsx'
import type { CasePage, CaseVerb } from '../../../schema/desk.ts'
import { Clocks } from './clocks.tsx'
import { ExpertsBlock } from './experts.tsx'
import { RulesBlock } from './rules.tsx'
import { SealedBlock } from './sealed.tsx'
import { Strip } from './strip.tsx'
import { Track } from './track.tsx'
import { Verbs } from './verbs.tsx'

/** The case as a panel finds it, and the ways on from there. */
export type CaseAt = {
  page: CasePage
  /** reads the case again */
  again: () => void
  /** opens the panel of a verb, some of it filled in */
  take: (verb: CaseVerb, given?: Record<string, unknown>) => void
  /** the place in the history up to which was known before the last act */
  since: number
  /** the clock that is open day by day */
  clock: string | undefined
  openClock: (name: string | undefined) => void
  openPaper: (id: string) => void
  /** shows a file in the middle, by its address */
  show: (href: string) => void
}

export const panels: readonly { id: string; Panel: ComponentType<CaseAt> }[] = [
  { id: 'verbs', Panel: Verbs },
  { id: 'rules', Panel: ({ page }) => <RulesBlock key={page.seq} page={page} /> },
  { id: 'sealed', Panel: SealedBlock },
  { id: 'experts', Panel: ExpertsBlock },
  {
    id: 'clocks',
    Panel: ({ page, clock, openClock }) => (
      <Clocks clocks={page.clocks} open={clock} toggle={(name) => openClock(clock === name ? undefined : name)} />
    ),
  },
  {
    id: 'course',
    Panel: ({ page }) => (
      <Course key={page.seq} about={`case:${page.id}`} says={page.course.says}>
        <Strip stages={page.course.stages} />
      </Course>
    ),
  },
  {
    id: 'track',
    Panel: ({ page, ...at }) => <Track entries={page.track} now={page.now} {...at} />,
  },
]
