import { positions } from '@haoban/bpmn'
import { useMemo, useState } from 'react'
import { readModel } from '../../rules/compile.ts'
import { type Landing, Ways } from '../../rules/ways.ts'
import type { Mark } from '../../schema/desk.ts'
import type { Subject } from '../../schema/process.ts'

type Props = { xml: string; subject: Subject; show: (marks: readonly Mark[]) => void }

/** What may happen next, each way once; what only unknown data could stop is not offered. */
function nextOf(ways: Ways, at: Landing | undefined): Landing[] {
  if (at && (at.halt || ways.isOver(at.world))) return []
  const all = at ? ways.next(at.world).flatMap((h) => ways.follow(at.world, h)) : ways.begin()
  return all.filter((l, i) => l.halt !== 'unsure' && all.findIndex((x) => x.says === l.says) === i)
}

function Standing({ at, ways, subject }: { at: Landing; ways: Ways; subject: Subject }) {
  const end = typeof at.halt === 'object' ? `，走不下去：${at.halt.sentence}` : ways.isOver(at.world) ? '，流程走完了' : ''
  return (
    <p role="status">
      办件现在是“{subject.statuses[at.world.status]}”{end}
    </p>
  )
}

const Steps = ({ path }: { path: readonly Landing[] }) => (
  <ol>
    {path.map((l, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may come again, and its place is what tells it apart
      <li key={i}>{l.says}</li>
    ))}
  </ol>
)

/** Plays a model by hand: whatever may happen next is a button, and the tokens move in the drawing; nothing of it is kept. */
export function Play({ xml, subject, show }: Props) {
  const ways = useMemo(() => {
    const read = readModel(xml)
    return 'model' in read ? new Ways(read.model, subject) : undefined
  }, [xml, subject])
  const [path, setPath] = useState<readonly Landing[]>([])
  if (!ways) return <p>图里还有要改的地方，改好才能试走。</p>
  const at = path.at(-1)
  const go = (to: readonly Landing[]) => {
    const last = to.at(-1)
    setPath(to)
    show(last ? positions(ways.model, last.world.state) : [])
  }
  return (
    <>
      <div className="verbs">
        {nextOf(ways, at).map((l) => (
          <button key={l.says} type="button" className="btn sm" onClick={() => go([...path, l])}>
            {l.says}
          </button>
        ))}
        {at ? (
          <button type="button" className="btn bare sm" onClick={() => go(path.slice(0, -1))}>
            退一步
          </button>
        ) : null}
      </div>
      {at ? <Standing at={at} ways={ways} subject={subject} /> : null}
      <Steps path={path} />
    </>
  )
}
