import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { gatewayOf } from '../gateway/choose.ts'
import { countLately } from '../store/outbox.ts'

/** One way out of the house: whether it is set, what is wrong with the setting, and what became of its messages in the last 30 days. */
export type GatewayState = {
  channel: 'sms' | 'email'
  set: boolean
  how?: string
  fault?: string
  kept: number
  failed: number
  dead: number
}

const dayMs = 86_400_000

/** Which gateways are set, and how many messages were kept, are being tried again and were given up lately. */
export async function messageGateways(ctx: Ctx): Promise<GatewayState[]> {
  const lately = await asSystem(ctx.tx, () => countLately(ctx.tx, new Date(ctx.now.getTime() - 30 * dayMs)))
  return (['sms', 'email'] as const).map((channel) => {
    const gateway = gatewayOf(channel, ctx.city.gateways)
    const of = (state: string) => lately.find((l) => l.channel === channel && l.state === state)?.n ?? 0
    const counts = { kept: of('kept'), failed: of('failed'), dead: of('dead') }
    return { channel, set: gateway !== undefined, how: gateway?.how, fault: gateway?.fault, ...counts }
  })
}
