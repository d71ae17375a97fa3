/** The decisions: approval and refusal, for licences and for everything else. */
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { day, ended, facts, para, strong, when } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import type { PaperData } from '../../schema/paper.ts'
import { cite, isLicence, licensing, remedies } from './law.ts'
import { submitted, you } from './words.ts'

const accepted = (d: PaperData<'approval' | 'refusal'>): string =>
  d.case.acceptedOn ? `，本机关于${zhFullDate(d.case.acceptedOn)}受理` : ''

function approved(d: PaperData<'approval'>): Block {
  const basis = d.basis.length ? cite(d.basis) : ''
  if (!isLicence(d))
    return para`${submitted(d)}${accepted(d)}。经审查，符合办理条件${basis && `。根据${basis}的规定`}，本机关${strong('予以办理')}。`
  const articles = [licensing('第三十八条第一款'), basis].filter(Boolean).join('和')
  return para`${submitted(d)}${accepted(d)}。经审查，符合法定条件、标准。根据${articles}的规定，本机关决定${strong('准予行政许可')}。`
}

/** '2023年6月20日至2028年6月19日', '自2023年6月20日起长期有效' where it does not end. */
function validity({ validFrom, validTo }: { validFrom?: string; validTo?: string }): string | undefined {
  if (validFrom && validTo) return `${zhFullDate(validFrom)}至${zhFullDate(validTo)}`
  if (validTo) return `至${zhFullDate(validTo)}`
  return validFrom && `自${zhFullDate(validFrom)}起长期有效`
}

const results = (d: PaperData<'approval'>): [string, string | undefined][] =>
  d.results.flatMap((r, i) => {
    const mark = d.results.length > 1 ? `（${i + 1}）` : ''
    return [
      [`${isLicence(d) ? '许可证件' : '办理结果'}${mark}`, r.name],
      [`编号${mark}`, r.no],
      [`有效期${mark}`, validity(r)],
    ] as [string, string | undefined][]
  })

/** What follows a licence: it is handed over (第四十四条), open to all (第四十条), renewed in time (第五十条) and used within its scope (第六十七、八十条). */
const afterLicence = (d: PaperData<'approval'>): Block[] => [
  para`${d.deliverBy ? `本机关在${day(d.deliverBy)}前` : '本机关自作出决定之日起十日内'}向${you(d)}颁发、送达行政许可证件（${licensing('第四十四条')}）。本决定依法公开，公众有权查阅。`,
  ...when(
    d.results.some((r) => r.validTo),
    para`需要延续有效期的，应当在有效期届满三十日前提出申请；法律、法规、规章另有规定的，依照其规定（${licensing('第五十条')}）。`,
  ),
]

export const approval = (d: PaperData<'approval'>): Block[] => [
  approved(d),
  facts([
    ['申请人', d.applicant.idNo ? `${d.applicant.name}（${d.applicant.idNo}）` : d.applicant.name],
    [isLicence(d) ? '许可内容' : '办理内容', d.content],
    ...results(d),
    ['行使依据', d.authority],
  ]),
  ...when(d.silent, para`本决定由系统在办理期限届满时依照公布的超时默许规则作出（超时默许），与其他决定效力相同。`),
  ...(isLicence(d) ? afterLicence(d) : when(d.deliverBy, para`办理结果在${day(d.deliverBy ?? d.case.submittedOn)}前送达。`)),
  ...(d.remedies ? [remedies({ ...d, remedies: d.remedies }, isLicence(d) ? '决定' : '通知')] : []),
]

export function refusal(d: PaperData<'refusal'>): Block[] {
  const licence = isLicence(d)
  return [
    para`${submitted(d)}${accepted(d)}。经审查，不符合${licence ? '法定条件、标准' : '办理条件'}，本机关决定${strong(licence ? '不予行政许可' : '不予办理')}。`,
    { is: 'head', text: '一、理由' },
    para`${ended(d.reason)}`,
    { is: 'head', text: '二、依据' },
    licence ? para`${licensing('第三十八条第二款')}；${ended(d.article)}` : para`${ended(d.article)}`,
    ...when(d.authority, para`行使依据：${ended(d.authority ?? '')}`),
    { is: 'head', text: '三、权利' },
    remedies(d, licence ? '决定' : '通知'),
    para`条件具备后，${you(d)}可以重新申请。`,
  ]
}
