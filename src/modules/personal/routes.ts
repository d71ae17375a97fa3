import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { close, closedPage, closePage } from './actions/close.ts'
import { data, take } from './actions/data.ts'
import { CloseAccount, Nothing } from './schema.ts'
import { ClosedPage, ClosePage } from './web/close-pages.tsx'
import { DataPage } from './web/data-page.tsx'

export const routes: Route[] = [
  get('/me/data', signedIn, Nothing, data, { title: '我的个人信息：本市存了什么', page: DataPage }),
  post('/me/data', signedIn, Nothing, take, { title: '我的个人信息：全部取走（ZIP）', again: true }),
  get('/me/data/close', signedIn, Nothing, closePage, { title: '注销账户：先看清楚', page: ClosePage }),
  post('/me/data/close', signedIn, CloseAccount, close, { title: '注销账户', then: () => '/account-closed' }),
  get('/account-closed', anyone, Nothing, closedPage, { title: '账户已注销', page: ClosedPage }),
]
