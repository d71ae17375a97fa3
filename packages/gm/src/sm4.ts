/** SM4 (GB/T 32907-2016) in the modes of GB/T 17964-2021: Node's own, elsewhere sm-crypto-v2 for ECB and CBC. */
import { sm4 } from 'sm-crypto-v2'
import { concat } from './bytes.ts'
import { native } from './native.ts'

export type Mode = 'ecb' | 'cbc' | 'ctr'

export type Options = {
  mode: Mode
  /** 16 bytes; not for ECB. */
  iv?: Uint8Array
  /** PKCS #7 (RFC 5652 section 6.3) unless said otherwise; CTR has none. */
  padding?: boolean
}

function check(key: Uint8Array, { mode, iv }: Options): void {
  if (key.length !== 16) throw new RangeError('A key of SM4 has 16 bytes.')
  if (mode !== 'ecb' && iv?.length !== 16) throw new RangeError(`SM4 in mode ${mode} needs an iv of 16 bytes.`)
}

type Direction = 'encrypt' | 'decrypt'

/** Some builds of Node and some runtimes like it leave SM4 out. */
const nativeNames = new Set<string>(native?.getCiphers())

function run(direction: Direction, key: Uint8Array, data: Uint8Array, options: Options): Uint8Array {
  check(key, options)
  return nativeNames.has(`sm4-${options.mode}`) ? openssl(direction, key, data, options) : plainSm4(direction, key, data, options)
}

function openssl(direction: Direction, key: Uint8Array, data: Uint8Array, { mode, iv, padding }: Options): Uint8Array {
  const make = direction === 'encrypt' ? native!.createCipheriv : native!.createDecipheriv
  const cipher = make(`sm4-${mode}`, key, mode === 'ecb' ? null : iv!)
  cipher.setAutoPadding(padding ?? true)
  return concat(cipher.update(data), cipher.final())
}

/** SM4 in plain JavaScript, wherever this runs. */
export function plainSm4(direction: Direction, key: Uint8Array, data: Uint8Array, { mode, iv, padding }: Options): Uint8Array {
  if (mode === 'ctr') throw new RangeError('SM4 in mode ctr needs Node.')
  const options = { mode, ...(iv ? { iv } : {}), padding: padding === false ? 'none' : 'pkcs#7', output: 'array' } as const
  return sm4[direction](data, key, options) as Uint8Array
}

export const encrypt = (key: Uint8Array, data: Uint8Array, options: Options): Uint8Array => run('encrypt', key, data, options)

/** Throws where the padding shows that key, iv or data are not those of the encryption; without padding nothing shows it. */
export const decrypt = (key: Uint8Array, data: Uint8Array, options: Options): Uint8Array => run('decrypt', key, data, options)
