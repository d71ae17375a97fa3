/** From what was counted to what a person should know: well, worth a look, or bad, with what to do. */
import type { Health, JobCount, Line } from '../schema.ts'

const sum = (jobs: readonly JobCount[], key: 'waiting' | 'late' | 'retrying' | 'dead') => jobs.reduce((n, j) => n + j[key], 0)
const mb = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`

/** A queue that is behind by more than so many jobs has lost its worker, or needs another. */
const manyLate = 50
/** Of the database's connections, the share from which on there is no room left for a burst. */
const crowded = 0.8
/** Facts that no root binds yet: a root is made every five minutes. */
const manyUnrooted = 10_000
const dayMs = 86_400_000

const database = ({ database: d }: Health): Line => ({
  name: '数据库',
  verdict: d.connections >= d.most * crowded ? 'look' : 'well',
  told: `${d.version}，${mb(d.bytes)}，连接 ${d.connections}/${d.most}，${d.answerMs} 毫秒应答`,
})

function queue({ jobs }: Health): Line {
  const [waiting, late, retrying, dead] = [sum(jobs, 'waiting'), sum(jobs, 'late'), sum(jobs, 'retrying'), sum(jobs, 'dead')]
  const told = `排队 ${waiting}，晚了 1 分钟以上 ${late}，在重试 ${retrying}，失败 ${dead}`
  if (late > manyLate) return { name: '后台任务', verdict: 'bad', told: `${told}。没有人在处理，请看 haoban worker 是否在运行` }
  return {
    name: '后台任务',
    verdict: dead > 0 ? 'look' : 'well',
    told,
    ...(dead > 0 && { then: { text: '看失败任务', to: '/desk/dead-letters' } }),
  }
}

function ledger({ ledger: l, now }: Health): Line {
  const told = `${l.facts} 条记录，${l.chains} 条链，${l.roots} 个根，最新的根绑到第 ${l.rooted} 条`
  if (l.verified && !l.verified.ok)
    return { name: '账本', verdict: 'bad', told: `${told}。上次核对发现 ${l.verified.broken} 处被改过，请马上找安全审计员` }
  if (l.facts - l.rooted > manyUnrooted) return { name: '账本', verdict: 'look', told: `${told}。很多记录还没有绑根，请看后台任务` }
  const old = !l.verified || Date.parse(now) - new Date(l.verified.at).getTime() > 2 * dayMs
  return { name: '账本', verdict: old ? 'look' : 'well', told: old ? `${told}。两天没有核对过，可以现在核对` : told }
}

const storage = ({ storage: s }: Health): Line => ({
  name: '文件',
  verdict: s.ok ? 'well' : 'bad',
  told: s.ok ? '读得到' : `读不到：${s.told}。请看磁盘或对象存储`,
})

/** Without a scanner files are still told by their bytes; a scanner that does not answer keeps every upload out. */
function scanner({ scanner: s }: Health): Line {
  const name = '查病毒'
  if (!s) return { name, verdict: 'look', told: '没有设。群众传的文件只按内容识别，不查病毒；要查，请设 HAOBAN_CLAMD' }
  if (!s.ok) return { name, verdict: 'bad', told: `${s.name} 没有应答：${s.told}。现在谁都传不了文件，请看它是否在运行` }
  return { name, verdict: 'well', told: s.told }
}

const clock = ({ demo, now, real }: Health): Line => ({
  name: '时钟',
  verdict: 'well',
  told: demo ? `演示时钟，和真实时间差 ${Math.round(Math.abs(Date.parse(real) - Date.parse(now)) / dayMs)} 天` : '真实时间',
})

const program = ({ version, node, rooms }: Health): Line => ({
  name: '程序',
  verdict: 'well',
  told: `好办 ${version}，Node ${node}，${rooms} 个房间`,
})

/** Every line of the page, the worst first. */
export function linesOf(health: Health): Line[] {
  const rank = { bad: 0, look: 1, well: 2 } as const
  return [database, queue, ledger, storage, scanner, clock, program]
    .map((line) => line(health))
    .sort((a, b) => rank[a.verdict] - rank[b.verdict])
}
