import type { Page } from '#kernel/module.ts'
import { SeenTable } from '#ui/public/case.tsx'
import { Empty, Part, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { ReadsView } from '../schema/view.ts'

/** Who has looked at what of mine, and what for. */
export const ReadsPage: Page<ReadsView> = ({ data, frame }) => (
  <PublicPage frame={frame} title="谁看过我的信息">
    <Title
      text="谁看过我的信息"
      trail={[
        { text: '首页', href: '/' },
        { text: '我的办件', href: '/me' },
      ]}
      lead="工作人员每看一次您填的内容、交的材料，或者完整的证件号码、电话，这里就多一条。"
    />
    <div className="wrap">
      <Part title="最近的在前面">
        {data.looks.length ? (
          <SeenTable
            looks={data.looks.map((l) => ({
              when: l.when,
              who: l.who,
              what: (
                <>
                  {l.what}
                  {l.case ? (
                    <small>
                      办的是：<a href={l.case.href}>{l.case.name}</a>
                    </small>
                  ) : null}
                </>
              ),
            }))}
          />
        ) : (
          <Empty title="还没有人看过" why="有人看的时候，不用您来查，这里自己会记下。" />
        )}
        {data.more ? <p className="small soft">只列最近 100 条。更早的，在每一件的进度页上看。</p> : null}
      </Part>
      <Part title="觉得不该看的">
        <p>
          可以问办这一件的机关，或者打 <a href="tel:12345">12345</a>。您有权知道谁、为什么看过您的信息（个人信息保护法第四十四条）。
        </p>
      </Part>
    </div>
  </PublicPage>
)
