/** What only the machine and the settings of this process can say of a production. */
import { readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'

type Env = Record<string, string | undefined>

export type Listening = { address: string; port: number }

export type Machine = {
  /** whether the settings say that a proxy stands before the house */
  proxy: boolean
  keys: { from: 'env' | 'file' }
  /** share of the disk of the files that is free, 0 to 1; null for a bucket */
  free: number | null
  gateways: { sms: boolean; email: boolean }
  /** sockets of this machine that take connections */
  listening: readonly Listening[]
  metricsToken: boolean
  node: string
}

const ofHex = (hex: string): string => {
  const bytes = Buffer.from(hex, 'hex')
  // the kernel writes each 32-bit word in the order of the machine
  for (let i = 0; i < bytes.length; i += 4) bytes.subarray(i, i + 4).reverse()
  if (bytes.length === 4) return [...bytes].join('.')
  const words = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16))
  const text = words.join(':')
  if (text === '0:0:0:0:0:0:0:1') return '::1'
  const mapped = /^0:0:0:0:0:ffff:/.test(text) ? [...bytes.subarray(12)].join('.') : undefined
  return mapped ?? (bytes.every((b) => b === 0) ? '::' : text)
}

const listenState = '0A'

/** The sockets in state LISTEN of a table of Linux's /proc/net/tcp or tcp6. */
export const listeningIn = (table: string): Listening[] =>
  table
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((cells) => cells[3] === listenState)
    .map(([, local = '']) => {
      const [address = '', port = ''] = local.split(':')
      return { address: ofHex(address), port: Number.parseInt(port, 16) }
    })

/** Elsewhere than on Linux nobody can be asked, and none is known. */
async function listening(): Promise<Listening[]> {
  const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  return tables.flatMap(listeningIn)
}

async function freeShare(env: Env, dataDir: string): Promise<number | null> {
  const folder = env.HAOBAN_STORAGE ?? join(dataDir, 'files')
  if (folder.startsWith('s3://')) return null
  const { bavail, blocks } = await statfs(folder)
  return bavail / blocks
}

/** Looks at the machine now; `dataDir` is where files lie unless the settings name another place. */
export const lookAtMachine = async (env: Env, dataDir: string): Promise<Machine> => ({
  proxy: env.HAOBAN_PROXY === '1',
  keys: { from: env.HAOBAN_KEY ? 'env' : 'file' },
  free: await freeShare(env, dataDir).catch(() => null),
  gateways: { sms: Boolean(env.HAOBAN_SMS), email: Boolean(env.HAOBAN_SMTP ?? env.HAOBAN_EMAIL) },
  listening: await listening(),
  metricsToken: Boolean(env.HAOBAN_METRICS_TOKEN),
  node: process.version,
})
