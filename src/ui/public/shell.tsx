import type { ReactNode } from 'react'

export type Division = { code: string; name: string }

/** The city whose pages these are, as its `city.yaml` says. */
export type FrameCity = {
  name: string
  shortName: string
  division: string
  demo: boolean
  brand: { zh: string; en?: string | undefined }
  programme?: string | undefined
}

/** What every public page needs to know about the request; the server builds it once, the pages pass it on. */
export type Frame = {
  /** Title without the site's name; a page with field errors begins it with '错误：' (the shell does so when `wrong`). */
  title: string
  /** True when the page shows an ErrorSummary. */
  wrong?: boolean
  city: FrameCity
  /** The division whose services are shown, and all that can be chosen. */
  division: Division
  divisions: readonly Division[]
  /** True where the page is about one matter of one place: the place heads it, and choosing another leads home. */
  settled?: boolean
  /** Who is signed in; `href` is the account page. */
  who?: { name: string; href?: string }
  /** For whom this page acts, where it is not the person himself: a helper is always seen to help. */
  client?: string
  /** A word that stands for the one signed in, the same in each of his sessions: what a page kept for him goes to nobody else. */
  person?: string
  /** Seconds until an unused session ends, so that the page can warn before. */
  sessionSeconds?: number
  /** 关怀版: larger type, simpler layout, the same markup. */
  care: boolean
  /** The demo clock as words, '2023年9月27日 10:24'. */
  demoClock?: string
  /** Path and query of this page, to come back to after switching division or type size. */
  path: string
  /** What was done otherwise than asked, said once above the page: a division that was dissolved leads to its successor. */
  notice?: string
  /** Token of the session against forged forms, for `FormKeys`. */
  csrf?: string
  /** Unread messages of the one signed in. */
  messages?: number
  /** Served version of the stylesheets, appended as `?v=`, so that they may be cached for a year. */
  version?: string
}

/** Addresses the shell links to. `back` is always a path of this site; the server refuses anything else. */
export const shellPaths = {
  home: '/',
  division: (code: string, back: string) => `/division?code=${code}&back=${encodeURIComponent(back)}`,
  care: (on: boolean, back: string) => `/care?on=${on ? 1 : 0}&back=${encodeURIComponent(back)}`,
  accessibility: '/accessibility',
  signIn: (back: string) => `/sign-in?back=${encodeURIComponent(back)}`,
  me: '/me',
  messages: '/me/messages',
  acting: '/account#acting',
  help: '/help',
  privacy: '/privacy',
  stuck: '/stuck',
  map: '/map',
  source: '/source',
}

/** What stands behind the title of every page. */
export const siteName = (city: FrameCity): string => `${city.brand.zh}${demoMark({ city })}`

/** Stands behind codes and telephones of a demo city, so that nobody takes them for true ones; nothing in a real city. */
export const demoMark = ({ city }: Pick<Frame, 'city'>, mark = '（演示）'): string => (city.demo ? mark : '')

/** The frame of a page about a matter of one place: headed by that place, whatever the visitor has chosen. A code that is no more changes nothing. */
export function placedIn(frame: Frame, code: string): Frame {
  const division = frame.divisions.find((d) => d.code === code)
  return division ? { ...frame, division, settled: true } : frame
}

const DivisionSwitch = ({ frame }: { frame: Frame }) => (
  <details>
    <summary>
      <span className="vh">地区：</span>
      {frame.division.name}
    </summary>
    <ul className="places">
      {frame.settled ? <li className="places__why">这件事在{frame.division.name}办。想看别处能办什么，选一个地区回首页：</li> : null}
      {frame.divisions.map((d) => (
        <li key={d.code}>
          <a
            href={shellPaths.division(d.code, frame.settled ? shellPaths.home : frame.path)}
            aria-current={d.code === frame.division.code ? 'true' : undefined}
          >
            {d.name}
          </a>
        </li>
      ))}
    </ul>
  </details>
)

