/** Telephone numbers of the mainland. */

/** A number as typed, made comparable: '+86 138 0000 0001' → '13800000001'; a landline keeps one hyphen, '07970000001' → '0797-0000001'. */
export function normalPhone(typed: string): string {
  const digits = typed
    .normalize('NFKC')
    .replace(/[\s()\-–—]/g, '')
    .replace(/^(?:\+|00)86(1[3-9]\d{9})$/, '$1')
    .replace(/^(?:\+|00)860?([1-9]\d{8,10})$/, '0$1')
  const line = /^(0(?:10|2\d|[3-9]\d\d))(\d{7,8})$/.exec(digits)
  return line ? `${line[1]}-${line[2]}` : digits
}

const mobile = /^1[3-9]\d{9}$/
const landline = /^0(?:10|2\d|[3-9]\d\d)-\d{7,8}$/
const service = /^(?:[48]00\d{7}|1[02]\d{3}|9[56]\d{3,4}|1[12]\d)$/

/** What is wrong with a mobile number, to which messages are sent; undefined where nothing is. Expects `normalPhone`. */
export function checkMobile(phone: string): string | undefined {
  if (mobile.test(phone)) return undefined
  if (!/^\d+$/.test(phone)) return '手机号只写数字，请改一下'
  if (phone.length !== 11) return `手机号是 11 位，现在是 ${phone.length} 位，请核对`
  return `没有 ${phone.slice(0, 2)} 开头的手机号，请核对`
}

/** What is wrong with any telephone number: mobile, landline with its area, 400 or a short service number. */
export function checkPhone(phone: string): string | undefined {
  if (mobile.test(phone) || landline.test(phone) || service.test(phone)) return undefined
  if (/^\d{7,8}$/.test(phone)) return '座机号前面要写区号，例如 0797-0000001'
  return phone.startsWith('1') ? checkMobile(phone) : '电话要写 11 位手机号，或带区号的座机，例如 0797-0000001'
}
