import { z } from 'zod'
import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { applyForSeal } from '../actions/apply.ts'
import { askBatch, listBatches, openBatch, takeBatch } from '../actions/batch.ts'
import { checkPage, checkSent } from '../actions/check.ts'
import { rates } from '../actions/rates.ts'
import {
  applyChoices,
  keptSeals,
  listRequests,
  listSeals,
  listUses,
  openRequest,
  openSeal,
  requestPage,
  sealPicture,
  useFile,
  usePage,
} from '../actions/read.ts'
import { askUse, requestFile, takeRequest } from '../actions/request.ts'
import { revokedCrl } from '../actions/revoked.ts'
import { takeSeal } from '../actions/take.ts'
import { AskBatch, TakeBatch } from '../schema/batch.ts'
import { AskCheck, SentFile } from '../schema/check.ts'
import { ApplySeal, AskUse, ById, ListRequests, ListSeals, ListUses, TakeRequest, TakeSeal } from '../schema/life.ts'
import { CheckPage } from '../web/check-page.tsx'

const Nothing = z.object({})
const FileOf = ById.extend({ which: z.enum(['asked', 'sealed']) })
const PageOf = ById.extend({ page: z.coerce.number().int().min(1).max(100_000) })
const largest = 55 * 1_048_576
const largestChecked = 110 * 1_048_576

export const sealRoutes: Route[] = [
  get('/seals', signedIn, ListSeals, listSeals, { title: '印章列表' }),
  get('/seals/revoked.crl', anyone, Nothing, revokedCrl, { title: '签章证书吊销列表（DER）' }),
  get('/seals/check', anyone, AskCheck, checkPage, { title: '核验电子签章', page: CheckPage }),
  post('/seals/check', anyone, SentFile, checkSent, {
    title: '核验电子签章：浏览器不能自己核验时，交上来核验',
    again: true,
    page: CheckPage,
    limit: largestChecked,
  }),
  get('/seals/choices', signedIn, Nothing, applyChoices, { title: '申领印章：能选的单位和种类' }),
  post('/seals', signedIn, ApplySeal, applyForSeal, { title: '申领印章', once: true }),
  get('/seals/rates', 'seal.read', Nothing, rates, { title: '机关电子印章申领率、文书电子用印率' }),
  get('/seals/kept', signedIn, Nothing, keptSeals, { title: '我保管的印章' }),
  get('/seals/uses', signedIn, ListUses, listUses, { title: '用印记录：每一次用印、批准和摘要' }),
  get('/seals/uses/:id/file', signedIn, ById, useFile, { title: '一次用印盖好的文件' }),
  get('/seals/uses/:id/pages/:page', signedIn, PageOf, usePage, { title: '一次用印盖好的文件：一页（SVG）' }),
  get('/seals/requests', signedIn, ListRequests, listRequests, { title: '用印申请列表' }),
  post('/seals/requests', signedIn, AskUse, askUse, { title: '申请用印', once: true, limit: largest }),
  get('/seals/requests/:id', signedIn, ById, openRequest, { title: '一份用印申请' }),
  get('/seals/requests/:id/pages/:page', signedIn, PageOf, requestPage, { title: '用印申请：盖章前后的一页（SVG）' }),
  get('/seals/requests/:id/files/:which', signedIn, FileOf, requestFile, { title: '用印申请：原文件或盖好的文件' }),
  post('/seals/requests/:id/:verb', signedIn, TakeRequest, takeRequest, {
    title: '办理用印申请：批准、不批准、撤回、盖章',
    stepUp: ({ verb }) => verb === 'approve' || verb === 'stamp',
  }),
  get('/seals/batches', signedIn, ListSeals.pick({ after: true }), listBatches, { title: '批量用印列表' }),
  post('/seals/batches', signedIn, AskBatch, askBatch, { title: '批量申请用印：一个 ZIP，里面是 OFD', once: true, limit: largestChecked }),
  get('/seals/batches/:id', signedIn, ById, openBatch, { title: '一批用印：进度' }),
  post('/seals/batches/:id/:verb', signedIn, TakeBatch, takeBatch, {
    title: '办理批量用印：批准、不批准、撤回、开始、停下、接着盖',
    stepUp: ({ verb }) => verb === 'approve' || verb === 'begin',
  }),
  get('/seals/:id', signedIn, ById, openSeal, { title: '一枚印章：现状、用印人、经过、能做什么' }),
  get('/seals/:id/picture', signedIn, ById, sealPicture, { title: '印章图样（SVG）' }),
  post('/seals/:id/:verb', signedIn, TakeSeal, takeSeal, { title: '办理印章：核验、制章、挂失、冻结、换章、注销、指定用印人' }),
]
