import { anyone, get, post, signedIn } from '#kernel/module.ts'
import { answerAct, takeAct } from './actions/act.ts'
import { check, checked, scan, verify } from './actions/check.ts'
import { answer, list, open, openFile } from './actions/desk.ts'
import { retry } from './actions/due.ts'
import { annotate, authorise, correct, openCopy, openOwn, revoke, show, shown, uses, wallet } from './actions/holder.ts'
import { importBatch, imports } from './actions/import.ts'
import { answer as answerInquiry, inquiries, send } from './actions/inquiry.ts'
import { askSeal, fetchSealed } from './actions/seal-call.ts'
import { directory, giveKey, query, register, system, systems } from './actions/system.ts'
import { Annotate, AnswerCorrection, AskChecked, AskIdentifier, AskScan, AskShown, Authorise, Correct, Scan } from './schema/holder.ts'
import { Import } from './schema/import.ts'
import { AnswerInquiry, SendInquiry } from './schema/inquiry.ts'
import { AnswerAsked, AskList, AskOne, Nothing, Retry, TakeAct } from './schema/licence.ts'
import { SealCall, SealResult } from './schema/seal-call.ts'
import { AskSystem, NewSystem, QueryCall } from './schema/system.ts'
import { CheckedPage, ScanPage, VerifyPage } from './web/check-pages.tsx'
import { AuthorisePage, CopyPage, CorrectPage } from './web/holder-forms.tsx'
import { OwnPage } from './web/own-page.tsx'
import { ShownPage } from './web/shown-page.tsx'
import { UsesPage } from './web/uses-page.tsx'
import { WalletPage } from './web/wallet-page.tsx'

const own = (a: { licence: string }, part: string) => `/licences/${a.licence}#${part}`

export const routes = [
  get('/licences', signedIn, Nothing, wallet, { title: '我的证照', page: WalletPage }),
  get('/licences/uses', signedIn, Nothing, uses, { title: '谁用过我的证照', page: UsesPage }),
  get('/licences/verify', anyone, AskIdentifier, verify, { title: '证照核验：输入标识', page: VerifyPage }),
  get('/licences/verify/:identifier', anyone, AskIdentifier, verify, { title: '证照核验：证照上的二维码', page: VerifyPage }),
  get('/licences/scan/:token', anyone, AskScan, scan, { title: '查验：扫亮码', page: ScanPage }),
  post('/licences/scan/:token', anyone, Scan, check, { title: '查验：用掉这个码', then: ({ id }) => `/licences/checked/${id}` }),
  get('/licences/checked/:id', anyone, AskChecked, checked, { title: '查验的结果', page: CheckedPage }),
  get('/licences/:id', signedIn, AskOne, openOwn, { title: '我的一张证照', page: OwnPage }),
  post('/licences/:id/show', signedIn, AskOne, show, {
    title: '亮码：60 秒，一次',
    again: true,
    then: ({ id, token }) => `/licences/${id}/shown/${token}`,
  }),
  get('/licences/:id/shown/:token', signedIn, AskShown, shown, { title: '亮码的页面', page: ShownPage }),
  get('/licences/:id/authorise', signedIn, AskOne, openOwn, { title: '授权别人用：填写', page: AuthorisePage }),
  post('/licences/:id/authorise', signedIn, Authorise, authorise, { title: '授权别人用', once: true, then: (a) => own(a, 'authorised') }),
  post('/licence-authorisations/:id/revoke', signedIn, AskOne, revoke, { title: '收回授权', then: (a) => own(a, 'authorised') }),
  get('/licences/:id/correct', signedIn, AskOne, openOwn, { title: '纠错：填写', page: CorrectPage }),
  post('/licences/:id/correct', signedIn, Correct, correct, { title: '纠错', once: true, then: (a) => own(a, 'corrections') }),
  get('/licences/:id/copy', signedIn, AskOne, openOwn, { title: '取加注件：填写', page: CopyPage }),
  post('/licences/:id/copy', signedIn, Annotate, annotate, { title: '取加注件', once: true, then: (a) => own(a, 'copies') }),
  get('/licence-copies/:id', signedIn, AskOne, openCopy, { title: '加注件的文件' }),
  get('/licence-desk', 'licence.read', AskList, list, { title: '本机关的证照' }),
  get('/licence-desk/:id', 'licence.read', AskOne, open, { title: '一张证照' }),
  get('/licence-desk/:id/file', 'licence.read', AskOne, openFile, { title: '证照的版式文件' }),
  post('/licence-desk/:id/acts', 'licence.handle', TakeAct, takeAct, { title: '暂扣、恢复、撤销、吊销、注销', once: true, stepUp: true }),
  post('/licence-asked/:id', 'licence.approve', AnswerAsked, answerAct, { title: '审批撤销、吊销', stepUp: true }),
  post('/licence-corrections/:id', 'licence.issue', AnswerCorrection, answer, { title: '答复纠错' }),
  get('/licence-directory', anyone, Nothing, directory, { title: '电子证照目录：类型（GB/T 36902）' }),
  post('/licence-query', anyone, QueryCall, query, { title: '系统调用证照：凭密钥、办件编号和用途（GB/T 36906）', again: true }),
  post('/seal-api/requests', anyone, SealCall, askSeal, {
    title: '系统申请用印：凭密钥交 OFD，由机关的人审批',
    limit: 20_000_000,
    again: true,
  }),
  post('/seal-api/results', anyone, SealResult, fetchSealed, { title: '系统取用印结果：批准后盖章，一份一次', again: true }),
  get('/licence-imports', 'licence.import', Nothing, imports, { title: '历史证照导入：各批' }),
  post('/licence-imports', 'licence.import', Import, importBatch, { title: '导入一批历史证照', once: true, limit: 2_000_000 }),
  get('/licence-inquiries', 'licence.inquire', Nothing, inquiries, { title: '协查：本机关问的和要本机关答的' }),
  post('/licence-inquiries/:id', 'licence.inquire', AnswerInquiry, answerInquiry, { title: '答复协查' }),
  post('/licence-inquiries/:id/send', 'licence.inquire', SendInquiry, send, { title: '把协查转给能核实的机关' }),
  get('/licence-systems', 'licence.systems', Nothing, systems, { title: '系统台账：支持电子印章、电子证照到哪一步' }),
  post('/licence-systems', 'licence.systems', NewSystem, register, { title: '系统列入台账', once: true }),
  get('/licence-systems/:code', 'licence.systems', AskSystem, system, { title: '一个系统和它的调用' }),
  post('/licence-systems/:code/key', 'licence.systems', AskSystem, giveKey, {
    title: '给系统发一把新密钥',
    secret: '密钥只显示一次；没有记下来的话，请再发一把，原来的随即作废',
  }),
  post('/licence-waiting/:fact', 'licence.issue', Retry, retry, { title: '再制一次证' }),
]
