import { NeverDelivered, type Port } from './port.ts'

/** A provider that takes JSON: `{id, to, title, text}`, bearer token, 2xx with an optional `{receipt}`; 4xx other than 408 and 429 is final. */
export function webhookPort(url: string, token: string | undefined): Port {
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
