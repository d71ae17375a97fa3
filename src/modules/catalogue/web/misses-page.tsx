import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page } from '#kernel/module.ts'
import { Table } from '#ui/public/list.tsx'
import { Empty, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Miss } from '../schema.ts'
import { guideHref, listHref } from './href.ts'

/** What people looked for in vain, most often first: for those who tend the words. */
export const MissesPage: Page<{ misses: Miss[] }> = ({ data: { misses }, frame, now }) => (
  <PublicPage frame={frame} title="搜了没找到的词">
    <Title text="搜了没找到的词" lead="补一个关键词或一条说法，下一个人就能找到。这里不记谁搜的，长串数字已经去掉。" />
    <div className="wrap">
      {misses.length === 0 ? (
        <Empty title="现在没有，搜的都找到了" why="有人搜了没结果的词会列在这里，照着补事项的搜索词就行。" />
      ) : (
        <Table
          caption="搜了没找到的词"
          rows={misses}
          rowKey={(m) => m.query}
          columns={[
            { title: '词', cell: (m) => <a href={listHref({ q: m.query })}>{m.query}</a> },
            {
              title: '后来换的说法、打开的事项',
              cell: (m) =>
                m.then.length === 0
                  ? '还没有'
                  : m.then.map((t) => (
                      <div key={`${t.query} ${t.code}`}>
                        “{t.query}”→<a href={guideHref(t.code)}>{t.name}</a>（{t.times} 次）
                      </div>
                    )),
            },
            { title: '次数', cell: (m) => m.times, number: true },
            { title: '最近一次', cell: (m) => zhMoment(m.lastAt, now) },
          ]}
        />
      )}
    </div>
  </PublicPage>
)
