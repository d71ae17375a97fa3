import { get, post, type Route, signedIn } from '#kernel/module.ts'
import { data, take } from './actions/data.ts'
import { Nothing } from './schema.ts'
import { DataPage } from './web/data-page.tsx'

export const routes: Route[] = [
  get('/me/data', signedIn, Nothing, data, { title: '我的个人信息：本市存了什么', page: DataPage }),
  post('/me/data', signedIn, Nothing, take, { title: '我的个人信息：全部取走（ZIP）', again: true }),
]
