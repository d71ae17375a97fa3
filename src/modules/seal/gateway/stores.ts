/** Which store a key lies in, and in which new ones are made: in the machine where one is attached, else in software. */
import { refusals } from '#base/refusal.ts'
import type { Keys } from '#base/secret.ts'
import { deviceStore, type Pkcs11Session } from './device.ts'
import type { KeptKey, KeyStore } from './key-store.ts'
import { softwareStore } from './software.ts'

const refuse = refusals({ 'seal.no-device': [503, '密码机没有连上，这枚印章现在不能用。请联系系统管理员接通密码机后再试'] })

let device: Pkcs11Session | undefined

/** Attaches a machine (a session of its PKCS #11 driver), or takes it away. */
export function attachDevice(session: Pkcs11Session | undefined): void {
  device = session
}

const inDevice = (): KeyStore => {
  if (!device) throw refuse('seal.no-device')
  return deviceStore(device)
}

export const storeForNew = (keys: Keys): KeyStore => (device ? inDevice() : softwareStore(keys))
export const storeOf = (keys: Keys, key: Pick<KeptKey, 'store'>): KeyStore => (key.store === 'device' ? inDevice() : softwareStore(keys))
