import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { answerCorrection, openCorrection, waiting } from './actions/answer.ts'
import { close, closedPage, closePage } from './actions/close.ts'
import { correct, corrections, correctionsPath, correctPage } from './actions/correct.ts'
import { data, take } from './actions/data.ts'
import { AnswerCorrection, AskClass, AskCorrection, CloseAccount, CorrectionId, Nothing } from './schema.ts'
import { ClosedPage, ClosePage } from './web/close-pages.tsx'
import { CorrectionsPage, CorrectPage } from './web/correct-pages.tsx'
import { DataPage } from './web/data-page.tsx'

export const routes: Route[] = [
  get('/me/data', signedIn, Nothing, data, { title: '我的个人信息：本市存了什么', page: DataPage }),
  post('/me/data', signedIn, Nothing, take, { title: '我的个人信息：全部取走（ZIP）', again: true }),
  get('/me/data/close', signedIn, Nothing, closePage, { title: '注销账户：先看清楚', page: ClosePage }),
  post('/me/data/close', signedIn, CloseAccount, close, { title: '注销账户', then: () => '/account-closed' }),
  get('/me/data/corrections', signedIn, Nothing, corrections, { title: '更正我的信息：每一类怎么改，提过的请求', page: CorrectionsPage }),
  get('/me/data/correct', signedIn, AskClass, correctPage, { title: '更正我的信息：填写', page: CorrectPage }),
  post('/me/data/correct', signedIn, AskCorrection, correct, {
    title: '更正我的信息：提出请求',
    once: true,
    then: ({ id }) => `${correctionsPath}#c-${id}`,
  }),
  get('/data-corrections', 'personal.correct', Nothing, waiting, { title: '待答复的更正请求' }),
  get('/data-corrections/:id', 'personal.correct', CorrectionId, openCorrection, { title: '一条更正请求' }),
  post('/data-corrections/:id', 'personal.correct', AnswerCorrection, answerCorrection, { title: '答复更正请求', stepUp: true }),
  get('/account-closed', anyone, Nothing, closedPage, { title: '账户已注销', page: ClosedPage }),
]
