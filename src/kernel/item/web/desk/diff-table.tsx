import type { DiffRow } from '../../schema/desk.ts'

const kinds = { added: '添了', removed: '去掉', changed: '改了' } as const

/** What changed between two versions, a row a change. */
export const DiffTable = ({ label, rows }: { label: string; rows: readonly DiffRow[] }) => (
  <table className="list diff" aria-label={label}>
    <thead>
      <tr>
        <th scope="col" data-width="wide">
          哪里
        </th>
        <th scope="col" data-width="narrow">
          怎么变
        </th>
        <th scope="col">原来</th>
        <th scope="col">现在</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((r) => (
        <tr key={`${r.path}${r.kind}`}>
          <td>{r.part}</td>
          <td>
            <span className="tag">{kinds[r.kind]}</span>
          </td>
          <td>{r.before === undefined ? <span className="soft">没有</span> : <del>{r.before}</del>}</td>
          <td>{r.after === undefined ? <span className="soft">没有</span> : <ins>{r.after}</ins>}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
