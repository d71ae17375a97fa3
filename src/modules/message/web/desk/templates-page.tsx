import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { type Column, Rows } from '#ui/desk/rows.tsx'
import type { Published } from '../../schema.ts'

const audiences = {
  applicant: '申请人一方',
  holder: '经办人',
  approvers: '审批人',
  chiefs: '科室负责人',
  handlers: '能办这张工单的人',
  supervisors: '督办员',
  named: '业务指定的人',
} as const
const channels = { inbox: '站内', sms: '短信', email: '邮件' } as const

const columns: readonly Column<Published>[] = [
  { title: '标题', width: 'wide', show: (t) => t.title },
  { title: '发给', width: 'usual', show: (t) => audiences[t.who] },
  { title: '怎么发', width: 'usual', show: (t) => t.channels.map((c) => channels[c]).join('、') },
  { title: '正文', width: 'rest', show: (t) => t.text, hint: (t) => t.text },
  { title: '版本', width: 'narrow', show: (t) => `第 ${t.version} 版` },
  { title: '发布', width: 'usual', show: (t) => <span className="num soft">{momentText(String(t.at))}</span> },
]

/** All texts that the city sends. */
export function TemplatesPage() {
  const loaded = useLoaded<Published[]>('/messages/templates')
  return (
    <PlainPage title="消息模板" loaded={loaded} note={(rows) => `${rows.length} 个；已经发出的消息不会跟着变`}>
      {(rows) => <Rows label="消息模板" columns={columns} rows={rows} id={(t) => t.code} href={(t) => `/desk/templates/${t.code}`} />}
    </PlainPage>
  )
}
