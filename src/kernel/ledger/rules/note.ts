/**
 * Checkpoints in the form of C2SP: signed-note, tlog-checkpoint and tlog-cosignature, with SM2 over SM3 (GB/T 32918.2, raw r ‖ s, default
 * identity) as signature and SM3 wherever those say SHA-256. Both signature types are of the kind 0xff, which is followed by a name.
 */
import { type PrivateKey, PublicKey, sm2, sm3 } from '@haoban/gm'
import { concat, fromBase64, fromHex, same, toBase64, toHex, utf8 } from './bytes.ts'

export const signatureTypes = { log: 'haoban-sm2-v1', witness: 'haoban-sm2-cosignature-v1' } as const
export type SignatureType = keyof typeof signatureTypes

const typeBytes = (type: SignatureType): Uint8Array => concat(Uint8Array.of(255), utf8(signatureTypes[type]))

/** Whom a signature is believed of, as `name+id+base64(type ‖ 04 ‖ x ‖ y)` says it. */
export type Verifier = { name: string; type: SignatureType; id: Uint8Array; key: PublicKey }
export type Signer = { name: string; key: PrivateKey }

/** A name of a key: no spaces and no plus sign. */
export const keyName = /^[^\s+\p{Cc}]{1,200}$/u

const keyId = (name: string, type: SignatureType, key: PublicKey): Uint8Array =>
  sm3(concat(utf8(`${name}\n`), typeBytes(type), key.point)).subarray(0, 4)

export const verifierOf = ({ name, key }: Signer, type: SignatureType = 'log'): Verifier => ({
  name,
  type,
  id: keyId(name, type, key.publicKey),
  key: key.publicKey,
})

export const writeVerifier = ({ name, type, id, key }: Verifier): string =>
  `${name}+${toHex(id)}+${toBase64(concat(typeBytes(type), key.point))}`

/** Undefined where the text is no verifier key of these two types, or its id is not that of its key. */
export function readVerifier(text: string): Verifier | undefined {
  const [, name = '', id = '', body = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? []
  const bytes = fromBase64(body)
  const type = (Object.keys(signatureTypes) as SignatureType[]).find((t) => bytes && same(bytes.subarray(0, -65), typeBytes(t)))
  if (!bytes || !type) return undefined
  try {
    const key = PublicKey.fromPoint(bytes.subarray(-65))
    const verifier = { name, type, id: keyId(name, type, key), key }
    return toHex(verifier.id) === id ? verifier : undefined
  } catch {
    return undefined
  }
}

export const readVerifiers = (texts: readonly string[]): Verifier[] => texts.map(readVerifier).filter((v) => v !== undefined)

/** A note's text, with its last line feed, and its signature lines. */
export type Note = { text: string; lines: { name: string; id: Uint8Array; signature: Uint8Array; line: string }[] }

const mostBytes = 65_536
const signatureLine = /^— ([^\s+]+) (\S+)$/

/** Undefined where this is no signed note. */
export function readNote(note: string): Note | undefined {
  const cut = note.lastIndexOf('\n\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a note has no control characters but line feeds
  if (cut < 0 || note.length > mostBytes || !note.endsWith('\n') || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return undefined
  const lines = note.slice(cut + 2, -1).split('\n')
  const read = lines.map((line) => {
    const [, name = '', body = ''] = signatureLine.exec(line) ?? []
    const bytes = fromBase64(body)
    return bytes && bytes.length > 4 ? { name, id: bytes.subarray(0, 4), signature: bytes.subarray(4), line } : undefined
  })
  const known = read.filter((l) => l !== undefined)
  return known.length === lines.length && known.length <= 64 ? { text: note.slice(0, cut + 1), lines: known } : undefined
}

const cosigned = (text: string, seconds: number | bigint): Uint8Array => utf8(`cosignature/v1\ntime ${seconds}\n${text}`)

function isSigned(text: string, { type, key }: Verifier, signature: Uint8Array): boolean {
  if (type === 'log') return signature.length === 64 && sm2.verify(key, utf8(text), signature)
  if (signature.length !== 72) return false
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  return sm2.verify(key, cosigned(text, seconds), signature.subarray(8))
}

/** Who of these signed the note. A signature that claims to be of one of them and is not makes the whole note void: undefined. */
export function signersOf(note: Note, verifiers: readonly Verifier[]): Verifier[] | undefined {
  const found: Verifier[] = []
  for (const { name, id, signature } of note.lines) {
    const verifier = verifiers.find((v) => v.name === name && same(v.id, id))
    if (!verifier) continue
    if (!isSigned(note.text, verifier, signature)) return undefined
    if (!found.includes(verifier)) found.push(verifier)
  }
  return found
}

/** When a witness says it cosigned, in seconds of the epoch. */
export const cosignedAt = (signature: Uint8Array): number | undefined =>
  signature.length === 72 ? Number(new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)) : undefined

const lineOf = (name: string, id: Uint8Array, signature: Uint8Array) => `— ${name} ${toBase64(concat(id, signature))}\n`

/** The text under a signature; it ends with a line feed and has no empty line at its end. */
export function signNote(text: string, signer: Signer): string {
  const { name, id } = verifierOf(signer)
  return `${text}\n${lineOf(name, id, sm2.sign(signer.key, utf8(text), { encoding: 'raw' }))}`
}

/** The line by which a witness says that at this moment it had seen no larger and no other tree of this log (tlog-cosignature). */
export function cosign(text: string, signer: Signer, at: Date): string {
  const { name, id } = verifierOf(signer, 'witness')
  const seconds = BigInt(Math.floor(at.getTime() / 1000))
  const time = new Uint8Array(8)
  new DataView(time.buffer).setBigUint64(0, seconds)
  return lineOf(name, id, concat(time, sm2.sign(signer.key, cosigned(text, seconds), { encoding: 'raw' })))
}

/** What a checkpoint says: the log it is of, how many roots, and the root over them, 64 hex digits. */
export type Checkpoint = { origin: string; size: number; hash: string }

export const checkpointText = ({ origin, size, hash }: Checkpoint): string => `${origin}\n${size}\n${toBase64(fromHex(hash)!)}\n`

/** Undefined where a note's text is no checkpoint. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [, origin = '', size = '', root = ''] = /^([^\n]+)\n(0|[1-9]\d{0,14})\n([^\n]+)\n/.exec(text) ?? []
  const bytes = fromBase64(root)
  return origin && bytes?.length === 32 ? { origin, size: Number(size), hash: toHex(bytes) } : undefined
}

/** A checkpoint signed by the log that it names, with who else signed it; undefined where it is not. */
export function openCheckpoint(
  note: string,
  verifiers: readonly Verifier[],
): (Checkpoint & { witnesses: Verifier[]; text: string }) | undefined {
  const read = readNote(note)
  const checkpoint = read && readCheckpoint(read.text)
  const signers = read && signersOf(read, verifiers)
  if (!checkpoint || !signers?.some((v) => v.type === 'log' && v.name === checkpoint.origin)) return undefined
  return { ...checkpoint, witnesses: signers.filter((v) => v.type === 'witness'), text: read.text }
}
