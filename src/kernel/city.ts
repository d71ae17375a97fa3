/** The settings of a city, as `city.yaml` in its folder writes them: what the program asks instead of knowing one city. */
import { z } from 'zod'
import { Providers } from '#kernel/provider.ts'

export const CitySettings = z.object({
  /** the name in full, '赣州市', and as people say it, '赣州' */
  name: z.string().min(2).max(30),
  shortName: z.string().min(1).max(20),
  /** the division of the city itself, six digits (GB/T 2260) */
  division: z.string().regex(/^\d{6}$/, '区划代码是 6 位数字'),
  /** a property of the city for its whole life: nothing of a real city can be made demo afterwards, nor the other way round */
  demo: z.boolean(),
  /** what stands in titles and heads of pages, by language */
  brand: z.object({ zh: z.string().min(1).max(40), en: z.string().min(1).max(60).optional() }),
  /** IANA name; clocks and days of the law are counted in it */
  timeZone: z.literal('Asia/Shanghai').default('Asia/Shanghai'),
  /** where people sign in */
  providers: Providers.optional(),
})
export type CitySettings = z.infer<typeof CitySettings>
