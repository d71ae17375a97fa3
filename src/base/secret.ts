/** Keys that live outside the database, and what is made with them: sealed columns, search digests, password hashes. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { refusals } from './refusal.ts'

const refuse = refusals({
  'key.unreadable': [500, '看不懂 {from} 里的主密钥：每把密钥是 32 字节，写成 64 位十六进制或 44 位 base64，多把用逗号隔开，现用的放最前'],
  'key.open-to-others': [500, '主密钥文件 {path} 别的用户也能读。请执行 chmod 600 {path} 后再启动'],
})

/**
 * The city's keys. `context` says where a value stands (`party.person.id_no`): it is bound in, so that a value moved to
 * another column or digested for another purpose is of no use there.
 */
export type Keys = {
  /** SM4-CBC (GB/T 32907) under HMAC-SM3 (GB/T 15852.2), encrypt-then-MAC: 69 bytes for up to 15 bytes of text, 16 more for every 16 more */
  seal(plain: string, context: string): Buffer
  /** throws a fault on any changed byte, on another context, and where the key is no longer in the ring */
  open(sealed: Uint8Array, context: string): string
  /** 64 hex digits by which a value is found again without being kept; equal for equal values of one context */
  blindIndex(value: string, context: string): string
  /** 48 secret bytes for one purpose, of each key in the ring, the current one first: what signing keys are made from, so that none is kept anywhere */
  derived(purpose: string): readonly Buffer[]
  /** the name of the key that seals now: 8 hex digits, which stand in every value that it sealed (bytes 2 to 5) */
  current: string
}

type Key = { id: Buffer; cipher: Buffer; mac: Buffer; index: Buffer; purposes: Buffer }

/** Which ring stands behind keys: for a thread of this process, and for nobody else. */
const mastersOf = new WeakMap<Keys, readonly Uint8Array[]>()

/** The ring of keys as a thread of this process takes it, to make the same keys there with `ringOf`. */
export const ringForThread = (keys: Keys): readonly Uint8Array[] => mastersOf.get(keys)!

const formatByte = 1
const idAt = 1
const ivAt = idAt + 4
const textAt = ivAt + 16
const macLength = 32

const derive = (master: Uint8Array, label: string, length: number) => Buffer.from(hkdfSync('sm3', master, '', `haoban ${label}`, length))

function keyOf(master: Uint8Array): Key {
  return {
    id: derive(master, 'id', 4),
    cipher: derive(master, 'cipher', 16),
    mac: derive(master, 'mac', 32),
    index: derive(master, 'index', 32),
    purposes: derive(master, 'purposes', 32),
  }
}

function mac(key: Key, context: string, sealed: Uint8Array): Buffer {
  const where = Buffer.from(context)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(where.length)
  return createHmac('sm3', key.mac).update(length).update(where).update(sealed).digest()
}

/**
 * The ring of `masters` (32 bytes each). The first seals, all open. Digests stay with the last, the oldest, so that what
 * was found before a change of keys is found after it; it leaves the ring only when all is digested and sealed anew.
 */
export function ringOf(masters: readonly Uint8Array[], random: (bytes: number) => Uint8Array = randomBytes): Keys {
  const ring = masters.map(keyOf)
  const current = ring[0]
  const oldest = ring.at(-1)
  if (!current || !oldest || masters.some((m) => m.length !== 32)) throw refuse('key.unreadable', { from: '密钥环' })

  const seal = (plain: string, context: string): Buffer => {
    const iv = random(16)
    const cipher = createCipheriv('sm4-cbc', current.cipher, iv)
    const body = Buffer.concat([Buffer.of(formatByte), current.id, iv, cipher.update(plain, 'utf8'), cipher.final()])
    return Buffer.concat([body, mac(current, context, body)])
  }

  const open = (given: Uint8Array, context: string): string => {
    const sealed = Buffer.from(given)
    const damaged = () =>
      new Error(`a sealed value of ${context} does not verify: it was changed, moved, or sealed with a key that is not in the ring`)
    const body = sealed.subarray(0, -macLength)
    const key = ring.find((k) => k.id.equals(body.subarray(idAt, ivAt)))
    if (!key || body[0] !== formatByte || body.length < textAt + 16) throw damaged()
    if (!timingSafeEqual(mac(key, context, body), sealed.subarray(-macLength))) throw damaged()
    const decipher = createDecipheriv('sm4-cbc', key.cipher, body.subarray(ivAt, textAt))
    return Buffer.concat([decipher.update(body.subarray(textAt)), decipher.final()]).toString('utf8')
  }

  const blindIndex = (value: string, context: string) =>
    createHmac('sm3', oldest.index).update(`${context.length}:${context}`).update(value).digest('hex')

  const derived = (purpose: string) => ring.map((key) => derive(key.purposes, purpose, 48))

  const keys: Keys = { seal, open, blindIndex, derived, current: current.id.toString('hex') }
  mastersOf.set(
    keys,
    masters.map((m) => Uint8Array.from(m)),
  )
  return keys
}

