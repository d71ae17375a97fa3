/** The directory of the city's staff (AD FS, Keycloak, 统一身份认证), as `directory` in `city.yaml` describes it: who they are, and that they still belong to it. */
import { z } from 'zod'
import { connection, directoryId, type Provider } from './provider.ts'

const claim = z.string().min(1).max(100)
const known = z.array(z.string().min(1).max(200)).max(20).default([])

/** By what a token shows that a second factor was proved at the directory: its `acr` is one of these, its `amr` names one of these. */
const Proof = z
  .object({ acr: known, amr: known })
  .refine(
    ({ acr, amr }) => acr.length + amr.length > 0,
    '请写出目录验过第二重以后，acr 或 amr 里是什么；目录说不清的，去掉 stepUp，在这里用通行密钥验',
  )

export const Directory = z.strictObject({
  ...connection,
  /** whether the UserInfo endpoint is asked for claims that the id token does not hold */
  userinfo: z.boolean().default(true),
  /** the claims that name somebody: his staff number or his login here, one of the two; and the organ he belongs to, where the directory knows it */
  claims: z
    .strictObject({ staffNo: claim.optional(), login: claim.optional(), organ: claim.optional() })
    .refine(({ staffNo, login }) => (staffNo === undefined) !== (login === undefined), '工号 staffNo 和登录名 login，写一个，也只写一个'),
  /** the domain that a login ends with there and not here: 'city.gov.cn' for `zhangsan@city.gov.cn`; a login of another domain is nobody's */
  domain: z
    .string()
    .regex(/^[a-z0-9.-]{3,100}$/, '域名用小写字母、数字、点和横线，不带 @')
    .optional(),
  /** what the directory calls organs, each with the organ's id here; what is not named here must be an id */
  organs: z.record(z.string(), z.string().min(3).max(80)).default({}),
  /** whoever is bound signs in at the directory alone; without it his password and his passkey sign him in as well */
  exclusive: z.boolean().default(true),
  /** how the directory is asked whether somebody still belongs to it, and how often */
  poll: z
    .strictObject({
      by: z.enum(['refresh', 'introspection'], '写 refresh（换新令牌）或 introspection（查令牌）').default('refresh'),
      seconds: z.number().int().min(20, '至少隔 20 秒').max(45, '最多隔 45 秒，不然离开的人一分钟内出不去').default(30),
    })
    .default({ by: 'refresh', seconds: 30 }),
  /** what becomes of sessions once the directory has been silent for so long */
  onSilence: z.enum(['end', 'keep'], '写 end（登录结束）或 keep（登录保留）').default('end'),
  silenceMinutes: z.number().int().min(1).max(480).default(15),
  stepUp: Proof.optional(),
})
export type Directory = z.infer<typeof Directory>

/** The directory as a platform that people are sent to. */
export const directoryProvider = ({ title, issuer, hosts, clientId, clientSecretEnv, auth, scope, userinfo }: Directory): Provider => ({
  ...{ id: directoryId, kind: 'staff', title, issuer, hosts, clientId, clientSecretEnv, auth, scope, userinfo },
  ...{ claims: {}, idTypes: {}, levels: {}, level: 1 },
})
