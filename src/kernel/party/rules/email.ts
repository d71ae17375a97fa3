/** E-mail addresses as people have them; what RFC 5321 allows beside that nobody types. */

/** An address as typed, made comparable: full width folded, the domain in small letters. */
export function normalEmail(typed: string): string {
  const address = typed.normalize('NFKC').trim()
  const at = address.lastIndexOf('@')
  return at < 0 ? address : address.slice(0, at) + address.slice(at).toLowerCase()
}

const shape =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/

/** What is wrong with an address; undefined where nothing is. Lengths are those of RFC 5321 §4.5.3.1. Expects `normalEmail`. */
export function checkEmail(address: string): string | undefined {
  if (!address.includes('@')) return '邮箱里要有 @，例如 name@example.cn'
  if (address.length > 254 || address.lastIndexOf('@') > 64) return '邮箱地址太长了，请核对'
  return shape.test(address) ? undefined : '邮箱的写法不对，请核对，例如 name@example.cn'
}

/** 'w***@example.cn': the first letter and where the mailbox is. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return at < 1 ? '***' : `${address[0]}***${address.slice(at)}`
}
