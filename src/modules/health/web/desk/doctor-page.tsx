import { Button } from 'antd'
import { useLoaded } from '#ui/desk/loaded.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Diagnosis, Finding } from '../../schema.ts'

const words: Record<Finding['level'], readonly [word: string, tone: string]> = { bad: ['要办', 'tag hot'], look: ['看一眼', 'tag warn'] }

const columns: readonly Column<Finding>[] = [
  { title: '怎么样', width: 'narrow', show: (f) => <span className={words[f.level][1]}>{words[f.level][0]}</span> },
  { title: '发现', width: 'rest', show: (f) => f.sentence },
  { title: '怎么办', width: 'rest', show: (f) => f.then },
]

const note = ({ ok, findings, passed }: Diagnosis) =>
  `${passed.length} 项正常，${findings.length} 项要看${ok ? '' : '；标“要办”的办好以前，不要向公众开放'}`

/** What stands between the city and the people who are to use it. */
export function DoctorPage() {
  const loaded = useLoaded<Diagnosis>('/health/doctor')
  return (
    <PlainPage title="城市体检" loaded={loaded} note={note} tools={<Button onClick={loaded.again}>再查一次</Button>}>
      {({ findings }) =>
        findings.length === 0 ? (
          <div className="empty">
            <p>都正常。</p>
            <p>每次升级、换机器以后再查一次。</p>
          </div>
        ) : (
          <Rows whole label="城市体检" columns={columns} rows={findings} id={(f) => `${f.check} ${f.sentence}`} />
        )
      }
    </PlainPage>
  )
}
