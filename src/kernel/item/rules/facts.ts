import { verbTitle } from './life.ts'

/** What the facts of an item are called where a person reads them. */
export const itemFacts: Record<string, string> = {
  'item.published': verbTitle('publish'),
  'item.claimed': verbTitle('claim'),
  'item.drafting-begun': verbTitle('draft'),
  'item.change-begun': verbTitle('change'),
  'item.submitted': verbTitle('submit'),
  'item.returned': verbTitle('return'),
  'item.endorsed': verbTitle('endorse'),
  'item.approved': verbTitle('approve'),
  'item.abandoned': '放弃',
  'item.rehearsal-asked': '预演时限',
  'item.suspended': verbTitle('suspend'),
  'item.resumed': verbTitle('resume'),
  'item.cancelled': verbTitle('cancel'),
  'organ.changed': '改机构的登记',
  'organ.proposed': '申请改动机构',
  'organ.turned-down': '没有办的机构改动',
  'organ.founded': '设立机构',
  'organ.renamed': '机构更名',
  'organ.ended': '撤销机构',
}
