import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { PageProps } from '#kernel/module.ts'
import { FormKeys } from '#ui/public/apply.tsx'
import { Pager, Tabs } from '#ui/public/list.tsx'
import { Tag } from '#ui/public/marks.tsx'
import { Acts, Empty, Facts, Rows, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import type { Letter } from '../schema.ts'

const home = [
  { text: '首页', href: '/' },
  { text: '我的', href: '/me' },
]

type InboxProps = PageProps<{ letters: readonly Letter[]; unread: number; next?: string; only?: 'unread' }>

/** One row: an unread letter is opened by a post, so that looking at the list or prefetching it never marks anything. */
const Row = ({ letter, now, csrf }: { letter: Letter; now: Date; csrf?: string }) => (
  <div>
    <p>{letter.readAt ? <a href={`/me/messages/${letter.id}`}>{letter.title}</a> : <b>{letter.title}</b>}</p>
    <p>{letter.text}</p>
    <p className="small soft">
      {zhMoment(letter.madeAt, now)}{' '}
      {letter.readAt ? null : (
        <>
          · <Tag>未读</Tag>
        </>
      )}
      {letter.doneAt ? '· 已经有人办了，不用您再办' : null}
    </p>
    {letter.readAt ? null : (
      <form method="post" action={`/me/messages/${letter.id}`}>
        <FormKeys csrf={csrf} />
        <div className="acts gain__note">
          <button className="btn btn--plain" type="submit">
            打开<span className="vh">：{letter.title}</span>
          </button>
        </div>
      </form>
    )}
  </div>
)

const nothing = {
  all: { title: '还没有消息', why: '您的申请有了新的进展，会在这里告诉您，同时发短信。' },
  unread: { title: '没有未读的消息', why: '都看过了。' },
}

/** The messages of the one signed in, newest first. */
export const InboxPage = ({ data, frame, now }: InboxProps) => (
  <PublicPage frame={{ ...frame, title: '我的消息' }}>
    <Title text="我的消息" trail={home} lead={data.unread > 0 ? `有 ${data.unread} 条未读` : undefined} />
    <div className="wrap">
      <Tabs
        label="消息"
        tabs={[
          { text: '全部', href: '/me/messages', here: data.only === undefined },
          { text: '未读', href: '/me/messages?only=unread', here: data.only === 'unread', count: data.unread },
        ]}
      />
      {data.letters.length === 0 ? (
        <div className="sect sect--first">
          <Empty {...nothing[data.only ?? 'all']} acts={[{ text: '看我的办件', href: '/me' }]} />
        </div>
      ) : (
        <Rows>
          {data.letters.map((letter) => (
            <Row key={letter.id} letter={letter} now={now} csrf={frame.csrf} />
          ))}
        </Rows>
      )}
      <Pager after={data.next ? `/me/messages?after=${data.next}${data.only ? '&only=unread' : ''}` : undefined} />
      {data.unread > 1 ? (
        <form method="post" action="/me/messages/read-all">
          <FormKeys csrf={frame.csrf} />
          <Acts className="acts--gap" plain={[{ text: '全部标为已读', name: 'all', value: '1' }]} />
        </form>
      ) : null}
    </div>
  </PublicPage>
)

/** One message by itself, with the way on. */
export const LetterPage = ({ data, frame, key, now }: PageProps<Letter>) => (
  <PublicPage frame={{ ...frame, title: data.title }}>
    <Title text={data.title} trail={[...home, { text: '我的消息', href: '/me/messages' }]} soft={zhMoment(data.madeAt, now)} />
    <div className="wrap">
      <div className="sect sect--first">
        <p className="lead measure">{data.text}</p>
      </div>
      {data.readAt || data.doneAt ? (
        <Facts
          facts={[
            ...(data.doneAt ? [{ name: '已经有人办了', value: `${zhMoment(data.doneAt, now)}，不用您再办` }] : []),
            ...(data.readAt && !data.doneAt ? [{ name: '看过的时间', value: zhMoment(data.readAt, now) }] : []),
          ]}
        />
      ) : null}
      {data.readAt ? null : (
        <form method="post" action={`/me/messages/${data.id}`}>
          <FormKeys csrf={frame.csrf} clientKey={key} />
          <Acts className="acts--gap" plain={[{ text: '标为已读', name: 'read', value: '1' }]} />
        </form>
      )}
      <Acts className="acts--gap" next={{ text: '去看这一件', href: data.link }} links={[{ text: '回我的消息', href: '/me/messages' }]} />
    </div>
  </PublicPage>
)
