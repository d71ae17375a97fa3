/**
 * `tsx scripts/live.ts [--bundle ARCHIVE] [--node BINARY]`: starts a demo city with an empty data folder and lives a case in it over HTTP,
 * by the Python client of the guide. With `--bundle` the city is the archive, checked against its digests, unpacked and installed below an
 * empty folder, in a network of its own that reaches nothing. With `--node` it runs on that release of Node.
 */
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pdf } from '../test/food.ts'
import { storyWith } from '../test/story.ts'

const options = { bundle: { type: 'string' }, node: { type: 'string' }, inside: { type: 'boolean', default: false } } as const
const { values } = parseArgs({ options })
const node = values.node ? resolve(values.node) : process.execPath
const repository = fileURLToPath(new URL('..', import.meta.url))

/** Runs this script again where there is no network; that takes the rights of root. */
function cutOff(): never {
  const script = [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2), '--inside']
  const command = ['unshare', '-n', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, ...script]
  const [first, ...rest] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command]
  execFileSync(first!, rest, { stdio: 'inherit' })
  process.exit(0)
}

async function mustBeCutOff(): Promise<void> {
  const reached = await fetch('http://1.1.1.1', { signal: AbortSignal.timeout(2_000) }).then(
    () => true,
    () => false,
  )
  if (reached) throw new Error('the network is not cut')
}

/** Checks the archive against its digests, unpacks and installs it. Answers where the program stands. */
function installed(archive: string, dir: string): string {
  const bytes = readFileSync(archive)
  for (const algorithm of ['sha256', 'sm3']) {
    const told = readFileSync(`${archive}.${algorithm}`, 'utf8').split(' ')[0]
    if (createHash(algorithm).update(bytes).digest('hex') !== told) throw new Error(`${archive} differs from its ${algorithm}`)
  }
  const unpacked = join(dir, 'unpacked')
  mkdirSync(unpacked)
  execFileSync('tar', ['-xJf', archive, '-C', unpacked])
  const from = join(unpacked, readdirSync(unpacked)[0]!)
  const destination = join(dir, 'server')
  const env = { ...process.env, DESTDIR: destination, PATH: `${dirname(node)}:${process.env.PATH}` }
  execFileSync('sh', [join(from, 'install.sh')], { env, stdio: 'inherit' })
  const { components } = JSON.parse(readFileSync(join(from, 'sbom.cdx.json'), 'utf8')) as { components: { name: string }[] }
  if (!components.some((c) => c.name === 'hono') || components.some((c) => c.name === 'vite'))
    throw new Error('the list of packages is not true')
  return join(destination, 'opt/haoban')
}

const freePort = (): Promise<number> =>
  new Promise((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })

async function live(program: string, dir: string): Promise<void> {
  const port = await freePort()
  const site = `http://127.0.0.1:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    HAOBAN_DATA: join(dir, 'data'),
    HAOBAN_DEMO: 'yes',
    HAOBAN_CLOCK: '2023-06-15T10:00+08:00',
  }
  const city = spawn(node, ['--max-old-space-size=512', 'bin/haoban.mjs', 'start'], {
    cwd: program,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(city, 'exit')
  try {
    const isReady = async () => (await fetch(`${site}/ready`).catch(() => undefined))?.ok ?? false
    for (let n = 0; n < 1_200 && !(await isReady()); n++) {
      if (city.exitCode !== null) throw new Error('the city did not start')
      await sleep(250)
    }
    const desk = await (await fetch(`${site}/desk`)).text()
    if (!desk.includes('/assets/desk/assets/')) throw new Error('the desk is not built')
    writeFileSync(join(dir, 'paper.pdf'), pdf('材料'))
    writeFileSync(join(dir, 'story.json'), JSON.stringify(storyWith(join(dir, 'paper.pdf'))))
    const client = join(program, 'docs/guide/integrate/case_client.py')
    const seen = JSON.parse(execFileSync('python3', ['-I', client, site, join(dir, 'story.json')]).toString()) as {
      status: { word: string }
    }
    if (seen.status.word !== '准予') throw new Error(`the case was not approved: ${JSON.stringify(seen.status)}`)
  } finally {
    city.kill('SIGINT')
    await ended
  }
}

if (values.bundle && !values.inside) cutOff()
const dir = mkdtempSync(join(tmpdir(), 'haoban-live-'))
chmodSync(dir, 0o711)
try {
  if (values.bundle) await mustBeCutOff()
  const started = performance.now()
  await live(values.bundle ? installed(resolve(values.bundle), dir) : repository, dir)
  const where = values.bundle ? 'the archive, without a network' : 'the repository'
  process.stdout.write(
    `a case lived in ${where}, on Node ${execFileSync(node, ['--version']).toString().trim()}, in ${Math.round((performance.now() - started) / 1_000)} s\n`,
  )
} finally {
  rmSync(dir, { recursive: true, force: true })
}
