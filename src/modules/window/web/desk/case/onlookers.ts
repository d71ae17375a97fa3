import { useEffect, useRef, useState } from 'react'
import { attend } from '#ui/desk/attention.ts'
import { mention, Told } from '#ui/desk/client.ts'
import type { CasePage, Onlookers } from '../../../schema/desk.ts'

/** How often the page says that somebody is there, in milliseconds; and how long it waits where the house has refused to hear it. */
const pace = 5_000
const pause = 60_000

/** Who else is at the case now, and who writes: as the page was told when it was opened, and then beat by beat. */
export function useOnlookers(page: CasePage): Onlookers {
  const [there, setThere] = useState<{ of: CasePage; now: Onlookers }>()
  const newest = useRef(page)
  newest.current = page
  useEffect(() => {
    const path = `/work/cases/${page.id}`
    const still = () => setThere(undefined)
    return attend({
      beat() {
        const of = newest.current
        return mention<Onlookers>(`${path}/look-on`).then(
          (now) => {
            setThere({ of, now })
            return pace
          },
          (error: unknown) => {
            still()
            return error instanceof Told && error.status > 0 ? pause : pace
          },
        )
      },
      still,
      end: () => void mention(`${path}/look-away`).catch(() => undefined),
    })
  }, [page.id])
  // what a page that was read again says about the pen is newer than the last beat
  return { pen: there?.of === page ? there.now.pen : page.pen, names: there?.now.names ?? [] }
}
