import { createHash, createHmac } from 'node:crypto'

/** SM3 (GB/T 32905-2016) of text or bytes, 64 lower-case hex digits. */
export const sm3 = (data: string | Uint8Array): string => createHash('sm3').update(data).digest('hex')

/** HMAC with SM3, 64 lower-case hex digits: a digest that only the holder of the key can make or compare. */
export const hmacSm3 = (key: Uint8Array, data: string | Uint8Array): string => createHmac('sm3', key).update(data).digest('hex')
