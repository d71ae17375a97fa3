import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhClock, zhDate } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { type Column, Table } from '#ui/public/list.tsx'
import { Empty, Facts, More, Part, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { Stars } from '#ui/public/stars.tsx'
import type { Tally } from '../schema.ts'

type Data = {
  item?: string
  organ?: string
  name?: string
  total: Tally & { goodRate: number | null }
  byOrgan: Tally[]
  byItem: Tally[]
  latest: { id: string; itemName: string; grade: number; text: string; ratedOn: string }[]
}

const goodOf = (t: Tally): string => `${Math.round((1000 * t.good) / t.count) / 10}%`

const columns = (title: string, by: 'item' | 'organ'): Column<Tally>[] => [
  { title, cell: (t) => <a href={`/evaluations?${by}=${encodeURIComponent(t.key)}`}>{t.name}</a> },
  { title: '平均分', cell: (t) => (t.average === null ? '—' : t.average.toFixed(1)), number: true },
  { title: '好评率', cell: goodOf, number: true },
  { title: '评价数', cell: (t) => t.count, number: true },
]

/** How the numbers are made, beside the numbers. */
const Method = () => (
  <More title="统计口径">
    <p>评价由办事人在服务后 5 个工作日内自愿作出，5 分非常满意，1 分非常不满意。</p>
    <p>好评率 =（非常满意 + 满意 + 基本满意）÷ 全部评价。系统默认的评价、复核后不予采纳的评价不算；追评和首评各算一条。</p>
    <p>文字经审核后公开，不显示评价人。单位不能修改、删除评价。</p>
  </More>
)

/** What everybody may see of all ratings. */
export const EvaluationsPage = ({ data, frame, now }: PageProps<Data>) => {
  const { total } = data
  const title = data.name ? `好差评：${data.name}` : '好差评'
  const narrowed = data.item !== undefined || data.organ !== undefined
  return (
    <PublicPage frame={{ ...frame, title }}>
      <Title
        text={title}
        trail={[{ text: '首页', href: '/' }, ...(narrowed ? [{ text: '好差评', href: '/evaluations' }] : [])]}
        lead="办过事的人怎么说"
        soft={`更新时间：${zhClock(now)}`}
      />
      <div className="wrap parts sect sect--first">
        {total.count === 0 ? (
          <Empty title="还没有评价" why="办完事的人在 5 个工作日内评价后，这里就有了。" acts={[{ text: '看我的办件', href: '/me' }]} />
        ) : (
          <>
            <Part title="总的情况">
              <Facts
                facts={[
                  { name: '平均分', value: total.average === null ? '—' : `${total.average.toFixed(1)} 分（满分 5 分）` },
                  { name: '好评率', value: `${total.goodRate}%` },
                  { name: '评价数', value: `${total.count} 条` },
                ]}
              />
            </Part>
            {data.item ? null : (
              <Part title="各事项">
                <Table caption="各事项的评价" columns={columns('事项', 'item')} rows={data.byItem} rowKey={(t) => t.key} />
              </Part>
            )}
            {data.organ ? null : (
              <Part title="各单位">
                <Table caption="各单位的评价" columns={columns('单位', 'organ')} rows={data.byOrgan} rowKey={(t) => t.key} />
              </Part>
            )}
            <Part title="最近的评价">
              {data.latest.length === 0 ? (
                <p className="soft">还没有审核通过的文字评价。</p>
              ) : (
                <Rows>
                  {data.latest.map((r) => (
                    <div key={r.id}>
                      <Stars grade={r.grade as 1 | 2 | 3 | 4 | 5} />
                      <p>{r.text}</p>
                      <p className="small soft">
                        {r.itemName}，{zhDate(r.ratedOn, dayOf(now))}
                      </p>
                    </div>
                  ))}
                </Rows>
              )}
            </Part>
          </>
        )}
        <Method />
      </div>
    </PublicPage>
  )
}
