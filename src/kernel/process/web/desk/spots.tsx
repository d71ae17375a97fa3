import type { Spot } from '../../schema/desk.ts'
import { stayText } from './stay.ts'

/** The steps in which cases stay longest; the same as the diagram shows, as a table. */
export const Spots = ({ spots }: { spots: readonly Spot[] }) => (
  <table className="list" aria-label="最慢的步骤">
    <thead>
      <tr>
        <th scope="col" data-width="wide">
          步骤
        </th>
        <th scope="col">经过</th>
        <th scope="col">平均停留</th>
        <th scope="col">最长</th>
      </tr>
    </thead>
    <tbody>
      {spots.map((s) => (
        <tr key={s.element}>
          <td>{s.name}</td>
          <td className="num">{s.passed} 次</td>
          <td className="num">{stayText(s.mean)}</td>
          <td className="num">{stayText(s.longest)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)
