import { get, post, signedIn } from '#kernel/module.ts'
import { check, kinds, ownPast, past, template } from './actions/desk.ts'
import { AskTemplate, CheckFile, ListPast, Nothing } from './schema.ts'
import { OwnPastPage } from './web/own-past-page.tsx'

export const routes = [
  get('/imports', 'imports.check', Nothing, kinds, { title: '可以导入的登记册' }),
  get('/imports/:kind/template', 'imports.check', AskTemplate, template, { title: '导入模板' }),
  post('/imports/:kind/check', 'imports.check', CheckFile, check, { title: '核对要导入的文件，什么都不写', limit: 20_000_000 }),
  get('/past-cases', 'imports.past', ListPast, past, { title: '以前的办件' }),
  get('/me/past-cases', signedIn, Nothing, ownPast, { title: '我以前的办件', page: OwnPastPage }),
]
