import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { refusals } from '#base/refusal.ts'
import { type Claim, claim, findHolder, type Holder } from './claim.ts'
import { identify } from './process.ts'

const refuse = refusals({
  'data.busy': [409, '这个数据目录正在被使用：进程 {pid}，端口 {port}。请先停掉它，或换一个 HAOBAN_DATA。'],
  'data.busy-elsewhere': [
    409,
    '这个数据目录正在被另一台机器或容器使用：{host}，进程 {pid}，端口 {port}。请先停掉它，或换一个 HAOBAN_DATA。',
  ],
})

/** What a house tells about itself: the port its pages are served on (0: not yet known). */
export type HouseInfo = { port: number }

/** PostgreSQL runs under another account when we are root and must pass through, so the folder may be crossed; what lies inside is closed. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

const file = (dataDir: string) => join(dataDir, 'haoban.lock')

/** Makes this process the one house of the data directory, or refuses naming the one that lives there; the lock of a killed process is void. */
export async function lockDataDir(dataDir: string, info: HouseInfo): Promise<Claim<HouseInfo>> {
  makeDataDir(dataDir)
  const got = await claim(file(dataDir), info)
  if ('claim' in got) return got.claim
  const { pid, host, space } = got.held
  throw refuse(space === identify().space ? 'data.busy' : 'data.busy-elsewhere', { pid, host, port: got.held.info.port || '还没有分配' })
}

/** The house that lives in the data directory at this moment. */
export const findHouse = (dataDir: string): Holder<HouseInfo> | undefined => findHolder<HouseInfo>(file(dataDir))
