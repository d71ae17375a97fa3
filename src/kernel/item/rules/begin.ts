/** How a version begins: from the one in force, or from a power that an organ takes over. */
import { dialect, type FormFile } from '#kernel/form/schema/form.ts'
import type { Claim, Offer } from '../schema/draft.ts'

/** The empty guide of an item that was just claimed: what 基本目录 knows is filled in, the rest is for its editor. */
export const beginFile = (
  { code, name }: Pick<Claim, 'code' | 'name'>,
  offer: Offer,
  organ: string,
  demo: boolean,
): Record<string, unknown> => ({
  code,
  demo,
  name,
  catalogue: { code: offer.code, name: offer.name, ...(offer.subName && { subName: offer.subName }), taskType: offer.taskType },
  order: '01',
  powerSource: '1',
  implementedBy: [{ organ }],
  audiences: [],
  projectType: '2',
  mode: 'ordinary',
  basis: offer.basis,
  conditions: [],
  legal: offer.taskType === '01' ? { amount: 20, unit: 'workday', basis: '行政许可法 第四十二条' } : null,
  channels: ['1'],
  online: false,
  onlineGrade: '1',
  trips: 1,
  express: { materials: false, result: false },
  booking: false,
  scenarios: [],
  materials: [],
  flow: [],
  results: [],
  publicity: offer.taskType === '01',
  fees: { charged: false },
  themes: { person: [], enterprise: [] },
  keywords: [],
})

/** The form every new item begins with: who asks, and how to reach him. */
export const beginForm: FormFile = {
  $schema: dialect,
  schema: {
    type: 'object',
    properties: { applicantName: {}, phone: {} },
    required: ['applicantName', 'phone'],
    additionalProperties: false,
  },
  ui: {
    sections: [
      {
        id: 'applicant',
        title: '申请人',
        questions: [{ id: 'applicant', title: '怎么联系您？', task: '联系方式', fields: ['applicantName', 'phone'] }],
      },
    ],
    fields: {
      applicantName: { label: '姓名', widget: 'name', element: 'person.name', reuse: 'fill', fixed: false },
      phone: { label: '手机号码', widget: 'phone', element: 'person.phone', reuse: 'fill', fixed: false },
    },
  },
  scenarios: [],
}
