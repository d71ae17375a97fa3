import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { hashPassword, openKeys, passwordFits, publicPasswordCost, ringOf } from './secret.ts'

const old = Buffer.alloc(32, 1)
const fresh = Buffer.alloc(32, 2)
const ring = ringOf([old])
const folder = mkdtempSync(join(tmpdir(), 'haoban-secret-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('sealed columns', () => {
  test('what is sealed opens again, rare characters and empty text included', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => ring.open(ring.seal(text, 'a.b'), 'a.b') === text))
    expect(ring.open(ring.seal('𠮷田翔', 'a.b'), 'a.b')).toBe('𠮷田翔')
  })

  test('one changed byte, anywhere, and it does not open', () => {
    const sealed = ring.seal('360702199003070017', 'party.person.id_no')
    for (let i = 0; i < sealed.length; i++)
      for (const bit of [1, 0x80]) {
        const changed = Buffer.from(sealed)
        changed[i]! ^= bit
        expect(() => ring.open(changed, 'party.person.id_no'), `byte ${i}`).toThrow('does not verify')
      }
  })

  test('cut short at any place it does not open', () => {
    const sealed = ring.seal('13800000000', 'a.b')
    for (let i = 0; i < sealed.length; i++) expect(() => ring.open(sealed.subarray(0, i), 'a.b')).toThrow('does not verify')
  })

  test('a value moved to another column does not open there', () => {
    expect(() => ring.open(ring.seal('13800000000', 'party.person.phone'), 'party.person.address')).toThrow('does not verify')
  })

  test('the same text is never sealed the same way twice', () => {
    expect(ring.seal('x', 'a.b').equals(ring.seal('x', 'a.b'))).toBe(false)
  })

  test('after a change of keys the old values still open and are still found, and new ones need the new key', () => {
    const both = ringOf([fresh, old])
    expect(both.open(ring.seal('钟家明', 'a.b'), 'a.b')).toBe('钟家明')
    expect(both.blindIndex('钟家明', 'a.b')).toBe(ring.blindIndex('钟家明', 'a.b'))
    expect(() => ring.open(both.seal('钟家明', 'a.b'), 'a.b')).toThrow('not in the ring')
    expect(ringOf([fresh]).open(both.seal('钟家明', 'a.b'), 'a.b')).toBe('钟家明')
  })

  test('digests differ from value to value, from purpose to purpose and from city to city', () => {
    const digests = [
      ring.blindIndex('1', 'a'),
      ring.blindIndex('2', 'a'),
      ring.blindIndex('1', 'b'),
      ring.blindIndex('', 'a1'),
      ringOf([fresh]).blindIndex('1', 'a'),
    ]
    expect(new Set(digests).size).toBe(5)
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('the master key', () => {
  test('is made on the first start, for its owner alone, and kept on the second', () => {
    const first = openKeys(join(folder, 'new'), {})
    const path = join(folder, 'new', 'master.key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const sealed = first.seal('x', 'a.b')
    expect(openKeys(join(folder, 'new'), {}).open(sealed, 'a.b')).toBe('x')
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/)
  })

  test('from the environment is hex or base64, the one in use first', () => {
    const sealed = ring.seal('x', 'a.b')
    expect(openKeys(folder, { HAOBAN_KEY: old.toString('hex') }).open(sealed, 'a.b')).toBe('x')
    expect(openKeys(folder, { HAOBAN_KEY: `${fresh.toString('base64')},${old.toString('hex')}` }).open(sealed, 'a.b')).toBe('x')
  })

  test('that others can read stops the start, and so does one that is too short', () => {
    openKeys(join(folder, 'open'), {})
    chmodSync(join(folder, 'open', 'master.key'), 0o644)
    expect(() => openKeys(join(folder, 'open'), {})).toThrow('chmod 600')
    expect(() => openKeys(folder, { HAOBAN_KEY: 'secret' })).toThrow('32 字节')
  })
})

describe('passwords', () => {
  test('only the right one fits, in whatever width it was typed', async () => {
    const kept = await hashPassword('haoban-demo', Buffer.alloc(16, 7), publicPasswordCost)
    expect(kept).toMatch(/^scrypt\$4096\$8\$1\$/)
    expect(await passwordFits('haoban-demo', kept)).toBe(true)
    expect(await passwordFits('ｈaoban-demo', kept)).toBe(true)
    expect(await passwordFits('haoban-demO', kept)).toBe(false)
    expect(await passwordFits('', kept)).toBe(false)
  })

  test('nobody gets in where there is no password', async () => {
    expect(await passwordFits('', undefined)).toBe(false)
  })
})
