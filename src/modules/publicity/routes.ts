import { z } from 'zod'
import { anyone, get, post, signedIn } from '#kernel/module.ts'
import { answer, listObjections, listOwnPublications, openObjection, withdraw } from './actions/handle.ts'
import { object } from './actions/object.ts'
import { list, open } from './actions/read.ts'
import { AnswerObjection, AskList, AskOne, AskOwn, NewObjection, Withdraw } from './schema.ts'
import { ListPage } from './web/list-page.tsx'
import { ObjectPage } from './web/object-page.tsx'
import { PublicationPage } from './web/publication-page.tsx'

export const routes = [
  get('/publicity', anyone, AskList, list, { title: '公示列表：按种类、状态、地区筛选', page: ListPage }),
  get('/publicity/own', 'publicity.publish', AskOwn, listOwnPublications, { title: '本单位的公示' }),
  get('/publicity/objections', 'publicity.publish', z.object({}), listObjections, { title: '待答复的异议' }),
  get('/publicity/objections/:id', 'publicity.publish', AskOne, openObjection, { title: '一条异议' }),
  post('/publicity/objections/:id', 'publicity.publish', AnswerObjection, answer, { title: '答复异议' }),
  get('/publicity/:id', anyone, AskOne, open, { title: '一条公示', page: PublicationPage }),
  get('/publicity/:id/object', signedIn, NewObjection.partial({ text: true }), open, { title: '提异议：填写', page: ObjectPage }),
  post('/publicity/:id/object', signedIn, NewObjection, object, {
    title: '提异议',
    once: true,
    then: ({ publication }) => `/publicity/${publication}#mine`,
  }),
  post('/publicity/:id/withdraw', 'publicity.publish', Withdraw, withdraw, { title: '撤下公示' }),
]
