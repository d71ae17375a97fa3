/** What stands between a city and the people who are to use it: from what was looked at to sentences that say what to do. */
import type { Diagnosis, Examined, Finding } from '../schema.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

type Found = Omit<Finding, 'check'> | undefined
const bad = (sentence: string, then: string): Found => ({ level: 'bad', sentence, then })
const look = (sentence: string, then: string): Found => ({ level: 'look', sentence, then })

/** Ports that may stand open to other machines: HTTP, HTTPS, SSH. */
const usualPorts = new Set([22, 80, 443])
const isLoopback = (address: string) => address === '127.0.0.1' || address === '::1'

const until = { official: 0, provisional: 1, missing: 2 } as const

function calendars({ calendars: years, now }: Examined): Found {
  const worst = [...years].sort((a, b) => until[b.state] - until[a.state])[0]!
  if (worst.state === 'missing')
    return bad(
      `没有 ${worst.year} 年的放假安排，落在那一年的期限算不出来`,
      '在工作台“放假安排”里录入，或把年份文件放进城市文件夹的 calendar/',
    )
  // the State Council announces the next year in November
  const announced = worst.year === now.getUTCFullYear() || now.getUTCMonth() === 11
  if (worst.state === 'provisional' && announced)
    return look(`${worst.year} 年的放假安排还是暂定的`, '国务院公布后在工作台“放假安排”里录入')
  return undefined
}

function ledger({ ledger: l, now }: Examined): Found {
  if (l.verified && !l.verified.ok)
    return bad(`上次核对账本发现 ${l.verified.broken} 处被改过`, '不要动磁盘，马上找安全审计员；npx haoban ledger verify 说得出是哪一条')
  if (!l.verified || now.getTime() - l.verified.at.getTime() > 2 * dayMs)
    return look('两天没有核对过账本', '看后台任务是否在运行，或运行 npx haoban ledger verify')
  return undefined
}

function checkpoints({ unsigned: { roots, since }, outside, witnesses, now }: Examined): Found {
  if (outside === 'contradicts')
    return bad(
      '账本和库外已经签发的检查点对不上，不再签新的',
      '刚从备份恢复的，照运行说明“Back up, and back again”给 HAOBAN_CHECKPOINTS 换一个空文件夹、给检查点密钥换一个名字；不是的，不要动磁盘，马上找安全审计员',
    )
  if (since && now.getTime() - since.getTime() > hourMs)
    return bad(
      `账本有 ${roots} 个根签名晚了一小时以上，这段时间的历史改了看不出来`,
      '看后台任务是否在运行、HAOBAN_CHECKPOINT_KEY 和 HAOBAN_CHECKPOINTS 是否可用，或运行 npx haoban ledger checkpoint',
    )
  return witnesses > 0 ? undefined : look('没有别的单位见证账本', '请另一座城市或图书馆做见证方，写进 city.yaml 的 ledger.witnesses')
}

function powers({ powers: { items, powerless } }: Examined): Found {
  if (items === 0) return bad('还没有一个事项可以办', '在工作台“数据导入”里导入事项，或放进城市文件夹的 items/')
  if (powerless === 0) return undefined
  return (powerless === items ? bad : look)(
    `${items} 个事项里有 ${powerless} 个没登记由哪个机关决定，群众申请不了`,
    '下载工作台“数据导入”里的权责清单模板，填好后用 npx haoban powers import 文件 导入',
  )
}

function clock({ clock: c }: Examined): Found {
  if (c.shifted) return bad('城市的时钟不是真实时间', '去掉 HAOBAN_CLOCK 再启动')
  if (Math.abs(c.skewMs) > 2_000)
    return bad(
      `这台机器和数据库的时钟差 ${Math.round(Math.abs(c.skewMs) / 1_000)} 秒`,
      '两台机器都开 NTP 对时（systemd-timesyncd 或 chrony）',
    )
  return undefined
}

function replica({ replica: r }: Examined): Found {
  if (r === null) return undefined
  if (r.ageSeconds === null)
    return bad('只读副本连不上，或者没有跟随主库', '看副本的 PostgreSQL 是否在运行、pg_stat_replication 里有没有它')
  if (r.ageSeconds > 5) return look(`只读副本落后 ${Math.round(r.ageSeconds)} 秒，现在都从主库读`, '看副本的磁盘和网络')
  return undefined
}

function storage({ storage: s }: Examined): Found {
  if (!s.ok) return bad(`文件存不进去：${s.told}`, '看 HAOBAN_STORAGE 的地址和权限，或磁盘')
  if (s.free !== null && s.free < 0.2) return look(`放文件的磁盘只剩 ${Math.round(s.free * 100)}%`, '照运行说明“磁盘满了怎么办”腾出空间')
  return undefined
}

function backup({ backup: b, now }: Examined): Found {
  if (b === null) return bad('还没有做过备份', '每天运行 npx haoban backup 文件夹，钥匙另外保管')
  const hours = Math.floor((now.getTime() - b.getTime()) / hourMs)
  return hours > 36 ? bad(`上次备份是 ${hours} 小时以前`, '看每天备份的定时任务是否还在运行') : undefined
}

function ports({ listening }: Examined): Found {
  const open = listening.filter((l) => !isLoopback(l.address) && !usualPorts.has(l.port))
  if (open.length === 0) return undefined
  const told = [...new Set(open.map((l) => l.port))].sort((a, b) => a - b).join('、')
  return look(`这台机器对外开着端口 ${told}`, '只让反向代理够得着网站的端口，数据库的端口只对服务器开；其余的在防火墙关上')
}

