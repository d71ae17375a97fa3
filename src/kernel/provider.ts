/** Identity providers, as rows of `providers` in `city.yaml`: platforms of OpenID Connect at which citizens and firms sign in. */
import { z } from 'zod'

/** How surely somebody is known: 1 by an account with a password, 2 by name and number that were checked (实名), 3 by his face against the register (人脸核身). */
export const Level = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type Level = z.infer<typeof Level>

export const levelNames: Readonly<Record<Level, string>> = { 1: '账号登录', 2: '实名认证', 3: '人脸核身' }

/** By which the directory of the staff is known in addresses and in what the database keeps, beside the ids of providers. */
export const directoryId = 'directory'

const nearby = ['localhost', '127.0.0.1', '[::1]']

/** What is not encrypted may be asked on this machine alone, for tests and trials. */
const Address = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && nearby.includes(hostname))
}, '身份平台的地址要以 https:// 开头')

/** How a platform is reached and what this city is called there; a platform of citizens and the directory of the staff have it in common. */
export const connection = {
  title: z.string().min(2).max(30),
  issuer: Address,
  /** other hosts of the same platform that its discovery document may name, such as 'token.example.gov.cn' */
  hosts: z.array(z.string().min(3).max(100)).default([]),
  clientId: z.string().min(1, '请写平台给本市的 clientId').max(200),
  /** the environment variable that holds the secret; a public client has none */
  clientSecretEnv: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]+$/, '这里写环境变量的名字，密钥本身不能写进文件')
    .optional(),
  /** how the secret is sent to the token endpoint */
  auth: z.enum(['basic', 'post']).default('basic'),
  scope: z
    .string()
    .refine((scope) => scope.split(' ').includes('openid'), 'scope 里要有 openid')
    .default('openid'),
}

/** What we ask of a token; a value is the path of the claim in it, parts divided by dots. */
const Claims = z.partialRecord(
  z.enum(['name', 'idType', 'idNo', 'phone', 'address', 'firmName', 'uscc', 'firmType', 'repName', 'repIdType', 'repIdNo', 'login']),
  z.string().min(1).max(100),
)
export type ClaimName = keyof z.infer<typeof Claims>

export const Provider = z.object({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{1,30}$/, '编号用小写字母、数字和横线')
    .refine((id) => id !== directoryId, `编号 ${directoryId} 留给工作人员的目录，请换一个`),
  kind: z.enum(['citizen', 'firm'], '这里写 citizen 或 firm；工作人员的目录写在 directory 里'),
  ...connection,
  claims: Claims.default({}),
  /** the platform's codes of certificates, each with the three-digit code of ours; what is not named here is refused */
  idTypes: z.record(z.string(), z.string().regex(/^\d{3}$/)).default({}),
  /** the level that each `acr` stands for */
  levels: z.record(z.string(), Level).default({}),
  /** the level of a sign-in whose token names no `acr` */
  level: Level.default(1),
  /** whether the UserInfo endpoint is asked for claims that the id token does not hold */
  userinfo: z.boolean().default(true),
})
/** A platform as the house talks to it: a row of `providers`, or the directory of the staff. */
export type Provider = Omit<z.infer<typeof Provider>, 'kind'> & { kind: 'citizen' | 'firm' | 'staff' }

export const Providers = z
  .array(Provider)
  .max(20)
  .refine((all) => new Set(all.map((p) => p.id)).size === all.length, '身份平台的编号不能重复')
  .refine((all) => new Set(all.map((p) => `${p.issuer} ${p.clientId}`)).size === all.length, '同一个身份平台写了两次')
