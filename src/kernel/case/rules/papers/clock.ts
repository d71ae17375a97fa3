/** The papers that move a deadline: special procedure, its end, and extension. */
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { day, facts, para, strong } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import { nameOf, notCountedByLaw, specialProcedures } from '#kernel/item/schema/dictionary.ts'
import type { PaperData } from '../../schema/paper.ts'
import { isLicence, licensing } from './law.ts'
import { application, you } from './words.ts'

const name = (d: { procedure: string }): string => nameOf(specialProcedures, d.procedure)

/** Whether the time is left out of the limit, and by which law: 第四十五条 for licences, or what the item's own law says. */
function uncounted(d: PaperData<'suspensionNotice'>): Block {
  const byLaw = isLicence(d) && (notCountedByLaw as readonly string[]).includes(d.procedure)
  const basis = d.basis ?? (byLaw ? licensing('第四十五条') : undefined)
  return basis
    ? para`根据${basis}的规定，上述所需时间${strong('不计算在办理期限内')}：自${zhFullDate(d.fromOn)}起暂停计算，特别程序结束后恢复计算，本机关将另行送达《恢复办理通知书》。`
    : para`上述所需时间计算在办理期限内，办结的日期不变。`
}

export const suspensionNotice = (d: PaperData<'suspensionNotice'>): Block[] => [
  para`${you(d)}的${application(d)}${d.case.acceptedOn ? `，本机关于${zhFullDate(d.case.acceptedOn)}受理` : ''}。审查中，依法需要进行${strong(name(d))}，现将有关事项告知如下：`,
  facts([
    ['特别程序', name(d)],
    ['原因', d.reason],
    ['所需时间', d.time],
    ['开始日期', day(d.fromOn)],
    ['预计结束', d.endsOn && day(d.endsOn)],
  ]),
  uncounted(d),
  ...(d.procedure === 'hearing' && isLicence(d)
    ? [
        para`听证的时间、地点，本机关在举行听证的七日前通知${you(d)}；${you(d)}不承担组织听证的费用（${licensing('第四十七条第二款、第四十八条第一款第一项')}）。`,
      ]
    : []),
]

export const resumption = (d: PaperData<'resumption'>): Block[] => [
  para`${you(d)}的${application(d)}，因${name(d)}自${zhFullDate(d.suspendedOn)}起暂停计算办理期限。该特别程序已经结束，${strong(`自${zhFullDate(d.resumedOn)}起恢复办理`)}。`,
  facts([
    ['特别程序', name(d)],
    ['结果', d.result],
    ['暂停时间', d.paused],
    ['承诺办结日期', d.promiseDueOn && day(d.promiseDueOn)],
    ['法定办结日期', d.legalDueOn && day(d.legalDueOn)],
  ]),
  para`上述办结日期已经按恢复后的期限重新计算。对特别程序的结果有异议的，可以向本机关陈述意见。`,
]

export const extensionNotice = (d: PaperData<'extensionNotice'>): Block[] => {
  const head = d.unified ? '本级人民政府负责人' : '本行政机关负责人'
  const basis = isLicence(d) ? `根据${licensing(d.unified ? '第四十二条第二款' : '第四十二条第一款')}的规定，` : ''
  return [
    para`${you(d)}的${application(d)}${d.case.acceptedOn ? `，本机关于${zhFullDate(d.case.acceptedOn)}受理` : ''}，应当在${zhFullDate(d.dueOn)}前办结。因下列原因不能按期作出决定，${basis}经${head}批准，延长办理期限${strong(` ${d.time}`)}：`,
    facts([
      ['延长的理由', d.reason],
      ['原办结日期', day(d.dueOn)],
      ['延长后的办结日期', day(d.newDueOn)],
    ]),
    para`延长期限只有一次。本机关将在延长后的期限内尽快作出决定；办理进度可以随时查询。`,
  ]
}