const Account = ({ frame }: { frame: Frame }) =>
  frame.who ? (
    <>
      {frame.messages ? (
        <a href={shellPaths.messages}>
          消息<span className="count">{frame.messages}</span>
          <span className="vh"> 条未读</span>
        </a>
      ) : null}
      <a href={frame.who.href ?? shellPaths.me}>{frame.who.name}</a>
    </>
  ) : (
    <a href={shellPaths.signIn(frame.path)}>登录</a>
  )

const Head = ({ frame }: { frame: Frame }) => (
  <header className="head">
    <div className="wrap">
      <a className="brand" href={shellPaths.home}>
        <b>好办</b>
        <span>{frame.city.shortName} · 一网好办</span>
      </a>
      <nav className="tools" aria-label="地区、显示和账户">
        <DivisionSwitch frame={frame} />
        <a href={shellPaths.care(!frame.care, frame.path)}>{frame.care ? '标准版' : '关怀版'}</a>
        <a className="tools__late" href={shellPaths.accessibility}>
          无障碍
        </a>
        <Account frame={frame} />
      </nav>
    </div>
    {frame.city.demo ? (
      <p className="demo">
        <span className="wrap">
          <b>演示</b>数据都是虚构的，不能真正办事。
          {frame.demoClock ? <span className="nb">演示时钟：{frame.demoClock}</span> : null}
        </span>
      </p>
    ) : null}
    {frame.client ? (
      <p className="client">
        <span className="wrap">
          <span>
            正在替 <b>{frame.client}</b> 办事
          </span>
          <a href={shellPaths.acting}>换一方</a>
        </span>
      </p>
    ) : null}
  </header>
)

const Foot = ({ city }: Pick<Frame, 'city'>) => (
  <footer className="foot">
    <div className="wrap">
      <p>
        <b>好办</b>是开源的城市政务服务平台。{city.demo ? '本站为演示，不代表任何政府机关。' : null}
        <br />
        {city.demo ? '主办单位：〔占位〕 · 承办单位：〔占位〕 · 备案号：〔占位〕' : `${city.name}政务服务`}
      </p>
      <ul>
        {(
          [
            ['怎么用', shellPaths.help],
            ['无障碍声明', shellPaths.accessibility],
            ['隐私与数据', shellPaths.privacy],
            ['办不成事反映', shellPaths.stuck],
            ['网站地图', shellPaths.map],
            ['源代码', shellPaths.source],
            ['打 12345（24 小时）', 'tel:12345'],
          ] as const
        ).map(([word, href]) => (
          <li key={href}>
            <a href={href}>{word}</a>
          </li>
        ))}
      </ul>
    </div>
  </footer>
)

type ShellProps = { frame: Frame; title?: string; wrong?: boolean; children: ReactNode }

/** The whole document of a public page: head, skip link, top, demo banner, main, foot; children stand directly in `main`. */
export const PublicPage = ({ frame, title = frame.title, wrong = frame.wrong, children }: ShellProps) => (
  <html lang="zh-Hans-CN" data-care={frame.care ? '' : undefined}>
    <head>
      <meta charSet="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="theme-color" content="#0f5f59" />
      <title>{`${wrong ? '错误：' : ''}${title} - ${siteName(frame.city)}`}</title>
      {['tokens.css', 'public.css'].map((file) => (
        <link key={file} rel="stylesheet" href={`/assets/${file}${frame.version ? `?v=${frame.version}` : ''}`} />
      ))}
      <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
      <script type="module" src={`/assets/public.js${frame.version ? `?v=${frame.version}` : ''}`} />
      <link rel="manifest" href="/assets/manifest.webmanifest" />
    </head>
    <body data-session={frame.sessionSeconds} data-person={frame.who ? frame.person : undefined}>
      <a className="skip" href="#main">
        跳到主要内容
      </a>
      <Head frame={frame} />
      <main id="main" tabIndex={-1}>
        {frame.notice ? (
          <div className="wrap">
            <p role="status">{frame.notice}</p>
          </div>
        ) : null}
        {children}
      </main>
      <Foot city={frame.city} />
    </body>
  </html>
)
