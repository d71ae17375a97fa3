/** The papers of taking an application in: receipt, supplement notice, acceptance and refusal to accept. */
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { day, ended, facts, numbered, para, strong, when } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import type { PaperBase, PaperData } from '../../schema/paper.ts'
import { isLicence, licensing, remedies } from './law.ts'
import { application, submitted, you } from './words.ts'

const identity = (d: PaperBase): [string, string | undefined][] => [
  ['查询码', d.case.queryCode],
  ['申请人', d.applicant.idNo ? `${d.applicant.name}（${d.applicant.idNo}）` : d.applicant.name],
  ['经办人', d.agent && (d.agent.idNo ? `${d.agent.name}（${d.agent.idNo}）` : d.agent.name)],
]

/** By when the organ must answer; silence means acceptance for licences alone (第三十二条第一款第四项). */
function answer(d: PaperData<'receipt'>): Block[] {
  const by = d.noticeDueOn ? strong(`在${day(d.noticeDueOn)}前`) : strong('在五个工作日内')
  return isLicence(d)
    ? [
        para`根据${licensing('第三十二条第一款第四项')}的规定，申请材料不齐全或者不符合法定形式的，本机关${by}一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。`,
      ]
    : [para`申请材料需要补正的，本机关${by}一次告知全部内容。`]
}

export function receipt(d: PaperData<'receipt'>): Block[] {
  const count = d.materials.length
  return [
    para`本机关收到${you(d)}办理“${d.item.name}”的申请${count ? `和材料共 ${count} 项` : ''}。本凭证只证明收到申请的日期和材料，是否受理，以《受理通知书》或者《不予受理通知书》为准。`,
    facts([...identity(d), ['收到日期', day(d.case.submittedOn)], ['提交方式', d.channel]]),
    ...when(
      count,
      numbered(
        ['材料名称', '提交形式', '份数'],
        d.materials.map((m) => [m.name, m.how, m.copies ? String(m.copies) : '—']),
      ),
    ),
    ...answer(d),
    ...when(d.case.queryCode, para`凭办件编号和查询码，随时可以查询办理进度。`),
  ]
}

export function supplementNotice(d: PaperData<'supplementNotice'>): Block[] {
  const basis = isLicence(d) ? `根据${licensing('第三十二条第一款第四项')}的规定，` : ''
  return [
    para`${submitted(d)}收悉。经审查，申请材料不齐全或者不符合法定形式。${basis}现将需要补正的全部内容一次告知如下：`,
    numbered(
      ['需要补正的内容', '原因和要求'],
      d.items.map((i) => [i.what, i.why ?? '—']),
    ),
    ...when(d.newFact, para`本次告知是因为出现了新的情况：${ended(d.newFact ?? '')}再次告知已经首席代表批准。`),
    d.answerBy
      ? para`请${strong(`在${day(d.answerBy)}前`)}提交补正材料。${d.how}逾期没有补正的，视为放弃本次申请；以后仍然可以重新申请。`
      : para`请尽快提交补正材料。${d.how}`,
    para`按照上述要求提交全部补正材料的，本机关依法受理。除上述内容外，本机关不再要求补正其他材料。`,
  ]
}

function accepted(d: PaperData<'acceptance'>): Block {
  const from = strong(`自${zhFullDate(d.case.acceptedOn ?? d.case.submittedOn)}起`)
  if (d.deemed && isLicence(d))
    return para`${submitted(d)}，本机关没有在法定的五日内告知需要补正的内容。根据${licensing('第三十二条第一款第四项')}的规定，${from}即为受理。`
  const materials = d.tolerant ? '主要申请材料齐全、符合法定形式，其余材料属于本事项公布的容缺材料' : '申请材料齐全、符合法定形式'
  const basis = isLicence(d) && !d.tolerant ? `根据${licensing('第三十二条第一款第五项')}的规定，` : ''
  return para`${submitted(d)}，经审查，属于本机关职权范围，${materials}。${basis}本机关决定${from}受理。`
}

export const acceptance = (d: PaperData<'acceptance'>): Block[] => [
  accepted(d),
  facts([
    ['查询码', d.case.queryCode],
    ['受理日期', d.case.acceptedOn && day(d.case.acceptedOn)],
    ['法定办结时限', d.legal && until(d.legal)],
    ['承诺办结时限', d.promise && until(d.promise)],
    ['收费', d.fee],
  ]),
  ...when(
    d.tolerant,
    para`容缺受理的材料共 ${String(d.tolerant?.missing.length)} 项（见《容缺受理告知书》），请${strong(`在${day(d.tolerant?.dueOn ?? d.case.submittedOn)}前`)}补齐。`,
  ),
  ...(isLicence(d)
    ? [
        para`上述期限以工作日计算，不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，本机关将书面告知所需时间（${licensing('第四十五条、第八十二条')}）。`,
      ]
    : [para`办理中需要补充说明或者依法进行特别程序的，本机关将书面告知。`]),
]

const until = (limit: { time: string; dueOn?: string }): string => (limit.dueOn ? `${limit.time}，最迟 ${day(limit.dueOn)}` : limit.time)

export const nonAcceptance = (d: PaperData<'nonAcceptance'>): Block[] => [
  para`${submitted(d)}收悉。经审查，本机关决定${strong('不予受理')}。`,
  { is: 'head', text: '一、理由' },
  para`${ended(d.reason)}`,
  { is: 'head', text: '二、依据' },
  para`${ended(d.article)}`,
  ...when(d.referTo, para`该申请请向${strong(d.referTo ?? '')}提出。`),
  { is: 'head', text: '三、权利' },
  remedies(d, '通知书'),
]

/** 容缺受理: accepted with what may follow later, against a signed pledge (国发〔2022〕5号). */
export const toleranceNotice = (d: PaperData<'toleranceNotice'>): Block[] => [
  para`${submitted(d)}，主要申请材料齐全、符合法定形式，下列材料暂缺，属于本事项公布的容缺材料：`,
  numbered(
    ['暂缺的材料', '补交要求'],
    d.missing.map((m) => [m.name, m.note ?? '与公布的受理标准一致']),
  ),
  para`依照《国务院关于加快推进政务服务标准化规范化便利化的指导意见》（国发〔2022〕5号），${you(d)}签署《容缺受理承诺书》后，本机关先行受理并开始审查。`,
  para`请${strong(`在${day(d.dueOn)}前`)}补齐上述材料。逾期没有补齐，或者补交的材料不符合要求的，本机关终止办理、退回${application(d)}，并依照规定记入信用记录。终止办理后，材料备齐的，可以重新申请。`,
]
