/** What a city left behind for later versions, and what its people hold in their hands: written by `npm run dump`, read by the tests beside it. */
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backUpCity } from '#app/backup.ts'
import { resealAll } from '#app/cli/rekey.ts'
import { readManifest, writeManifest } from '#base/backup/manifest.ts'
import { findRing, ringOf } from '#base/secret.ts'
import { pathOf } from '#base/storage/driver.ts'
import type { RealCity } from '../real-city.ts'

/** A passkey with its private half (base64 of PKCS #8), as a virtual authenticator gives it out. */
export type LeftPasskey = { credentialId: string; privateKey: string; signCount: number; userHandle?: string | undefined }
const onlyThis = ({ credentialId, privateKey, signCount, userHandle }: LeftPasskey) => ({ credentialId, privateKey, signCount, userHandle })

export type Left = {
  /** the version that made it */
  commit: string
  /** its clock when it was left */
  at: string
  /** the password of everybody */
  word: string
  passkeys: Record<string, LeftPasskey>
  applicant: { sub: string; claims: Record<string, string> }
  /** the case that was decided, the number of its licence, and the draft that waits to be sent */
  decided: string
  licence: string
  draft: string
}

const here = new URL('./', import.meta.url).pathname

/** The folders that `npm run dump` made, by name; the newest is the last. */
export const listLeft = (): { name: string; dir: string; left: Left }[] =>
  readdirSync(here)
    .filter((name) => existsSync(join(here, name, 'left.json')))
    .sort()
    .map((name) => ({ name, dir: join(here, name), left: JSON.parse(readFileSync(join(here, name, 'left.json'), 'utf8')) as Left }))

/** Takes away the drawn files of papers, 70 kB and more each, but for those of licences; what people uploaded stays. */
async function thinOut(city: RealCity, dir: string): Promise<void> {
  const drawn = await city.sql<{ hash: string }>(`select hash from document.paper p cross join unnest(array[p.file_hash, p.ofd_hash]) hash
    where hash is not null and hash not in (select file from licence.version where file is not null)`)
  const manifest = await readManifest(dir)
  for (const { hash } of drawn) {
    const path = join(dir, 'files', pathOf(hash))
    if (!existsSync(path)) continue
    manifest.files.count--
    manifest.files.bytes -= statSync(path).size
    rmSync(path)
  }
  await writeManifest(dir, manifest)
}

/** Keeps a city in a folder: its roots and a checkpoint are made, what is due is deleted, and all is sealed under a second master key. */
export async function leave(city: RealCity, dir: string, left: Omit<Left, 'at'>): Promise<void> {
  for (const job of ['ledger.root', 'ledger.checkpoint', 'personal.retain']) await city.run(job)
  const old = findRing(city.env.HAOBAN_DATA!, {})!.text.trim()
  const fresh = randomBytes(32).toString('hex')
  const ring = `${fresh},${old}`
  const keys = ringOf(ring.split(',').map((key) => Buffer.from(key, 'hex')))
  await resealAll({ ...city.house, keys }, () => undefined)
  mkdirSync(dir, { recursive: true })
  await backUpCity(city.house, join(dir, 'city'), { ...city.env, HAOBAN_KEY: ring })
  await thinOut(city, join(dir, 'city'))
  writeFileSync(join(dir, 'city.key'), `${ring}\n`, { mode: 0o600 })
  const passkeys = Object.fromEntries(Object.entries(left.passkeys).map(([login, passkey]) => [login, onlyThis(passkey)]))
  writeFileSync(join(dir, 'left.json'), `${JSON.stringify({ ...left, passkeys, at: city.clock.now().toISOString() }, null, 2)}\n`)
}

type Asked = { challenge: string; rpId?: string }

/** What a browser sends whose authenticator holds the passkey (Web Authentication, Level 3, 6.1 and 6.3.3): signed in answer to `asked`, at `origin`. */
export function assertion(passkey: LeftPasskey, asked: Asked, origin: string, uses: number) {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(passkey.signCount + uses)
  const rpId = createHash('sha256')
    .update(asked.rpId ?? new URL(origin).hostname)
    .digest()
  // the person is there (bit 0) and proved to the authenticator who he is (bit 2)
  const authenticatorData = Buffer.concat([rpId, Buffer.of(0b101), count])
  const clientData = Buffer.from(JSON.stringify({ type: 'webauthn.get', challenge: asked.challenge, origin, crossOrigin: false }))
  const key = createPrivateKey({ key: Buffer.from(passkey.privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  const signed = sign('sha256', Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()]), key)
  const id = Buffer.from(passkey.credentialId, 'base64').toString('base64url')
  const handle = passkey.userHandle && Buffer.from(passkey.userHandle, 'base64').toString('base64url')
  return {
    ...{ id, rawId: id, type: 'public-key', clientExtensionResults: {} },
    response: {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signed.toString('base64url'),
      ...(handle ? { userHandle: handle } : {}),
    },
  }
}