/**
 * The ring of `HAOBAN_KEY`, or of `<dataDir>/master.key`, which is made on the first start and readable by its owner
 * alone. Whoever loses the ring loses what is sealed: it belongs in the backup, but never beside the database's.
 */
export function openKeys(dataDir: string, env: Env): Keys {
  if (!env.HAOBAN_KEY) makeKeyFile(dataDir, `${randomBytes(32).toString('hex')}\n`)
  const { text, from } = findRing(dataDir, env)!
  return ringOf(readRing(text, from))
}

type Env = Record<string, string | undefined>
const keyFile = (dataDir: string) => join(dataDir, 'master.key')

/** The ring as it is written, and where: `HAOBAN_KEY` or the data directory's file; undefined where there is none yet. */
export function findRing(dataDir: string, env: Env): { text: string; from: string } | undefined {
  if (env.HAOBAN_KEY) return { text: env.HAOBAN_KEY, from: 'HAOBAN_KEY' }
  const path = keyFile(dataDir)
  const found = statSync(path, { throwIfNoEntry: false })
  if (!found) return undefined
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) throw refuse('key.open-to-others', { path })
  return { text: readFileSync(path, 'utf8'), from: path }
}

/** The names of the keys in a ring, 8 hex digits each, by which a sealed value finds its key; they tell nothing of the keys. */
export const ringIds = (text: string, from: string): string[] => readRing(text, from).map((master) => keyOf(master).id.toString('hex'))

/** Gives a data directory the ring it shall work with; one that is there stays. */
export const keepRing = (dataDir: string, text: string): void => makeKeyFile(dataDir, text)

function readRing(text: string, from: string): Buffer[] {
  const words = text.split(/[\s,]+/).filter(Boolean)
  const masters = words.map((w) => Buffer.from(w, /^[0-9a-f]{64}$/i.test(w) ? 'hex' : 'base64'))
  if (masters.length === 0 || masters.some((m) => m.length !== 32)) throw refuse('key.unreadable', { from })
  return masters
}

/** Linked into place when whole and on disk, so that of two first starts one wins and neither reads half a key. */
function makeKeyFile(dataDir: string, text: string): void {
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

/** What hashing one password costs: scrypt (RFC 7914) with N = 2^15, r = 8, p = 1 takes 32 MB and about 0.1 s. */
export const passwordCost = 2 ** 15
/** For passwords that the whole world knows: printed demo accounts and tests. */
export const publicPasswordCost = 2 ** 12

const derivePassword = (password: string, salt: Uint8Array, length: number, options: ScryptOptions) =>
  new Promise<Buffer>((resolve, reject) => {
    // NFKC: the same password from a keyboard in full-width mode is the same password.
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)))
  })

/** A password as it is kept: `scrypt$N$r$p$salt$hash`, so that the cost can rise later without breaking what is there. */
export async function hashPassword(password: string, salt: Uint8Array, cost = passwordCost): Promise<string> {
  const hash = await derivePassword(password, salt, 32, { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 })
  return ['scrypt', cost, 8, 1, Buffer.from(salt).toString('base64url'), hash.toString('base64url')].join('$')
}

/** Whether a password is the one that was hashed. Without a hash it takes as long and says no, so that nobody learns which logins exist. */
export async function passwordFits(password: string, kept: string | undefined): Promise<boolean> {
  const [, n, r, p, salt = '', hash = ''] = (kept ?? `scrypt$${passwordCost}$8$1$AAAAAAAAAAAAAAAAAAAAAA$`).split('$')
  const N = Number(n)
  const found = await derivePassword(password, Buffer.from(salt, 'base64url'), 32, {
    N,
    r: Number(r),
    p: Number(p),
    maxmem: 256 * N * Number(r),
  })
  const wanted = Buffer.from(hash, 'base64url')
  return wanted.length === found.length && timingSafeEqual(wanted, found)
}

/** Compares two texts in time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  const [x, y] = [Buffer.from(a), Buffer.from(b)]
  return x.length === y.length && timingSafeEqual(x, y)
}
