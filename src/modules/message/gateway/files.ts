import { existsSync } from 'node:fs'
import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { NeverDelivered, type Port } from './port.ts'

const mobile = /^1[3-9]\d{9}$/

/** Stands in for a provider: one JSON line a message in `<folder>/<channel>.jsonl`; `failing.txt` beside it names addresses that are out of reach. */
export function filePort(folder: string): Port {
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
