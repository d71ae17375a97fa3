/** A Chromium for tests and screenshots: the one you name, the machine's, or one from npm with Chinese fonts. */
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
const systemNames = ['chromium', 'chromium-browser', 'google-chrome']

type Env = Record<string, string | undefined>
type Found = { executablePath: string; env?: Record<string, string> }

/** Starts a headless Chromium that shows Chinese text; the caller closes it. `CHROMIUM_PATH` names one; a wrong path is an error, never a detour. */
export async function openBrowser(env: Env = process.env): Promise<Browser> {
  const found = given(env) ?? onPath(env) ?? (await fromNpm())
  return chromium.launch({ args: flags, executablePath: found.executablePath, env: { ...clean(env), ...found.env } })
}

function given({ CHROMIUM_PATH: path }: Env): Found | undefined {
  if (!path) return undefined
  if (!isExecutable(path)) throw new Error(`CHROMIUM_PATH names ${path}, which cannot be run`)
  return { executablePath: path }
}

function onPath({ PATH = '' }: Env): Found | undefined {
  const candidates = systemNames.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
  const executablePath = candidates.find(isExecutable)
  return executablePath ? { executablePath } : undefined
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const clean = (env: Env): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined))

const require = createRequire(import.meta.url)
const run = promisify(execFile)

/** The package unpacks into the folder for temporary files, with the system libraries that a bare machine lacks only if it believes to be a Lambda. */
const unpack = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`

async function fromNpm(): Promise<Found> {
  const version = (require(join(dirname(require.resolve('@sparticuz/chromium')), '../../package.json')) as { version: string }).version
  const home = join(tmpdir(), `haoban-chromium-${version}`)
  if (!existsSync(home)) await unpackInto(home)
  const libraries = join(home, 'al2023', 'lib')
  return {
    executablePath: join(home, 'chromium'),
    env: { LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: join(home, 'fonts.conf'), HOME: home },
  }
}

/** Unpacks beside and renames, so that of two test runs at once neither sees half a browser. */
async function unpackInto(home: string): Promise<void> {
  const staging = `${home}.${process.pid}`
  rmSync(staging, { recursive: true, force: true })
  mkdirSync(staging)
  await run(process.execPath, ['--input-type=module', '-e', unpack], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
  })
  writeFileSync(join(staging, 'fonts.conf'), fontconfig(home))
  try {
    renameSync(staging, home)
  } catch (error) {
    if (!existsSync(join(home, 'chromium'))) throw error
    rmSync(staging, { recursive: true, force: true })
  }
}

const family = (generic: string, name: string) =>
  `<match target="pattern"><test name="family"><string>${generic}</string></test><edit name="family" mode="prepend" binding="strong"><string>${name}</string></edit></match>`

/** The package brings no Chinese letters: fontconfig is shown those of Noto that stand in node_modules. */
function fontconfig(home: string): string {
  const folderOf = (name: string) => dirname(require.resolve(`@expo-google-fonts/${name}/package.json`))
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<dir>${folderOf('noto-sans-sc')}</dir><dir>${folderOf('noto-serif-sc')}</dir><dir>${home}/fonts</dir><cachedir>${home}/font-cache</cachedir>
${family('sans-serif', 'Noto Sans SC')}${family('system-ui', 'Noto Sans SC')}${family('monospace', 'Noto Sans SC')}${family('serif', 'Noto Serif SC')}
</fontconfig>`
}
