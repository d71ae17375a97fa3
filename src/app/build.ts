/** Builds what the browser loads, and the server's own bundle, where the sources are others than those of the last build. */
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Logger } from '#base/log.ts'
import { bundleServer } from './bundle.ts'
import { digestOfCode } from './sources.ts'

const root = new URL('../../', import.meta.url)
const stamp = new URL('dist/desk/stamp', root)

/** In a process of its own: Vite sets NODE_ENV to production for whoever calls it. */
const run = promisify(execFile)
const vite = fileURLToPath(new URL('node_modules/vite/bin/vite.js', root))

/**
 * Builds the desk with Vite and bundles the server, unless the last build was made from the same sources. Built beside and
 * renamed, so that of two that build at once neither serves half a desk.
 */
export async function buildAssets(log: Logger): Promise<void> {
  const digest = digestOfCode()
  await bundleServer(log)
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === digest) return
  if (!existsSync(vite))
    return void log.error(
      {},
      'the desk is not built: run npm run build where all packages are installed, or take the archive of npm run bundle',
    )
  log.info({}, 'building the desk')
  const [desk, fresh, old] = ['desk', `desk-${process.pid}`, `old-${process.pid}`].map((name) =>
    fileURLToPath(new URL(`dist/${name}`, root)),
  )
  await mkdir(fileURLToPath(new URL('dist', root)), { recursive: true })
  const config = fileURLToPath(new URL('vite.config.ts', root))
  await run(process.execPath, [vite, 'build', '--config', config, '--outDir', fresh!, '--emptyOutDir', '--logLevel', 'warn'], {
    cwd: fileURLToPath(root),
    env: { ...process.env, NODE_ENV: 'production' },
  })
  await writeFile(`${fresh}/stamp`, digest)
  for (let n = 0; !(await tookPlace(fresh!, desk!, `${old}-${n}`)) && n < tries; n++);
  await rm(fresh!, { recursive: true, force: true })
}

/** More than will ever build at once. */
const tries = 20

/** Puts a build where the last one stood; false where another one that builds at the same time was quicker between the two steps. */
async function tookPlace(fresh: string, desk: string, old: string): Promise<boolean> {
  await rename(desk, old).catch(unless('ENOENT'))
  const took = await rename(fresh, desk).then(() => true, unless('ENOTEMPTY', 'EEXIST'))
  await rm(old, { recursive: true, force: true })
  return took === true
}

/** Lets errors of these codes pass, and throws any other. */
const unless =
  (...codes: string[]) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (!codes.includes(error.code ?? '')) throw error
  }
