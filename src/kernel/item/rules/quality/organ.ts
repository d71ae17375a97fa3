import { codeFaults } from '../code.ts'
import { type Breach, type OrganRule, unless } from './rule.ts'

/** A fixed line with its area code, so that it can be dialled from anywhere. */
export const fixedLine = /^0\d{2,3}-\d{7,8}(-\d{1,6})?$/

const withAreaCode = (path: string, phone: string): Breach[] =>
  unless(fixedLine.test(phone), path, `电话 ${phone || '（空）'} 要带区号写，例如 0000-0001001`)

/** Codes and telephones of one organ's implementation. */
export const organRules: readonly OrganRule[] = [
  {
    id: 'phone.differ',
    severity: 'error',
    check: ({ impl }) => unless(impl.phone !== impl.complaintPhone, 'impl.complaintPhone', '咨询电话和投诉电话不能是同一个'),
  },
  {
    id: 'phone.area-code',
    severity: 'error',
    check: ({ impl }) => [...withAreaCode('impl.phone', impl.phone), ...withAreaCode('impl.complaintPhone', impl.complaintPhone)],
  },
]

/** Each fault of the codes under its own rule id (GB/T 39554.1-2020). */
export const codeRules = [
  'code.shape',
  'code.uscc',
  'code.level',
  'code.type',
  'code.catalogue',
  'code.organ',
  'code.maker',
  'code.order',
].map(
  (id): OrganRule => ({
    id,
    severity: 'error',
    check: (item) => codeFaults(item).flatMap((f) => unless(f.rule !== id, 'handlingCode', f.sentence)),
  }),
)
