import { Button } from 'antd'
import type { ReadableDecision, TestLine } from '../../schema/desk.ts'

type ReadTable = NonNullable<ReadableDecision['table']>

const Table = ({ name, table }: { name: string; table: ReadTable }) => (
  <table className="list rules" aria-label={name}>
    <thead>
      <tr>
        {table.columns.map((column) => (
          <th key={column} scope="col">
            {column}
          </th>
        ))}
        <th scope="col">结果</th>
        {table.annotations.map((a) => (
          <th key={a} scope="col">
            {a}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {table.rules.map((r) => (
        <tr key={r.at}>
          {table.columns.map((column, n) => (
            <td key={column}>{r.tests[n]}</td>
          ))}
          <td>
            <b>{r.result}</b>
          </td>
          {table.annotations.map((a, n) => (
            <td key={a}>{r.annotations[n]}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

/** A model as its tables are read: rule by rule, with the article of each. */
export const Tables = ({ decisions }: { decisions: readonly ReadableDecision[] }) => (
  <>
    {decisions.map((d) => (
      <section key={d.name} className="pad">
        <h2>{d.title}</h2>
        {d.table ? <Table name={d.name} table={d.table} /> : <p>{`${d.name} = ${d.expression ?? ''}`}</p>}
      </section>
    ))}
  </>
)

const words: Readonly<Record<string, string>> = { true: '是', false: '否', null: '没有', 不确定: '还不能确定' }
const said = (text: string) => words[text] ?? text

/** The test bench: each case kept in the file, with what it came to. */
export const Bench = ({ tests, edit }: { tests: readonly TestLine[]; edit?: ((at: number) => void) | undefined }) => (
  <table className="list rules" aria-label="测试用例">
    <thead>
      <tr>
        <th scope="col" data-width="wide">
          用例
        </th>
        <th scope="col">给定</th>
        <th scope="col">应当得出</th>
        <th scope="col" data-width="narrow">
          通过
        </th>
      </tr>
    </thead>
    <tbody>
      {tests.map((t, at) => {
        const passed = t.results.every((r) => r.passed)
        return (
          <tr key={t.name}>
            <td>
              {edit ? (
                <Button type="link" size="small" onClick={() => edit(at)}>
                  {t.name}
                </Button>
              ) : (
                t.name
              )}
              {t.basis ? <small className="soft"> {t.basis}</small> : null}
            </td>
            <td>{t.given.map((g) => `${g.name} ${g.value}`).join('，') || '什么都不知道'}</td>
            <td>
              {t.results.map((r) => (
                <div key={r.decision}>
                  {r.decision}：{said(r.expected)}
                  {r.passed ? '' : <b className="wrong">，实际{said(r.actual)}</b>}
                </div>
              ))}
            </td>
            <td>
              <span className={passed ? 'tag ok' : 'tag hot'}>{passed ? '通过' : '没有通过'}</span>
            </td>
          </tr>
        )
      })}
    </tbody>
  </table>
)
