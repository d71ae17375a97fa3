/** The addresses of experts: asking from the desk, answering by a link without an account. */
import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { answerExpert, expertFile, expertPage } from '../actions/expert/answer.ts'
import { askExperts, withdrawExpert } from '../actions/expert/ask.ts'
import { AnswerExpert, AskExperts, ExpertFile, SeatId, Token } from '../schema/expert.ts'
import { ExpertPage } from '../web/expert-page.tsx'

export const expertRoutes: Route[] = [
  post('/work/cases/:id/experts', signedIn, AskExperts, askExperts, {
    title: '工作台：问专家',
    once: true,
    secret: '专家的链接只显示一次；没有记下来的话，请收回这一位，再问一次',
  }),
  post('/work/cases/:id/experts/:seat/withdraw', signedIn, SeatId, withdrawExpert, { title: '工作台：收回一位专家的链接' }),
  get('/expert/:token', anyone, Token, expertPage, { title: '专家咨询', page: ExpertPage }),
  post('/expert/:token', anyone, AnswerExpert, answerExpert, { title: '专家答复', then: ({ token }) => `/expert/${token}` }),
  get('/expert/:token/files/:hash', anyone, ExpertFile, expertFile, { title: '附在问题里的文件' }),
]
