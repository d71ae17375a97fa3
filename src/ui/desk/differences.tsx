type Texts = { before?: string | undefined; after?: string | undefined }
/** One difference between two versions: where, and both texts; absent where there was nothing. `raw` is what the file says, for whoever writes it. */
export type Difference = Texts & { where: string; kind: 'added' | 'removed' | 'changed'; raw?: Texts | undefined }

const Raw = ({ raw: { before, after } }: { raw: Texts }) => (
  <details className="small soft">
    <summary>文件里的写法</summary>
    <code>{[before, after].filter(Boolean).join(' → ')}</code>
  </details>
)

const kinds = { added: '添了', removed: '去掉', changed: '改了' } as const

type Props = { label: string; rows: readonly Difference[] /** over what is new: 现在, or what it is to become */; now?: string }

/** What differs between two versions, a row a difference. */
export const Differences = ({ label, rows, now = '现在' }: Props) => (
  <table className="list rules diff" aria-label={label}>
    <thead>
      <tr>
        <th scope="col" data-width="wide">
          哪里
        </th>
        <th scope="col" data-width="narrow">
          怎么变
        </th>
        <th scope="col">原来</th>
        <th scope="col">{now}</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((r) => (
        <tr key={`${r.where}${r.kind}${r.before ?? ''}${r.after ?? ''}`}>
          <td>
            {r.where}
            {r.raw ? <Raw raw={r.raw} /> : null}
          </td>
          <td data-name="怎么变">
            <span className="tag">{kinds[r.kind]}</span>
          </td>
          <td data-name="原来">{r.before === undefined ? <span className="soft">没有</span> : <del>{r.before}</del>}</td>
          <td data-name={now}>{r.after === undefined ? <span className="soft">没有</span> : <ins>{r.after}</ins>}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
