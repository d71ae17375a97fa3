/** The desk's addresses. Which of its permissions an act asks for, the act says itself: they are those of cases. */
import { get, post, signedIn } from '#kernel/module.ts'
import { actOnCase, listDeadLetters, recallAct, retryDeadLetters, supplyAtCounter } from '../actions/desk/act.ts'
import { openAssessment } from '../actions/desk/assessment.ts'
import { openCasePage } from '../actions/desk/case-page.ts'
import { countSaved, listCaseIds, listCases, listChoices, listQueues, setPreference } from '../actions/desk/lists.ts'
import { lookAway, lookOn } from '../actions/desk/onlooker.ts'
import { askForCase, beginWriting, endWriting, keepDraft } from '../actions/desk/pen.ts'
import { judgePoints } from '../actions/desk/points.ts'
import { listCaseColleagues, openAnswers, openFile, unmaskField } from '../actions/desk/read.ts'
import { findCounterItems, findOrRegister, openCounterCheck, openCounterForm, receive } from '../actions/desk/receive.ts'
import { maxScanBytes, uploadScan } from '../actions/desk/scan.ts'
import { decides } from '../rules/weighs.ts'
import {
  Applicant,
  AskPen,
  CaseId,
  CaseIds,
  CaseList,
  Colleagues,
  CounterItemId,
  FindItems,
  JudgePoints,
  Nothing,
  Preference,
  ReadFile,
  Recall,
  Receive,
  Retry,
  SaveDraft,
  Scan,
  SupplyMaterials,
  TakePen,
  TakeVerb,
  UnmaskField,
} from '../schema/desk.ts'

export const deskRoutes = [
  get('/work/queues', signedIn, Nothing, listQueues, { title: '工作台：列表和件数' }),
  get('/work/queues/saved', signedIn, Nothing, countSaved, { title: '工作台：收藏的筛选和件数' }),
  get('/work/cases', signedIn, CaseList, listCases, { title: '工作台：一个列表里的办件' }),
  get('/work/case-ids', signedIn, CaseIds, listCaseIds, { title: '工作台：一个列表里全部办件的编号' }),
  get('/work/filters', signedIn, Nothing, listChoices, { title: '工作台：筛选能选什么' }),
  get('/work/cases/:id', signedIn, CaseId, openCasePage, { title: '工作台：一件' }),
  get('/work/cases/:id/assessment', signedIn, CaseId, openAssessment, { title: '工作台：一件按规则核对的结果和依据' }),
  get('/work/cases/:id/answers', signedIn, CaseId, openAnswers, { title: '工作台：填写的内容，查看留痕' }),
  get('/work/cases/:id/materials/:hash', signedIn, ReadFile, openFile, { title: '工作台：一份材料的文件，查看留痕' }),
  post('/work/cases/:id/unmask', signedIn, UnmaskField, unmaskField, { title: '工作台：看完整的一项，留痕', again: true, stepUp: true }),
  post('/work/cases/:id/supply', signedIn, SupplyMaterials, supplyAtCounter, { title: '工作台：替申请人收下补交的材料' }),
  post('/work/cases/:id/pen', signedIn, TakePen, beginWriting, { title: '工作台：开始写，或接着写' }),
  post('/work/cases/:id/pen-down', signedIn, CaseId, endWriting, { title: '工作台：不写了' }),
  post('/work/cases/:id/look-on', signedIn, CaseId, lookOn, { title: '工作台：在看这一件，还有谁在看', again: true }),
  post('/work/cases/:id/look-away', signedIn, CaseId, lookAway, { title: '工作台：不看了' }),
  post('/work/cases/:id/draft', signedIn, SaveDraft, keepDraft, { title: '工作台：存草稿' }),
  post('/work/cases/:id/ask', signedIn, AskPen, askForCase, { title: '工作台：请经办的人让出' }),
  post('/work/cases/:id/recall', signedIn, Recall, recallAct, { title: '工作台：十秒内撤回刚办的一步' }),
  post('/work/cases/:id/points', signedIn, JudgePoints, judgePoints, { title: '工作台：判审查要点' }),
  post('/work/cases/:id/:verb', signedIn, TakeVerb, actOnCase, { title: '工作台：办一个动作', stepUp: decides }),
  get('/work/colleagues', signedIn, Colleagues, listCaseColleagues, { title: '工作台：这一件可以交给谁' }),
  get('/work/items', signedIn, FindItems, findCounterItems, { title: '收件：本窗口收的事项' }),
  get('/work/items/:code', signedIn, CounterItemId, openCounterForm, { title: '收件：一个事项的表单和材料' }),
  get('/work/items/:code/check', signedIn, CounterItemId, openCounterCheck, { title: '收件：表单的校验，给浏览器' }),
  post('/work/applicants', signedIn, Applicant, findOrRegister, { title: '收件：找到或登记申请人', again: true }),
  post('/work/receive', signedIn, Receive, receive, { title: '收件：提交', once: true }),
  post('/work/upload', signedIn, Scan, uploadScan, { title: '收件：上传扫描件', limit: maxScanBytes + 1_048_576 }),
  post('/work/preferences', signedIn, Preference, setPreference, { title: '工作台：我的设置' }),
  get('/work/dead-letters', signedIn, Nothing, listDeadLetters, { title: '失败任务' }),
  post('/work/dead-letters/retry', signedIn, Retry, retryDeadLetters, { title: '失败任务：再试一次' }),
]
