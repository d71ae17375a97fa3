/** The desk: one page in the browser, made of the rooms' desk pages. */
import '#ui/tokens.css'
import '#ui/desk.css'
import '#ui/desk-work.css'
import './shell.css'
import { ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN.js'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn.js'
import { lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { config } from 'zod/v4/core'
import { makeKeysWith, openSession, type Session, sentenceOf, signIn } from '#ui/desk/client.ts'
import type { DeskPage } from '#ui/desk/pages.ts'
import { StepUp } from '#ui/desk/step-up.tsx'
import { deskProvider, stillTheme } from '#ui/desk-theme.ts'
import { pages } from './rooms.ts'
import { Shell } from './shell.tsx'

// the policy of the desk forbids making code of text; without this zod tries it, and the browser reports the try
config({ jitless: true })

// months, weekdays and the first day of the week of every calendar that opens
dayjs.locale('zh-cn')

/** The package is CommonJS to some bundlers and an ES module to others. */
const locale = 'default' in zhCN ? zhCN.default : zhCN
const waiting = (
  <main className="main">
    <div className="empty" role="status">
      <p>正在打开</p>
    </div>
  </main>
)

function routeOf({ path, load }: DeskPage) {
  const Page = lazy(() => load().then((page) => ({ default: page })))
  return {
    path,
    element: (
      <Suspense fallback={waiting}>
        <Page />
      </Suspense>
    ),
  }
}

const routes = (session: Session) =>
  createBrowserRouter([
    {
      path: '/desk',
      element: <Shell session={session} />,
      children: pages.map(routeOf),
    },
  ])

makeKeysWith(() => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join(''))

const place = document.getElementById('desk')!
place.className = 'desk-root'
const root = createRoot(place)
const still = matchMedia('(prefers-reduced-motion: reduce)').matches
const nonce = document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content

openSession().then(
  (session) => {
    if (session.who.kind === 'anyone') return signIn()
    root.render(
      <ConfigProvider {...deskProvider} {...(still ? { theme: stillTheme } : {})} locale={locale} csp={{ nonce }}>
        <RouterProvider router={routes(session)} />
        <StepUp />
      </ConfigProvider>,
    )
  },
  (error: unknown) =>
    root.render(
      <main className="empty" role="alert">
        <h1>打不开工作台</h1>
        <p>{sentenceOf(error)}</p>
      </main>,
    ),
)
