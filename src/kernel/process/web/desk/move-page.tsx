import { Checkbox, Select } from 'antd'
import { useRef, useState } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { ActPanel } from '#ui/desk/act-panel.tsx'
import { BulkBar } from '#ui/desk/bulk-bar.tsx'
import { command, newKey, Told } from '#ui/desk/client.ts'
import { useLoaded } from '#ui/desk/loaded.ts'
import { EmptyList, PlainPage } from '#ui/desk/plain-page.tsx'
import { type MovedMany, type MovePage, type MoveRow, mostAtOnce } from '../../schema/desk.ts'

const changeNames = { added: '加上', removed: '去掉', changed: '改动' } as const
type Results = ReadonlyMap<string, MovedMany['rows'][number]>

const Versions = ({ page, go }: { page: MovePage; go: (from: number, to: number) => void }) => {
  const options = (other: number) =>
    page.versions
      .filter((v) => v.version !== other)
      .map((v) => ({ value: v.version, label: `第 ${v.version} 版，在办 ${v.running} 件${v.withdrawn ? '，停用' : ''}` }))
  return (
    <>
      <label htmlFor="from">从</label>
      <Select id="from" value={page.from} options={options(page.to)} onChange={(from) => go(from, page.to)} popupMatchSelectWidth={false} />
      <label htmlFor="to">换到</label>
      <Select id="to" value={page.to} options={options(page.from)} onChange={(to) => go(page.from, to)} popupMatchSelectWidth={false} />
    </>
  )
}

const Differences = ({ page }: { page: MovePage }) => (
  <section className="pad" aria-label="两版差在哪里">
    <h2>两版差在哪里</h2>
    {page.differences.length === 0 ? (
      <p>走法没有差别，只是图的画法或说明不同。</p>
    ) : (
      <table className="list diff" aria-label="两版差在哪里">
        <thead>
          <tr>
            <th scope="col" data-width="narrow">
              怎样
            </th>
            <th scope="col" data-width="wide">
              哪一处
            </th>
            <th scope="col" data-width="rest">
              什么
            </th>
          </tr>
        </thead>
        <tbody>
          {page.differences.map((d) => (
            <tr key={`${d.change} ${d.element}`}>
              <td>
                <span className={d.change === 'removed' ? 'tag hot' : 'tag'}>{changeNames[d.change]}</span>
              </td>
              <td>{d.name}</td>
              <td>{d.what}</td>
            </tr>
          ))}
        </tbody>
      </table>
    )}
  </section>
)

type Chosen = { chosen: ReadonlySet<string>; choose: (ids: readonly string[]) => void }

const outcome = (row: MoveRow, results: Results) => {
  const result = results.get(row.instance)
  if (result?.moved) return <span className="tag ok">已换</span>
  if (result) return <span className="wrong">{result.why}</span>
  return row.cannot.length > 0 ? <span className="wrong">{row.cannot.join('；')}</span> : '能换'
}

const canChoose = (row: MoveRow, results: Results) => row.cannot.length === 0 && !results.get(row.instance)?.moved

