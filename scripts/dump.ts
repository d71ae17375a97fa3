/**
 * `npm run dump NAME`: keeps a city of this version as `test/upgrade/NAME`, for every later version to take over. It lives the story of the
 * real city at its fixed moments, so that two dumps of one version hold the same rows; keys, salts and random identifiers differ.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { readManifest } from '#base/backup/manifest.ts'

/** All folders together are read by everybody who clones; a dump that outgrows this holds something that it need not. */
const mostBytes = 500_000
const root = fileURLToPath(new URL('../', import.meta.url))
const say = (line: string) => void process.stderr.write(`${line}\n`)
const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim()

function sizeOf(dir: string): number {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
  return files.reduce((sum, f) => sum + statSync(`${f.parentPath}/${f.name}`).size, 0)
}

async function dump(name: string | undefined): Promise<number> {
  if (!name || !/^[\w.-]+$/.test(name)) return fail('usage: npm run dump <name>, for example 2026-12-03 or v0.2.0')
  const dir = `${root}test/upgrade/${name}`
  if (existsSync(dir)) return fail(`${dir} is there already, and is never changed`)
  if (git('status', '--porcelain', '--', 'src', 'packages', 'city')) return fail('commit first: a dump names the version that made it')
  const env = { ...process.env, HAOBAN_DUMP: dir, HAOBAN_DUMP_COMMIT: git('rev-parse', 'HEAD') }
  const lived = spawnSync('npx', ['vitest', 'run', 'measures/g2-real-city.test.ts'], { cwd: root, stdio: 'inherit', env })
  if (lived.status !== 0 || !existsSync(`${dir}/left.json`)) {
    rmSync(dir, { recursive: true, force: true })
    return fail('the story did not come to its end; nothing was kept')
  }
  const { tables, files } = await readManifest(`${dir}/city`)
  const bytes = sizeOf(dir)
  say(`${name}: ${tables.reduce((sum, t) => sum + t.rows, 0)} rows, ${files.count} files, ${bytes} bytes`)
  say(`made by ${JSON.parse(readFileSync(`${dir}/left.json`, 'utf8')).commit}`)
  return bytes > mostBytes ? fail(`that is more than ${mostBytes} bytes`) : 0
}

function fail(why: string): number {
  say(why)
  return 1
}

process.exitCode = await dump(process.argv[2])
