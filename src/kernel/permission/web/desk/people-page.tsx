import { Button, Input } from 'antd'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { type Act, ActPanel } from '#ui/desk/act-panel.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { usePaged } from '#ui/desk/paged.ts'
import { permissionsOf, useSession } from '#ui/desk/pages.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, PagedRows } from '#ui/desk/rows.tsx'
import type { AccountLine, GrantChoices } from '../../schema.ts'

const columns: readonly Column<AccountLine>[] = [
  { title: '姓名', width: 'usual', show: (a) => a.name },
  { title: '登录名', width: 'usual', show: (a) => <span className="num">{a.login}</span> },
  { title: '单位', width: 'wide', show: (a) => a.organName, hint: (a) => a.organName ?? '' },
  { title: '职务', width: 'rest', show: (a) => a.title },
  {
    title: '账户',
    width: 'wide',
    show: (a) => (
      <>
        {a.disabledAt ? <span className="tag warn">停用</span> : <span className="tag ok">在用</span>}
        {a.mustChange ? <span className="tag">还没改初始密码</span> : null}
      </>
    ),
  },
]

const adding = (choices: GrantChoices): Act => ({
  title: '新建账户',
  path: '/accounts',
  verb: '建账户',
  intro: '建好以后还不能办事：要申请授权，由安全保密管理员确认。第一次登录时本人改密码。',
  asks: [
    { kind: 'line', name: 'name', label: '姓名' },
    { kind: 'line', name: 'login', label: '登录名', hint: '小写字母开头，一般用姓名拼音' },
    { kind: 'choose', name: 'organ', label: '单位', options: choices.organs.filter((o) => o.value !== '*') },
    { kind: 'line', name: 'title', label: '职务', optional: true },
    { kind: 'line', name: 'staffNo', label: '工号', optional: true, hint: '和单位目录里写的一样；从目录登录的才要' },
    { kind: 'password', name: 'password', label: '初始密码', hint: '至少 10 位，用字母大小写、数字、符号中的三种；当面告诉本人' },
  ],
})

/** Accounts of the staff; whoever manages them adds one here. */
export function PeoplePage() {
  const manages = permissionsOf(useSession()).has('permission.manage')
  const [search, setSearch] = useSearchParams()
  const q = search.get('q') ?? ''
  const organ = search.get('organ')
  const at = organ ? `&organ=${encodeURIComponent(organ)}` : ''
  const paged = usePaged<AccountLine>(`${manages ? '/accounts' : '/audit/accounts'}?q=${encodeURIComponent(q)}${at}`)
  const { data: choices } = useLoaded<GrantChoices>(manages ? '/grants/choices' : null)
  const [act, setAct] = useState<Act>()
  const go = useNavigate()
  return (
    <PlainPage
      title="人员"
      loaded={paged.first}
      note={() => `${paged.count} 个账户`}
      tools={choices ? <Button onClick={() => setAct(adding(choices))}>新建账户</Button> : null}
      filters={
        <Input.Search
          className="chip-find"
          aria-label="按姓名或登录名找"
          placeholder="按姓名或登录名找"
          allowClear
          defaultValue={q}
          onSearch={(text) => setSearch(text ? { q: text } : {})}
        />
      }
    >
      {() => (
        <>
          <PagedRows
            label="人员"
            columns={columns}
            paged={paged}
            id={(a) => a.id}
            href={(a) => `/desk/people/${a.id}`}
            quiet={(a) => a.disabledAt !== null}
            empty={
              q
                ? { why: `没有姓名里有“${q}”的账户。`, then: '只写姓，或者用登录名找。' }
                : { why: '还没有账户。', then: '按“新建账户”开第一个。' }
            }
          />
          {act ? (
            <ActPanel act={act} done={(told) => go(`/desk/people/${(told as { id: string }).id}`)} close={() => setAct(undefined)} />
          ) : null}
        </>
      )}
    </PlainPage>
  )
}
