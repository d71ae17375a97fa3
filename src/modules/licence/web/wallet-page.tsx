import type { Page } from '#kernel/module.ts'
import { dueText } from '#ui/day.ts'
import { Empty, Notice, Part, Rail, RailBlock, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { CardView, WalletView } from '../schema/view.ts'
import { demoWords, home, StateTag, UsesBlock } from './words.tsx'

const until = (toOn: string | null) => (toOn === null ? '长期有效' : `有效期到${dueText(toOn, { year: true })}`)

const Card = ({ l, note }: { l: CardView; note?: string }) => (
  <>
    <a href={`/licences/${l.id}`}>{l.typeName}</a> <StateTag state={l.state} />
    <small>{[l.no, l.organName, until(l.toOn), note].filter(Boolean).join(' · ')}</small>
  </>
)

const lead = '办事要用的时候，系统自己取，不用您带、不用您传。每用一次都记在这里。'

/** The wallet: one's own licences, those of the bodies one represents, and those that others have lent. */
export const WalletPage: Page<WalletView> = ({ data, frame }) => {
  const all = data.own.flatMap((o) => o.licences)
  return (
    <PublicPage frame={frame} title="我的证照">
      <Title text="我的证照" trail={[home]} lead={lead} />
      <div className="wrap work">
        <div>
          {[...all, ...data.lent.map((x) => x.licence)].some((l) => l.demo) ? <Notice title={demoWords} /> : null}
          {data.own.map(({ party, name, licences }) => (
            <Part key={party} title={name}>
              {licences.length ? (
                <Rows>
                  {licences.map((l) => (
                    <Card key={l.id} l={l} />
                  ))}
                </Rows>
              ) : (
                <Empty title="还没有电子证照" why="在本市办下来的证照，决定当天就会出现在这里；以前办的正在陆续录入。" />
              )}
            </Part>
          ))}
          {data.lent.length ? (
            <Part title="别人授权我用的">
              <Rows>
                {data.lent.map(({ licence, authorisation: a }) => (
                  <Card key={a.id} l={licence} note={`${licence.holderName}授权，用于${a.purpose}，到${dueText(a.toOn)}`} />
                ))}
              </Rows>
            </Part>
          ) : null}
        </div>
        <Rail label="还可以" part>
          <UsesBlock />
          <RailBlock title="收到一份证照文件？">
            <p>
              扫文件上的二维码，或在<a href="/licences/verify">证照核验</a>里输入标识。
            </p>
          </RailBlock>
        </Rail>
      </div>
    </PublicPage>
  )
}
