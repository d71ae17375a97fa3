/** What `city lint` and a start say of a `directory` in `city.yaml` that is not right. */
import { expect, test } from 'vitest'
import { CitySettings } from './city.ts'
import { Directory } from './directory.ts'

const right = {
  title: '市统一身份认证',
  issuer: 'https://id.example.gov.cn/staff',
  clientId: 'haoban',
  claims: { staffNo: 'employeeNumber' },
}
const city = { name: '示例市', shortName: '示例', division: '990100', demo: false, brand: { zh: '好办' } }

test('what is not said is asked often, ends after a quarter of an hour of silence, and proves no second factor', () => {
  expect(Directory.parse(right)).toMatchObject({
    ...{ poll: { by: 'refresh', seconds: 30 }, onSilence: 'end', silenceMinutes: 15, exclusive: true, scope: 'openid' },
  })
  expect(Directory.parse(right).stepUp).toBeUndefined()
})

const faults: [what: string, change: Record<string, unknown>, sentence: string][] = [
  ['an address that is not encrypted', { issuer: 'http://id.example.gov.cn' }, '身份平台的地址要以 https:// 开头'],
  ['a secret in the file', { clientSecretEnv: 'a-secret' }, '密钥本身不能写进文件'],
  ['no claim that names anybody', { claims: {} }, '工号 staffNo 和登录名 login，写一个'],
  ['two of them', { claims: { staffNo: 'a', login: 'b' } }, '也只写一个'],
  ['asking too seldom', { poll: { seconds: 60 } }, '最多隔 45 秒'],
  ['asking in another way', { poll: { by: 'ldap' } }, '写 refresh（换新令牌）或 introspection（查令牌）'],
  ['another word for silence', { onSilence: 'never' }, '写 end（登录结束）或 keep（登录保留）'],
  ['a second factor by nothing', { stepUp: {} }, '请写出目录验过第二重以后'],
  ['a scope without openid', { scope: 'profile' }, 'scope 里要有 openid'],
]

test.each(faults)('%s is told in a sentence', (_, change, sentence) => {
  const read = Directory.safeParse({ ...right, ...change })
  expect(read.error?.issues.map((i) => i.message).join()).toContain(sentence)
})

test('a citizen and a member of the staff never come from one address, and no provider is called as the directory is', () => {
  const provider = { id: 'national', kind: 'citizen', title: '国家平台', issuer: right.issuer, clientId: 'haoban' }
  const of = (providers: unknown[]) =>
    CitySettings.safeParse({ ...city, directory: right, providers })
      .error?.issues.map((i) => i.message)
      .join()
  expect(of([provider])).toContain('不能是同一个地址')
  expect(of([{ ...provider, id: 'directory', issuer: 'https://other.example.gov.cn' }])).toContain('编号 directory 留给工作人员的目录')
  expect(of([{ ...provider, issuer: 'https://other.example.gov.cn' }])).toBeUndefined()
})
