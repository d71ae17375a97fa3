import { z } from 'zod'
import { anyone, get, post, type Route, signedIn } from '#kernel/module.ts'
import { answerQuestion, askQuestion, checkPage, drop, dropPage, start, startPage, taskList } from '../actions/apply/draft.ts'
import { askMaterial, draftFile, giveMaterial } from '../actions/apply/material.ts'
import { submitDraft } from '../actions/apply/submit.ts'
import { checkPage as checkPaperPage, lookUp, lookUpPage } from '../actions/lookup.ts'
import { caseFile, done, myAffairs, progress, withdraw, withdrawPage } from '../actions/mine.ts'
import { reads } from '../actions/reads.ts'
import { answerFix, askFix, supply, supplyPage } from '../actions/supply.ts'
import {
  AskFix,
  AskMaterial,
  AskQuestion,
  CaseId,
  CheckPaper,
  DraftId,
  FileId,
  GiveMaterial,
  LookUp,
  Start,
  StartPage as StartInput,
  SubmitDraft,
  Supply,
  Withdraw,
} from '../schema/apply.ts'
import { AskPage, DropPage, GivePage, ReviewPage, StartPage, TasksPage } from '../web/apply-pages.tsx'
import { CheckPaperPage, LookUpPage } from '../web/lookup-pages.tsx'
import { DonePage, MinePage, ProgressPage, WithdrawPage } from '../web/mine-pages.tsx'
import { ReadsPage } from '../web/reads-page.tsx'
import { FixPage, SupplyPage } from '../web/supply-pages.tsx'

const nothing = z.object({})
/** 20 files of 20 MB at most go up at once; what is larger is told so by the edge. */
const uploads = 110 * 1_048_576

export const publicRoutes: Route[] = [
  get('/apply/:code', signedIn, StartInput, startPage, { title: '申请一件事：开始页', page: StartPage }),
  post('/apply/:code', signedIn, Start, start, { title: '开始填，或接着填', then: ({ id }) => `/drafts/${id}` }),
  get('/drafts/:id', signedIn, DraftId, taskList, { title: '草稿：任务列表', page: TasksPage }),
  get('/drafts/:id/q/:question', signedIn, AskQuestion, askQuestion, { title: '草稿：一道题', page: AskPage }),
  post('/drafts/:id/q/:question', signedIn, AskQuestion, answerQuestion, { title: '回答一道题', then: (out) => out.to }),
  get('/drafts/:id/m/:material', signedIn, AskMaterial, askMaterial, { title: '草稿：一份材料', page: GivePage }),
  post('/drafts/:id/m/:material', signedIn, GiveMaterial, giveMaterial, { title: '交一份材料', then: ({ to }) => to, limit: uploads }),
  get('/drafts/:id/files/:hash', signedIn, FileId, draftFile, { title: '草稿里的文件' }),
  get('/drafts/:id/check', signedIn, DraftId, checkPage, { title: '提交前检查', page: ReviewPage }),
  post('/drafts/:id/check', signedIn, SubmitDraft, submitDraft, { title: '提交申请', then: ({ id }) => `/cases/${id}/done`, once: true }),
  get('/drafts/:id/drop', signedIn, DraftId, dropPage, { title: '删掉草稿：确认', page: DropPage }),
  post('/drafts/:id/drop', signedIn, DraftId, drop, { title: '删掉草稿', then: () => '/me' }),
  get('/me', signedIn, nothing, myAffairs, { title: '我的办件', page: MinePage }),
  get('/me/reads', signedIn, nothing, reads, { title: '谁看过我的信息', page: ReadsPage }),
  get('/cases/:id', signedIn, CaseId, progress, { title: '一件的进度', page: ProgressPage }),
  get('/cases/:id/done', signedIn, CaseId, done, { title: '提交成功', page: DonePage }),
  get('/cases/:id/files/:hash', signedIn, FileId, caseFile, { title: '自己交的文件' }),
  get('/cases/:id/supply', signedIn, CaseId, supplyPage, { title: '补交：要补什么', page: SupplyPage }),
  post('/cases/:id/supply', signedIn, Supply, supply, { title: '补交', then: ({ id }) => `/cases/${id}`, limit: uploads }),
  get('/cases/:id/supply/q/:question', signedIn, AskFix, askFix, { title: '补交：改一道题', page: FixPage }),
  post('/cases/:id/supply/q/:question', signedIn, AskFix, answerFix, { title: '改好一道题', then: ({ to }) => to }),
  get('/cases/:id/withdraw', signedIn, CaseId, withdrawPage, { title: '撤回：确认', page: WithdrawPage }),
  post('/cases/:id/withdraw', signedIn, Withdraw, withdraw, { title: '撤回申请', then: ({ id }) => `/cases/${id}` }),
  get('/lookup', anyone, nothing, lookUpPage, { title: '凭查询码查进度', page: LookUpPage }),
  post('/lookup', anyone, LookUp, lookUp, { title: '查进度', page: LookUpPage, again: true }),
  get('/check', anyone, CheckPaper, checkPaperPage, { title: '核验文书', page: CheckPaperPage }),
  get('/check/:code', anyone, CheckPaper, checkPaperPage, { title: '核验一份文书', page: CheckPaperPage }),
]
