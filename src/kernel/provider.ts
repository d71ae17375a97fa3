/** Identity providers, as rows of `providers` in `city.yaml`: platforms of OpenID Connect at which citizens, firms or staff sign in. */
import { z } from 'zod'

/** How surely somebody is known: 1 by an account with a password, 2 by name and number that were checked (实名), 3 by his face against the register (人脸核身). */
export const Level = z.union([z.literal(1), z.literal(2), z.literal(3)])
export type Level = z.infer<typeof Level>

export const levelNames: Readonly<Record<Level, string>> = { 1: '账号登录', 2: '实名认证', 3: '人脸核身' }

const nearby = ['localhost', '127.0.0.1', '[::1]']

/** What is not encrypted may be asked on this machine alone, for tests and trials. */
const Address = z.url().refine((text) => {
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && nearby.includes(hostname))
}, '身份平台的地址要以 https:// 开头')

/** What we ask of a token; a value is the path of the claim in it, parts divided by dots. */
const Claims = z.partialRecord(
  z.enum(['name', 'idType', 'idNo', 'phone', 'address', 'firmName', 'uscc', 'firmType', 'repName', 'repIdType', 'repIdNo', 'login']),
  z.string().min(1).max(100),
)
export type ClaimName = keyof z.infer<typeof Claims>

export const Provider = z
  .object({
    id: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/, '编号用小写字母、数字和横线'),
    kind: z.enum(['citizen', 'firm', 'staff']),
    title: z.string().min(2).max(30),
    issuer: Address,
    /** other hosts of the same platform that its discovery document may name, such as 'token.example.gov.cn' */
    hosts: z.array(z.string().min(3).max(100)).default([]),
    clientId: z.string().min(1).max(200),
    /** the environment variable that holds the secret; a public client has none */
    clientSecretEnv: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]+$/, '这里写环境变量的名字，密钥本身不能写进文件')
      .optional(),
    /** how the secret is sent to the token endpoint */
    auth: z.enum(['basic', 'post']).default('basic'),
    scope: z.string().default('openid'),
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
  .refine((p) => p.scope.split(' ').includes('openid'), { path: ['scope'], message: 'scope 里要有 openid' })
export type Provider = z.infer<typeof Provider>

export const Providers = z
  .array(Provider)
  .max(20)
  .refine((all) => new Set(all.map((p) => p.id)).size === all.length, '身份平台的编号不能重复')
  .refine((all) => new Set(all.map((p) => `${p.issuer} ${p.clientId}`)).size === all.length, '同一个身份平台写了两次')