function gateways({ gateways: g }: Examined): Found {
  const missing = [...(g.sms ? [] : ['短信（HAOBAN_SMS）']), ...(g.email ? [] : ['邮件（HAOBAN_SMTP）'])]
  return missing.length > 0
    ? look(`没有设${missing.join('和')}，消息只留在系统里，发不出去`, '设好通道；以前留下的在工作台“外发消息”里重发')
    : undefined
}

function officers({ officers: o }: Examined): Found {
  const missing = Object.entries(o)
    .filter(([, n]) => n === 0)
    .map(([office]) => office)
  return missing.length > 0 ? bad(`还没有${missing.join('、')}`, '运行 npx haoban officers invite，把打印的链接分别交给本人') : undefined
}

function keys({ keys: k }: Examined): Found {
  if (k.from === 'env') return undefined
  return look(
    '主密钥和数据放在同一台机器的同一个文件夹里',
    '用 HAOBAN_KEY 从密钥服务给，或把 master.key 和 checkpoint.key 各另存一份到别处',
  )
}

function tls({ site, proxy }: Examined): Found {
  if (!site.startsWith('https://'))
    return bad(`网址是 ${site}，不是 https`, '在前面放一个做 TLS 的反向代理，HAOBAN_URL 写群众用的 https 网址')
  return proxy ? undefined : look('没有说明前面有代理，访问的来源都会算成代理的', '设 HAOBAN_PROXY=1，并且只让代理够得着这个端口')
}

function database({ database: d }: Examined): Found {
  if (d.superuser) return bad('网站用超级用户登录数据库，库里的权限拦不住它', '照运行说明给运行时一个单独的登录')
  return d.owner ? look('网站用库主登录数据库', '照运行说明给运行时一个单独的登录，库主只用来升级') : undefined
}

function queue({ jobs }: Examined): Found {
  if (jobs.late > 50) return bad(`${jobs.late} 个后台任务晚了 1 分钟以上`, '看 npx haoban worker 是否在运行')
  return jobs.dead > 0 ? look(`${jobs.dead} 个后台任务失败了`, '在工作台“失败任务”里看') : undefined
}

function directory({ directory: d, now }: Examined): Found {
  if (d === null) return undefined
  const ends = d.onSilence === 'keep' ? '登录着的人留着，离开的也留着' : `满 ${d.silenceMinutes} 分钟，从它登录的人全部退出`
  if (d.fault !== null)
    return bad(
      `${d.title}没有应答（${d.fault}），工作人员从它登录不了；${ends}`,
      '看 city.yaml 的 directory、密钥的环境变量，和这台机器到目录的网络；三员照常用这里的密码或通行密钥登录',
    )
  if (d.lateSeconds > 60) return bad(`${d.lateSeconds.toFixed(0)} 秒没有向${d.title}核对谁还在岗`, '看 npx haoban worker 是否在运行')
  if (d.silentSince)
    return look(
      `${d.title}能连上，可是问谁还在岗，${minutesSince(d.silentSince, now)} 分钟没有问到；${ends}`,
      '看日志里“the directory of the staff did not answer”的原因',
    )
  return undefined
}

const minutesSince = (since: Date, now: Date): number => Math.max(1, Math.round((now.getTime() - since.getTime()) / 60_000))

const supported = [20, 22, 24]
function node({ node: version }: Examined): Found {
  const major = Number(version.replace(/^v/, '').split('.')[0])
  if (!supported.includes(major)) return look(`Node ${version} 没有测过`, '用 Node 22 或 24')
  return major === 20 ? look('Node 20 从 2026 年 4 月起不再更新', '换成 Node 22 或 24') : undefined
}

/** Every check by its name, in the order of what breaks first. */
const checks: Readonly<Record<string, (e: Examined) => Found>> = {
  demo: (e) => (e.demo ? bad('这是演示城市，里面的人和口令谁都知道', '用 HAOBAN_CITY 指向真实城市的文件夹，换一个空的数据库') : undefined),
  'demo-accounts': (e) =>
    !e.demo && e.demoAccounts > 0
      ? bad(`有 ${e.demoAccounts} 个演示账户`, '这座城市的数据库里混进了演示数据，请换一个空的数据库重新建')
      : undefined,
  officers,
  tls,
  keys,
  database,
  storage,
  backup,
  ledger,
  checkpoints,
  powers,
  calendars,
  clock,
  replica,
  gateways,
  scanner: ({ scanner: s }) =>
    s === null
      ? look('上传的文件不查病毒', '设 HAOBAN_CLAMD')
      : s
        ? undefined
        : bad('查病毒的没有应答，现在谁都传不了文件', '看 ClamAV 是否在运行'),
  jobs: queue,
  directory,
  ports,
  metrics: (e) => (e.metricsToken ? undefined : look('没有给 /metrics 设口令，只有本机能看', '要从别的机器采集，设 HAOBAN_METRICS_TOKEN')),
  node,
}

/** What was found wrong, worst first; `passed` names the checks that found nothing. */
export function diagnose(examined: Examined): Diagnosis {
  const all = Object.entries(checks).map(([check, of]) => ({ check, found: of(examined) }))
  const findings = all.flatMap(({ check, found }) => (found ? [{ check, ...found }] : []))
  findings.sort((a, b) => Number(a.level === 'look') - Number(b.level === 'look'))
  return {
    ok: findings.every((f) => f.level !== 'bad'),
    findings,
    passed: all.filter(({ found }) => !found).map(({ check }) => check),
  }
}
