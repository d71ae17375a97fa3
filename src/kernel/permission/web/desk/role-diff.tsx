import { given } from '../../rules/roles.ts'
import type { RoleChange } from '../../schema.ts'

type Props = { change: RoleChange; names: ReadonlyMap<string, string> }

/** What a change of a role gives and takes, who asked, and why. */
export function RoleDiff({ change: c, names }: Props) {
  const words = (permissions: readonly string[]) => permissions.map((p) => names.get(p) ?? p).join('、')
  const [more, less] = [given(c.before, c.permissions), given(c.permissions, c.before)]
  return (
    <span>
      {more.length ? <b>加：{words(more)}。</b> : null}
      {less.length ? <>减：{words(less)}。</> : null}
      <span className="soft">
        {c.proposedByName ?? '系统'}申请，理由：{c.reason}
      </span>
    </span>
  )
}
