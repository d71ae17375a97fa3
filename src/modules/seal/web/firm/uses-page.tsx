import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { Pager, Table } from '#ui/public/list.tsx'
import { Empty, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { FirmUsesView } from '../../schema/firm.ts'
import { firmTrail } from './words.tsx'

/** Every use of the seals of one's firms: on what, for which case, by whose approval, when. Nothing is ever taken out. */
export const FirmUsesPage: Page<FirmUsesView> = ({ data: { rows, next }, frame, now }) => (
  <PublicPage frame={frame} title="用印记录">
    <Title
      text="用印记录"
      trail={firmTrail}
      lead="企业的印章每盖一次都在这里：盖在什么上、为哪件事、谁批的、什么时候。只增加，不能改、不能删。"
    />
    <div className="wrap">
      {rows.length ? (
        <Table
          caption="用印记录"
          columns={[
            {
              title: '文件',
              cell: (u) => (
                <>
                  {u.title}
                  <small>盖的是{u.sealName}</small>
                </>
              ),
            },
            {
              title: '用途',
              cell: (u) => (
                <>
                  {u.basis.replace(/^用印申请：/, '')}
                  {u.caseId ? (
                    <small>
                      <a href={`/cases/${u.caseId}`}>看这一件</a>
                    </small>
                  ) : null}
                </>
              ),
            },
            {
              title: '谁批的',
              cell: (u) => (
                <>
                  {u.approver}
                  <small>{zhMoment(new Date(u.at), now)}</small>
                </>
              ),
            },
            {
              title: '下载',
              act: true,
              number: true,
              cell: (u) => (
                <a href={`/seals/uses/${u.id}/file`}>
                  下载<span className="vh">：{u.title}</span>
                </a>
              ),
            },
          ]}
          rows={rows}
          rowKey={(u) => u.id}
        />
      ) : (
        <Empty title="还没有用过" why="印章做好以后，给文件盖一次，这里就多一行。" acts={[{ text: '回到企业印章', href: '/my-seals' }]} />
      )}
      <Pager after={next ? `/my-seals/uses?after=${encodeURIComponent(next)}` : undefined} />
    </div>
  </PublicPage>
)