function Cases({ page, results, chosen, choose }: { page: MovePage; results: Results } & Chosen) {
  const free = page.rows.filter((r) => canChoose(r, results)).map((r) => r.instance)
  const all = free.length > 0 && free.every((id) => chosen.has(id))
  const turn = (id: string) => choose(chosen.has(id) ? [...chosen].filter((c) => c !== id) : [...chosen, id])
  return (
    <section className="pad" aria-label="在办的件">
      <h2>在办的件</h2>
      <table className="list diff" aria-label="在办的件">
        <thead>
          <tr>
            <th scope="col" data-width="narrow">
              <Checkbox
                aria-label="全选能换的"
                checked={all}
                indeterminate={chosen.size > 0 && !all}
                disabled={free.length === 0}
                onChange={() => choose(all ? [] : free)}
              />
            </th>
            <th scope="col">办件</th>
            <th scope="col">走到哪一步</th>
            <th scope="col">能不能换</th>
          </tr>
        </thead>
        <tbody>
          {page.rows.map((row) => (
            <tr key={row.instance} className={canChoose(row, results) ? undefined : 'out'}>
              <td>
                <Checkbox
                  aria-label={`选 ${row.title}`}
                  checked={chosen.has(row.instance)}
                  disabled={!canChoose(row, results)}
                  onChange={() => turn(row.instance)}
                />
              </td>
              <td>{row.href ? <Link to={row.href}>{row.title}</Link> : row.title}</td>
              <td>{row.stands.join('、')}</td>
              <td>{outcome(row, results)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {page.running > page.rows.length ? (
        <p className="soft">
          共 {page.running} 件，先列出 {page.rows.length} 件；换完这些，再打开这一页。
        </p>
      ) : null}
    </section>
  )
}

/** Sends the chosen in parts, so that no commit is long; what has been done so far stands in the rows. */
async function sendAll(page: MovePage, ids: readonly string[], reason: string, told: (rows: MovedMany['rows']) => void): Promise<void> {
  for (let i = 0; i < ids.length; i += mostAtOnce) {
    const body = { from: page.from, to: page.to, instances: ids.slice(i, i + mostAtOnce), reason }
    told((await command<MovedMany>(`/process-models/${encodeURIComponent(page.key)}/moves`, body, newKey())).rows)
  }
}

/** What was chosen, what became of it, and the sending; the first part goes by the panel, so that a refusal stands where the reason was typed. */
function useMoves(page: MovePage) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [results, setResults] = useState<Results>(new Map())
  const [told, setTold] = useState('')
  const reason = useRef('')
  const note = (rows: MovedMany['rows']) => setResults((before) => new Map([...before, ...rows.map((r) => [r.instance, r] as const)]))
  const counter = () => {
    let [moved, held] = [0, 0]
    return (rows: MovedMany['rows']) => {
      note(rows)
      moved += rows.filter((r) => r.moved).length
      held += rows.filter((r) => !r.moved).length
      setTold(`换了 ${moved} 件${held > 0 ? `，${held} 件没有换，原因写在各行` : ''}`)
    }
  }
  const finish = async (answer: MovedMany) => {
    const rest = [...chosen].slice(mostAtOnce)
    const count = counter()
    setChosen(new Set())
    count(answer.rows)
    const stopped = (error: unknown) =>
      setTold(`换到一半停住了：${error instanceof Told ? error.message : '页面出了问题'}。没有换的还能再选`)
    await sendAll(page, rest, reason.current, count).catch(stopped)
  }
  const body = (values: Record<string, unknown>) => {
    reason.current = String(values.reason ?? '')
    return { from: page.from, to: page.to, instances: [...chosen].slice(0, mostAtOnce), ...values }
  }
  return { chosen, choose: (ids: readonly string[]) => setChosen(new Set(ids)), results, told, body, finish }
}

function summary({ rows, from }: MovePage, cannot: number): string {
  if (rows.length === 0) return `第 ${from} 版没有在办的件。`
  return cannot === 0 ? `${rows.length} 件都能换。` : `${rows.length - cannot} 件能换，${cannot} 件不能，原因写在各行。`
}

function Plan({ page }: { page: MovePage }) {
  const { chosen, choose, results, told, body, finish } = useMoves(page)
  const [asking, setAsking] = useState(false)
  const cannot = page.rows.filter((r) => r.cannot.length > 0).length
  if (page.from === page.to)
    return <EmptyList why="这个流程只有一个版本，没有可以换的。" then="发布了新版本，再来这里把办到一半的件换过去。" />
  return (
    <>
      <div className="scroll">
        <p className="pad" role="status">
          {told || summary(page, cannot)}
        </p>
        {page.rows.length > 0 ? <Cases page={page} results={results} chosen={chosen} choose={choose} /> : null}
        <Differences page={page} />
      </div>
      {chosen.size > 0 ? (
        <BulkBar
          marked={chosen.size}
          verdict={`从第 ${page.from} 版到第 ${page.to} 版`}
          verbs={[{ text: '换版本', can: chosen.size, run: () => setAsking(true) }]}
          clear={() => choose([])}
        />
      ) : null}
      {asking ? (
        <ActPanel
          act={{
            title: `把 ${chosen.size} 件换到第 ${page.to} 版`,
            path: `/process-models/${encodeURIComponent(page.key)}/moves`,
            verb: '换版本',
            intro: '走过的步骤、正在等的人和时限都留着，往后按新版本走。每一件各自记录是谁、为什么换的。',
            asks: [{ kind: 'area', name: 'reason', label: '为什么要换' }],
            wrap: body,
          }}
          done={(answer) => {
            setAsking(false)
            void finish(answer as MovedMany)
          }}
          close={() => setAsking(false)}
        />
      ) : null}
    </>
  )
}

/** Moving running cases to another version: what differs, which can move, which cannot and why, and what became of each. */
export function MovePageView() {
  const { key = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const loaded = useLoaded<MovePage>(`/process-models/${encodeURIComponent(key)}/moves?${search}`)
  return (
    <PlainPage
      title={loaded.data ? `换版本：${loaded.data.title}` : '换版本'}
      loaded={loaded}
      back={{ text: '回到流程', to: `/desk/processes/${encodeURIComponent(key)}` }}
      note={(d) => `第 ${d.from} 版在办 ${d.running} 件`}
      filters={
        loaded.data && loaded.data.from !== loaded.data.to ? (
          <Versions page={loaded.data} go={(from, to) => setSearch({ from: String(from), to: String(to) })} />
        ) : undefined
      }
    >
      {(d) => <Plan key={`${d.from} ${d.to}`} page={d} />}
    </PlainPage>
  )
}
