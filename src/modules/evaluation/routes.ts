import { anyone, get, post, signedIn } from '#kernel/module.ts'
import { rate, thanks, view } from './actions/rate.ts'
import { openContact, publicView, rating, ratings, review, toReview } from './actions/read.ts'
import { ById, ListRatings, OfCase, OpenContact, Public, Rate, ReviewWords } from './schema.ts'
import { EvaluationsPage } from './web/evaluations-page.tsx'
import { RatePage, ThanksPage } from './web/rate-page.tsx'

export const routes = [
  get('/cases/:id/rate', signedIn, OfCase, view, { title: '评价一件事', page: RatePage }),
  post('/cases/:id/rate', signedIn, Rate, rate, { title: '提交评价', then: (_, { id }) => `/cases/${id}/rate/thanks` }),
  get('/cases/:id/rate/thanks', signedIn, OfCase, thanks, { title: '评价已提交', page: ThanksPage }),
  get('/evaluations', anyone, Public, publicView, { title: '好差评公开', page: EvaluationsPage }),
  get('/evaluations/ratings', 'evaluation.read', ListRatings, ratings, { title: '评价列表，不含评价人' }),
  get('/evaluations/to-review', 'evaluation.review', ListRatings, toReview, { title: '待审核的评价文字' }),
  get('/evaluations/ratings/:id', 'evaluation.read', ById, rating, { title: '一条评价' }),
  post('/evaluations/ratings/:id/review', 'evaluation.review', ReviewWords, review, { title: '审核评价文字' }),
  post('/evaluations/ratings/:id/contact', 'evaluation.handle', OpenContact, openContact, {
    title: '查看差评人的联系方式，留痕',
    again: true,
    stepUp: true,
  }),
]
