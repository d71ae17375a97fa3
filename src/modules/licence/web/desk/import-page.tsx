import { Button } from 'antd'
import { useState } from 'react'
import { Link } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import type { Batch, ImportView } from '../../schema/import.ts'

const importing = (types: ImportView['types']): Act => ({
  title: '导入历史证照',
  path: '/licence-imports',
  verb: '导入',
  intro:
    '只能导入本机关颁发的。一行一张，用逗号或制表符隔开：持证人号码，证照编号，颁发日期，有效期起，有效期止（空着是长期），照面。照面写成“名称=内容；名称=内容”。',
  asks: [
    { kind: 'choose', name: 'type', label: '哪一种证照', options: types },
    {
      kind: 'lines',
      name: 'rows',
      label: '要导入的行',
      rows: 10,
      hint: '例：91350100M000100Y43,GG2021001,2021-07-01,2021-07-01,2025-06-30,持证单位=样例餐饮店',
    },
  ],
})

const BatchBlock = ({ b }: { b: Batch }) => {
  const taken = b.rows.filter((r) => r.licence)
  return (
    <section className="block">
      <h2>
        {b.typeName}
        <span>
          {b.rows.length} 行，收了 {taken.length} 行；{b.byName} {momentText(String(b.at))}
        </span>
      </h2>
      <ol className="mats">
        {b.rows.map((r) => (
          <li key={r.n}>
            第 {r.n} 行 {r.licence ? <Link to={`/desk/licences/${r.licence}`}>{r.no}</Link> : r.no || '（没有编号）'}
            <span className={r.licence ? 'tag ok' : 'tag warn'}>{r.why ?? '已入库'}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** Batches of old licences, each row with what became of it. */
export function ImportPage() {
  const loaded = useLoaded<ImportView>('/licence-imports')
  const [act, setAct] = useState<Act>()
  const done = () => {
    setAct(undefined)
    loaded.again()
  }
  return (
    <PlainPage
      title="历史证照导入"
      loaded={loaded}
      note={() => '没有收的行写明原因，改好再导入；已经在库里的不会重复'}
      tools={
        <Button onClick={() => loaded.data && setAct(importing(loaded.data.types))} disabled={!loaded.data}>
          导入一批
        </Button>
      }
    >
      {({ batches }) => (
        <div className="scroll">
          {batches.length === 0 ? (
            <EmptyList why="本机关还没有导入过。" then="系统用上以前颁发的证照，从这里录进来，办事就不用再带。" />
          ) : (
            batches.map((b) => <BatchBlock key={b.id} b={b} />)
          )}
          {act ? <ActPanel act={act} done={done} close={() => setAct(undefined)} /> : null}
        </div>
      )}
    </PlainPage>
  )
}
