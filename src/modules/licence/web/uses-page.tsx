import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { Table } from '#ui/public/list.tsx'
import { Empty, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { UsesView } from '../schema/view.ts'
import { walletTrail } from './words.tsx'

const kinds = {
  material: '当材料用',
  call: '系统调用',
  shown: '出示',
  checked: '扫码查验',
  copy: '取加注件',
  query: '机关核验',
} as const

/** Who has used my licences: when, which organ, for what; the case is one click away. */
export const UsesPage: Page<UsesView> = ({ data: { uses }, frame, now }) => (
  <PublicPage frame={frame} title="谁用过我的证照">
    <Title text="谁用过我的证照" trail={walletTrail} lead="每用一次，这里就多一条，谁也删不掉、改不了。" />
    <div className="wrap">
      <Part title="最近的在前面">
        {uses.length ? (
          <Table
            caption="用证记录"
            columns={[
              { title: '什么时候', cell: (u) => zhMoment(u.at, now) },
              { title: '哪张证照', cell: (u) => `${u.name} ${u.no}` },
              { title: '谁用的', cell: (u) => u.organName },
              { title: '怎么用的', cell: (u) => kinds[u.kind] },
              { title: '为了什么', cell: (u) => (u.case ? <a href={`/cases/${u.case}`}>{u.purpose}</a> : u.purpose) },
            ]}
            rows={uses}
            rowKey={(u) => u.id}
          />
        ) : (
          <Empty title="还没有人用过" why="有人用的时候，不用您来查，这里自己会记下。" />
        )}
      </Part>
      <Part title="觉得不该用的">
        <p>
          可以问那个机关，或者打 <a href="tel:12345">12345</a>。您有权知道谁、为什么用过您的证照（个人信息保护法第四十四条）。
        </p>
      </Part>
    </div>
  </PublicPage>
)
