import { z } from 'zod'
import { anyone, get, post, signedIn } from '#kernel/module.ts'
import { answer, listObjections, openObjection, openToHandle, withdraw } from './actions/handle.ts'
import { object } from './actions/object.ts'
import { list, open } from './actions/read.ts'
import { AnswerObjection, AskList, AskOne, NewObjection, Withdraw } from './schema.ts'
import { AnswerPage, ObjectionsPage, WithdrawPage } from './web/handle-pages.tsx'
import { ListPage } from './web/list-page.tsx'
import { ObjectPage } from './web/object-page.tsx'
import { PublicationPage } from './web/publication-page.tsx'

export const routes = [
  get('/publicity', anyone, AskList, list, { title: '公示列表：按种类、状态、地区筛选', page: ListPage }),
  get('/publicity/objections', 'publicity.publish', z.object({}), listObjections, { title: '待答复的异议', page: ObjectionsPage }),
  get('/publicity/objections/:id', 'publicity.publish', AskOne, openObjection, { title: '一条异议：答复', page: AnswerPage }),
  post('/publicity/objections/:id', 'publicity.publish', AnswerObjection, answer, {
    title: '答复异议',
    then: () => '/publicity/objections',
  }),
  get('/publicity/:id', anyone, AskOne, open, { title: '一条公示', page: PublicationPage }),
  get('/publicity/:id/object', signedIn, NewObjection.partial({ text: true }), open, { title: '提异议：填写', page: ObjectPage }),
  post('/publicity/:id/object', signedIn, NewObjection, object, {
    title: '提异议',
    once: true,
    then: ({ publication }) => `/publicity/${publication}#mine`,
  }),
  get('/publicity/:id/withdraw', 'publicity.publish', AskOne, openToHandle, { title: '撤下公示：填写', page: WithdrawPage }),
  post('/publicity/:id/withdraw', 'publicity.publish', Withdraw, withdraw, { title: '撤下公示', then: ({ id }) => `/publicity/${id}` }),
]
