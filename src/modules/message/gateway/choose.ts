/** Which port each channel has: a setting of the process or of `city.yaml`; none where neither says anything. */
import type { CitySettings } from '#kernel/city.ts'
import { filePort } from './files.ts'
import { mailPort, smtpOptions } from './mail.ts'
import { type Env, isLoopback, type Port } from './port.ts'
import { webhookPort } from './webhook.ts'

type Out = 'sms' | 'email'
type Gateways = CitySettings['gateways']

/** `fault`: it is set and cannot be used, and why. */
export type Gateway = { how: string; open(): Port; fault?: string }

const webhookFault = (address: string): string | undefined => {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol)) return '地址要以 https:// 开头'
  return url.protocol === 'https:' || isLoopback(url.hostname) ? undefined : '不在本机的地址要用 https://'
}

const webhook = (address: string, token: string | undefined): Gateway => ({
  how: `JSON 接口 ${URL.parse(address)?.host ?? ''}`,
  open: () => webhookPort(address, token),
  fault: webhookFault(address),
})

function smtp(address: string, password: string | undefined): Gateway {
  const fault = () => {
    try {
      smtpOptions(address, password)
    } catch (error) {
      return (error as Error).message
    }
  }
  return { how: `SMTP ${URL.parse(address)?.host ?? ''}`, open: () => mailPort(address, password), fault: fault() }
}

/** `HAOBAN_OUTBOX` names a folder that takes the place of every provider, for tests and demonstrations. */
export function gatewayOf(channel: Out, gateways: Gateways, env: Env = process.env): Gateway | undefined {
  if (channel === 'email') {
    const address = env.HAOBAN_SMTP ?? gateways?.smtp
    if (address) return smtp(address, env.HAOBAN_SMTP_PASSWORD)
  }
  const address = channel === 'sms' ? (env.HAOBAN_SMS ?? gateways?.sms) : env.HAOBAN_EMAIL
  if (address) return webhook(address, channel === 'sms' ? env.HAOBAN_SMS_TOKEN : env.HAOBAN_EMAIL_TOKEN)
  const folder = env.HAOBAN_OUTBOX
  return folder ? { how: `文件 ${folder}`, open: () => filePort(folder) } : undefined
}
