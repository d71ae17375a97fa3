/**
 * `npm run bundle`: the whole city as one archive for servers without a network: program, built pages, the packages that a server runs,
 * a list of them (CycloneDX), and an installer. Beside it stand its digests (SHA-256, SM3). It is packed by `tar` and `xz`.
 */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleOf } from '../src/app/sources.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const name = `haoban-${version}-${process.platform}-${process.arch}`
const out = join(root, 'dist/bundle')
const stage = join(root, '.tmp/bundle', name)
const most = 150 * 1_000_000

const say = (line: string) => void process.stdout.write(`${line}\n`)
const run = (command: string, args: string[], cwd = root, env: Record<string, string> = {}) =>
  execFileSync(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 })

/** What a server needs of the repository, without tests; all that `digestOfCode` reads is carried, so that the build still fits. */
const carried = ['bin', 'city', 'docs', 'packages', 'src', 'measures/measures.json', 'scripts/trim-fonts.mjs']
const single = ['.npmrc', 'package.json', 'package-lock.json', 'LICENSE', 'README.md', 'README.en.md', 'CHANGELOG.md']
const left = /\.test\.tsx?$|(^|\/)(fixtures?|node_modules|screens)(\/|$)/

function copyProgram(): void {
  const listed = run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', ...carried, ...single])
    .toString()
    .split('\0')
  for (const path of listed.filter((p) => p && !left.test(p))) {
    mkdirSync(dirname(join(stage, path)), { recursive: true })
    copyFileSync(join(root, path), join(stage, path))
  }
  for (const built of ['dist/desk', 'dist/server/sources.mjs', `dist/server/${bundleOf()}`])
    cpSync(join(root, built), join(stage, built), { recursive: true })
  copyFileSync(join(root, 'scripts/bundle/install.sh'), join(stage, 'install.sh'))
}

function installPackages(): void {
  run('npm', ['ci', '--omit=dev', '--prefer-offline', '--no-audit', '--no-fund'], stage)
  writeFileSync(
    join(stage, 'sbom.cdx.json'),
    run('npm', ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format', 'cyclonedx'], stage),
  )
}

/** Same files, same archive: order, owners and days are fixed. */
function pack(): string {
  const archive = join(out, `${name}.tar.xz`)
  const fixed = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=2020-01-01']
  run('tar', [...fixed, '-cJf', archive, '-C', dirname(stage), name], root, { XZ_OPT: '-6 -T0' })
  return archive
}

function writeDigests(archive: string): void {
  const bytes = readFileSync(archive)
  for (const [algorithm, ending] of [
    ['sha256', 'sha256'],
    ['sm3', 'sm3'],
  ] as const)
    writeFileSync(`${archive}.${ending}`, `${createHash(algorithm).update(bytes).digest('hex')}  ${basename(archive)}\n`)
}

for (const folder of [dirname(stage), out]) rmSync(folder, { recursive: true, force: true })
for (const folder of [stage, out]) mkdirSync(folder, { recursive: true })
run(process.execPath, ['bin/haoban.mjs', 'build'])
copyProgram()
installPackages()
const archive = pack()
writeDigests(archive)
rmSync(dirname(stage), { recursive: true, force: true })
const { size } = statSync(archive)
say(`${archive}: ${(size / 1_000_000).toFixed(1)} MB (xz)`)
if (size > most) {
  process.stderr.write('The archive is larger than 150 MB.\n')
  process.exitCode = 1
}
