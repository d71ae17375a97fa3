/** What of the ledger lies outside the database: the keys that sign checkpoints, and a place for what was signed. */
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PrivateKey } from '@haoban/gm'
import { refusals } from './refusal.ts'
import { openS3 } from './storage/s3.ts'

const refuse = refusals({
  'checkpoint.key-unreadable': [
    500,
    '看不懂 {from} 里的检查点密钥：一行一把，先写名字，空一格，再写 64 位十六进制；现用的放第一行，换下来的留在后面',
  ],
  'checkpoint.key-open-to-others': [500, '检查点密钥文件 {path} 别的用户也能读。请执行 chmod 600 {path} 后再启动'],
})

/** A key by the name under which it signs. */
type Signer = { name: string; key: PrivateKey }

/** `signers`: the current key first; those that were replaced stay, so that what they signed is still believed. */
export type Checkpoints = { signers: readonly Signer[]; shelf: Shelf }

/** Files that are written once. `put` is false, and nothing is written, where the name is taken; `list` is in order of name. */
export interface Shelf {
  readonly place: string
  put(name: string, text: string): Promise<boolean>
  read(name: string): Promise<string | undefined>
  list(): Promise<string[]>
}

type Env = Record<string, string | undefined>
const keyFile = (dataDir: string) => join(dataDir, 'checkpoint.key')

function readSigners(text: string, from: string): Signer[] {
  const lines = text.split(/[\n,]+/).filter((line) => line.trim() !== '')
  const read = lines.map((line) => {
    const [, name, digits] = /^([^\s+]+) ([0-9a-f]{64})$/.exec(line.trim()) ?? []
    try {
      return name && digits ? { name, key: PrivateKey.import(Buffer.from(digits, 'hex')) } : undefined
    } catch {
      return undefined
    }
  })
  const signers = read.filter((s) => s !== undefined)
  if (signers.length === 0 || signers.length !== lines.length) throw refuse('checkpoint.key-unreadable', { from })
  return signers
}

/** The keys as they are written, and where: `HAOBAN_CHECKPOINT_KEY` or the data directory's file; undefined where there are none yet. */
export function findSignerText(dataDir: string, env: Env): { text: string; from: string } | undefined {
  if (env.HAOBAN_CHECKPOINT_KEY) return { text: env.HAOBAN_CHECKPOINT_KEY, from: 'HAOBAN_CHECKPOINT_KEY' }
  const path = keyFile(dataDir)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw refuse('checkpoint.key-open-to-others', { path })
  return { text: readFileSync(path, 'utf8'), from: path }
}

/** The keys where there are some; none is made by asking. */
export function findSigners(dataDir: string, env: Env): Signer[] {
  const found = findSignerText(dataDir, env)
  return found ? readSigners(found.text, found.from) : []
}

const freshLine = (name: string) => `${name} ${Buffer.from(PrivateKey.generate().export()).toString('hex')}\n`

/** The names under which written keys sign, the current one first; `from` is told where they do not read. */
export const signerNames = (text: string, from: string): string[] => readSigners(text, from).map((s) => s.name)

/** A new key of this name, with those from before behind it, so that what they signed is still believed. */
export const withNewSigner = (name: string, before: string): string => freshLine(name) + before

/** Gives a data directory the keys it shall sign with; a file that is there stays. Linked into place when whole and on disk: of two first starts one makes the key. */
export function keepSigners(dataDir: string, text: string): void {
  const path = keyFile(dataDir)
  if (statSync(path, { throwIfNoEntry: false })) return
  mkdirSync(dataDir, { recursive: true })
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = openSync(draft, 'wx', 0o600)
  try {
    writeSync(file, text)
    fsyncSync(file)
    linkSync(draft, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    closeSync(file)
    rmSync(draft, { force: true })
  }
}

const unless =
  (code: string) =>
  (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error
  }

/** A folder, made when something is first put there. A file appears whole, and is on disk before `put` answers. */
export const openFolder = (folder: string): Shelf => ({
  place: folder,
  async put(name, text) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const draft = join(folder, `.${name}.${randomBytes(6).toString('hex')}`)
    const file = await open(draft, 'wx', 0o644)
    try {
      await file.writeFile(text)
      await file.sync()
      return (await link(draft, join(folder, name)).then(() => true, unless('EEXIST'))) === true
    } finally {
      await file.close()
      await rm(draft, { force: true })
    }
  },
  read: (name) => readFile(join(folder, name), 'utf8').catch(unless('ENOENT')),
  list: async () => ((await readdir(folder).catch(unless('ENOENT'))) ?? []).filter((name) => !name.startsWith('.')).sort(),
})

/** The same in a bucket. Set it to keep versions: whoever holds its keys could write over an object. */
function openBucket(location: URL, env: Env): Shelf {
  const driver = openS3(location, { ...process.env, ...env })
  return {
    place: `s3://${location.hostname}${location.pathname}`,
    async put(name, text) {
      if (await driver.has(name)) return false
      await driver.put(
        (async function* () {
          yield Buffer.from(text)
        })(),
        () => name,
      )
      return true
    },
    async read(name) {
      const found = await driver.find(name)
      if (!found) return undefined
      const parts: Buffer[] = []
      for await (const part of found) parts.push(Buffer.from(part as Uint8Array))
      return Buffer.concat(parts).toString('utf8')
    },
    async list() {
      const names: string[] = []
      for await (const name of driver.list()) names.push(name)
      return names.sort()
    },
  }
}

/** Where checkpoints are written: `HAOBAN_CHECKPOINTS`, a folder or `s3://bucket/prefix?endpoint=…`, else a folder of the data directory. */
export function openShelf(dataDir: string, env: Env): Shelf {
  const place = env.HAOBAN_CHECKPOINTS ?? join(dataDir, 'checkpoints')
  return place.startsWith('s3://') ? openBucket(new URL(place), env) : openFolder(place)
}

/** The keys and the place; at the first start a key of this name is made, readable by its owner alone. */
export function openCheckpoints(dataDir: string, env: Env, name: string): Checkpoints {
  if (!findSignerText(dataDir, env)) keepSigners(dataDir, freshLine(name))
  return { signers: findSigners(dataDir, env), shelf: openShelf(dataDir, env) }
}
