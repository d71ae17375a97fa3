/** The papers at the end: delivery, withdrawal, termination. */
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import { day, ended, numbered, para, strong, when } from '#kernel/document/rules/words.ts'
import type { Block } from '#kernel/document/schema.ts'
import type { PaperData } from '../../schema/paper.ts'
import { remedies } from './law.ts'
import { application, submitted, you } from './words.ts'

/** A line with something on it, or room to write by hand. */
const line = (label: string, value?: string) => ({ label, value: value ?? '', tall: value === undefined })

export const deliveryReceipt = (d: PaperData<'deliveryReceipt'>): Block[] => [
  {
    is: 'facts',
    rows: [
      { label: '事项', value: d.item.name },
      { label: '受送达人', value: d.applicant.name },
    ],
  },
  numbered(
    ['送达的文书、证件', '文号、编号'],
    d.papers.map((p) => [p.title, p.no ?? '—']),
  ),
  {
    is: 'facts',
    rows: [
      line('送达方式', d.way),
      line('送达地点', d.place),
      line('送达日期', d.deliveredOn && day(d.deliveredOn)),
      line('收件人签名或盖章', d.receiver),
      line('代收人及代收理由', d.receiver && '—'),
      line('送达人签名', d.server),
      line('备注', d.receiver && '—'),
    ],
  },
  para`受送达人本人不在的，由同住成年家属签收；受送达人是单位的，由其法定代表人或者负责收件的人签收；有代理人的，可以由代理人签收。`,
]

export const withdrawal = (d: PaperData<'withdrawal'>): Block[] => [
  para`${submitted(d)}，${you(d)}于${zhFullDate(d.withdrawnOn)}在本机关作出决定前自愿申请撤回${d.reason ? `，理由是：${ended(d.reason)}` : '。'}`,
  para`本机关确认${strong('撤回申请')}，自${zhFullDate(d.withdrawnOn)}起停止办理。纸质材料原件可以凭本确认书领回；电子材料不再用于本次办理。`,
  para`撤回不影响${you(d)}以后就同一事项重新申请。`,
]

export const termination = (d: PaperData<'termination'>): Block[] => [
  para`${you(d)}的${application(d)}${d.case.acceptedOn ? `，本机关于${zhFullDate(d.case.acceptedOn)}受理` : ''}。因下列理由，本机关决定${strong('终止办理')}。`,
  { is: 'head', text: '一、理由' },
  para`${ended(d.reason)}`,
  ...when(d.article, { is: 'head', text: '二、依据' }, para`${ended(d.article ?? '')}`),
  { is: 'head', text: d.article ? '三、权利' : '二、权利' },
  remedies(d, '通知'),
  para`上述情形消除后，${you(d)}可以重新申请。`,
]
