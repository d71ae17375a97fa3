import { type QualityRule, unless } from './rule.ts'

/** Where a text ends in a sentence. */
const end = (sentence: string, text = ''): number => sentence.indexOf(text) + text.length

/** 结果, 跑动, 网办, 收费: what a published checker of another city tests, rule for rule. */
export const serviceRules: readonly QualityRule[] = [
  {
    id: 'lead.links',
    severity: 'warning',
    check: ({ lead, leadLinks = [] }) =>
      leadLinks.flatMap(({ text }, i) =>
        unless(
          lead.includes(text, end(lead, leadLinks[i - 1]?.text)),
          `leadLinks.${i}.text`,
          `一句话说明里没有“${text}”这几个字，或者它在前一处链接的前面。请照说明里的原话、按先后写`,
        ),
      ),
  },
  {
    id: 'result.kind',
    severity: 'error',
    check: ({ results }) =>
      results.flatMap((r, i) => [
        ...unless(!r.name.endsWith('证') || r.type === '1', `results.${i}.type`, `“${r.name}”以“证”结尾，结果类型应是 1 证照`),
        ...unless(!/(批复|批文)$/.test(r.name) || r.type === '2', `results.${i}.type`, `“${r.name}”是批复或批文，结果类型应是 2 批文`),
      ]),
  },
  {
    id: 'trips.reason',
    severity: 'error',
    check: ({ trips, tripsReason }) => [
      ...unless(!(trips > 0 && tripsReason === '无'), 'tripsReason', `要跑 ${trips} 次，请写明必须到现场的原因`),
      ...unless(!(trips === 0 && tripsReason !== '无'), 'tripsReason', '不用跑现场，必须现场办理的原因应写“无”'),
    ],
  },
  {
    id: 'trips.express',
    severity: 'error',
    check: ({ trips, online, channels }) =>
      unless(!(trips === 0 && !online && !channels.includes('3')), 'channels', '不能网办又不用跑现场，办理形式里要有 3 快递申请'),
  },
  {
    id: 'trips.few',
    severity: 'warning',
    check: ({ trips }) => unless(trips <= 1, 'trips', `要跑 ${trips} 次，企业和群众办事应最多跑一次，请想办法减下来`),
  },
  {
    id: 'online.grade',
    severity: 'error',
    check: ({ onlineGrade, trips, online }) => [
      ...unless(!(onlineGrade === '4' && trips !== 0), 'trips', 'Ⅳ级全程网办的事项，到现场次数应是 0'),
      ...unless(!(Number(onlineGrade) > 1 && !online), 'online', '网办等级在Ⅱ级以上的事项，应能在网上办'),
    ],
  },
  {
    id: 'online.channel',
    severity: 'error',
    check: ({ online, channels }) =>
      unless(online === channels.includes('2'), 'channels', '能网办的事项，办理形式里要有 2 网上办理；不能网办的不要有'),
  },
  {
    id: 'fee.complete',
    severity: 'error',
    check: ({ fees }) => [
      ...unless(!fees.charged || fees.basis.length > 0, 'fees.basis', '收费事项要写收费依据；没有依据的不得收费'),
      ...unless(!fees.charged || fees.payOnline, 'fees.payOnline', '收费事项要能网上缴费'),
      ...unless(!fees.charged || fees.rows.length > 0, 'fees.rows', '收费事项要列出至少一个收费项目和标准'),
      ...unless(fees.charged || fees.rows.length === 0, 'fees.charged', '写了不收费，又列了收费项目，请改成一致'),
    ],
  },
  {
    id: 'publicity.permit',
    severity: 'error',
    check: ({ catalogue, publicity, publicityExempt }) =>
      unless(
        catalogue.taskType !== '01' || publicity || publicityExempt !== undefined,
        'publicity',
        '行政许可决定要在 7 个工作日内公示（双公示）；不公示的请写明依据',
      ),
  },
  {
    id: 'words.keywords',
    severity: 'warning',
    check: ({ keywords }) => unless(keywords.length >= 3, 'keywords', '请至少写 3 个群众会搜的说法，别人才找得到'),
  },
  {
    id: 'words.theme',
    severity: 'error',
    check: ({ themes }) => unless(themes.person.length + themes.enterprise.length > 0, 'themes', '请至少选一个个人主题或法人主题'),
  },
]
