/** The settings of a city, as `city.yaml` in its folder writes them: what the program asks instead of knowing one city. */
import { z } from 'zod'
import { refusals } from '#base/refusal.ts'
import { Directory } from '#kernel/directory.ts'
import { Providers } from '#kernel/provider.ts'
import { LedgerSettings } from './ledger/schema.ts'

const Settings = z.object({
  /** the name in full, '某某市', and as people say it, '某某' */
  name: z.string().min(2).max(30),
  shortName: z.string().min(1).max(20),
  /** the division of the city itself, six digits (GB/T 2260) */
  division: z.string().regex(/^\d{6}$/, '区划代码是 6 位数字'),
  /** a property of the city for its whole life: nothing of a real city can be made demo afterwards, nor the other way round */
  demo: z.boolean(),
  /** what stands in titles and heads of pages, by language */
  brand: z.object({ zh: z.string().min(1).max(40), en: z.string().min(1).max(60).optional() }),
  /** the document whose measures 改革进度 follows, without its brackets: '某某市2023年…工作要点' */
  programme: z.string().min(4).max(100).optional(),
  /** providers of text messages (JSON over https) and of mail (`smtps://user@host?from=…`); their passwords stand in the environment alone */
  gateways: z.object({ sms: z.string().optional(), smtp: z.string().optional() }).optional(),
  /** IANA name; clocks and days of the law are counted in it */
  timeZone: z.literal('Asia/Shanghai').default('Asia/Shanghai'),
  /** where people sign in */
  providers: Providers.optional(),
  /** where the staff sign in, and are known to belong to the city's offices */
  directory: Directory.optional(),
  /** who cosigns the checkpoints of this city's ledger, and whose this house cosigns */
  ledger: LedgerSettings.optional(),
  /** staff who decide, seal, unmask or grant have proved a second factor within so many minutes; `false` where that is not asked for */
  stepUp: z.union([z.literal(false), z.object({ minutes: z.number().int().min(1).max(480) })]).default({ minutes: 15 }),
  /** 人脸核身 of a citizen counts for so many minutes; a step that needs it asks for it anew afterwards */
  faceMinutes: z.number().int().min(1).max(480).default(10),
})

/** Somebody of one address is either a citizen or a member of the staff. */
export const CitySettings = Settings.refine(({ directory, providers = [] }) => providers.every((p) => p.issuer !== directory?.issuer), {
  path: ['directory', 'issuer'],
  message: '工作人员的目录和群众登录的平台不能是同一个地址，请让平台给工作人员另开一个（realm 或租户）',
})
export type CitySettings = z.infer<typeof CitySettings>

const refuse = refusals({
  'city.must-be-demo': [422, '{what}没有写 demo: true，可 city.yaml 写的是演示城市。演示是整个城市的性质，请把它写成一样再启动'],
  'city.must-be-real': [422, '{what}写着 demo: true，可 city.yaml 写的是真实的城市。真实的城市里不能有演示数据，请把它去掉再启动'],
})

/** Refuses data of the other nature: a demo city holds demo data and nothing else, a real one none. `what` names file and place. */
export function mustAgree(city: Pick<CitySettings, 'demo'>, what: string, { demo }: { demo?: boolean | undefined }): void {
  if ((demo ?? false) !== city.demo) throw refuse(city.demo ? 'city.must-be-demo' : 'city.must-be-real', { what })
}
