/** The ways out of the house: text messages and e-mail, each through a port that configuration chooses. */
import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What a port is given. `id` is the same at every attempt, so that a provider can drop a repeat. */
export type Delivery = { id: string; channel: 'sms' | 'email'; to: string; title: string; text: string; at: Date }

/** A port hands a message over and answers with the provider's receipt. It throws where it could not; `NeverDelivered` where no attempt will. */
export interface Port {
  send(delivery: Delivery): Promise<{ receipt: string }>
}

/** No further attempt helps: the address is wrong, or its owner has blocked it. */
export class NeverDelivered extends Error {}

type Env = Record<string, string | undefined>

const mobile = /^1[3-9]\d{9}$/
const folderOf = (env: Env) => env.HAOBAN_OUTBOX ?? join(env.HAOBAN_DATA ?? join(tmpdir(), 'haoban'), 'outbox')

/** Stands in for a provider: one JSON line a message in `<folder>/<channel>.jsonl`; `failing.txt` beside it names addresses that are out of reach. */
function filePort(folder: string): Port {
  return {
    async send({ at, ...d }) {
      if (d.channel === 'sms' && !mobile.test(d.to)) throw new NeverDelivered('不是手机号，发不了短信')
      const failing = join(folder, 'failing.txt')
      if (existsSync(failing) && (await readFile(failing, 'utf8')).split(/\s+/).includes(d.to))
        throw new Error('运营商网关没有应答（演示）')
      await mkdir(folder, { recursive: true })
      await appendFile(join(folder, `${d.channel}.jsonl`), `${JSON.stringify({ ...d, at: at.toISOString() })}\n`, { mode: 0o600 })
      return { receipt: `file:${d.id}` }
    },
  }
}

/** A provider that takes JSON: `{id, to, title, text}`, bearer token, 2xx with an optional `{receipt}`; 4xx other than 408 and 429 is final. */
function httpPort(url: string, token: string | undefined): Port {
  return {
    async send({ id, to, title, text }) {
      const headers = { 'content-type': 'application/json', 'idempotency-key': id, ...(token ? { authorization: `Bearer ${token}` } : {}) }
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body: JSON.stringify({ id, to, title, text }),
        signal: AbortSignal.timeout(10_000),
      })
      if (answer.ok) return { receipt: String(((await answer.json().catch(() => ({}))) as { receipt?: unknown }).receipt ?? id) }
      const said = `服务商答复 ${answer.status}`
      throw answer.status >= 400 && answer.status < 500 && ![408, 429].includes(answer.status) ? new NeverDelivered(said) : new Error(said)
    },
  }
}

/** Where each channel's port and its token are named. */
const settings = { sms: ['HAOBAN_SMS', 'HAOBAN_SMS_TOKEN'], email: ['HAOBAN_EMAIL', 'HAOBAN_EMAIL_TOKEN'] } as const

/** The port of a channel as the configuration says; files where it says nothing. */
export function portOf(channel: 'sms' | 'email', env: Env = process.env): Port {
  const [address, token] = settings[channel]
  const url = env[address]
  return url ? httpPort(url, env[token]) : filePort(folderOf(env))
}
