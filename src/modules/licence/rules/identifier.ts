/** 电子证照标识 (GB/T 36904-2018): root, type, issuer, serial, version, check character of ISO 7064 MOD 37,36 (GB/T 17710). */

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const root = '1.2.156.3005.2'

/** The check character over digits and capitals; undefined where there is anything else. */
export function checkCharacter(text: string): string | undefined {
  let p = 36
  for (const c of text) {
    const value = alphabet.indexOf(c)
    if (value < 0) return undefined
    p = (((p + value) % 36 || 36) * 2) % 37
  }
  return alphabet[(37 - p) % 36]
}

export type IdentifierParts = { type: string; issuer: string; serial: string; version: number }

/** `type` has 21 characters, `issuer` is the organ's credit code, `serial` up to 32 digits and capitals, `version` from 1. */
export function makeIdentifier({ type, issuer, serial, version }: IdentifierParts): string {
  const parts = [type, issuer, serial, String(version).padStart(3, '0')]
  return [root, ...parts, checkCharacter(parts.join(''))].join('.')
}

const shape = /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]{18}|\d{6})\.([0-9A-Z]{1,32})\.(\d{3})\.([0-9A-Z])$/

/** The parts of an identifier whose check character is right; very old ones bear a division of six digits for the issuer. */
export function readIdentifier(text: string): IdentifierParts | undefined {
  const [, type, issuer, serial, version, check] = shape.exec(text.trim()) ?? []
  if (!type || !issuer || !serial || !version || checkCharacter(type + issuer + serial + version) !== check) return undefined
  return { type, issuer, serial, version: Number(version) }
}
