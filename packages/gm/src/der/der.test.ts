import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { concat, fromHex, toHex, utf8 } from '../bytes.ts'
import { Asn1Error, read, readPrefix } from './read.ts'
import { asTime, looseTime, timeOf } from './time.ts'
import { asBits, asBoolean, asInteger, asNamedBits, asOctets, asOid, asText, canonical } from './values.ts'
import {
  bitString,
  boolean,
  explicit,
  generalizedTime,
  ia5String,
  implicit,
  integer,
  namedBits,
  octetString,
  oid,
  printableString,
  sequence,
  setOf,
  time,
  utcTime,
  utf8String,
} from './write.ts'

const hex = (text: string) => fromHex(text.replaceAll(' ', ''))

describe('DER is written as X.690 has it', () => {
  test.each([
    ['zero', integer(0), '02 01 00'],
    ['127', integer(127), '02 01 7f'],
    ['128', integer(128), '02 02 00 80'],
    ['minus one', integer(-1), '02 01 ff'],
    ['minus 128', integer(-128), '02 01 80'],
    ['minus 129', integer(-129), '02 02 ff 7f'],
    ['an identifier', oid('1.2.156.10197.1.501'), '06 08 2a 81 1c cf 55 01 83 75'],
    ['an identifier of the joint tree', oid('2.999.3'), '06 03 88 37 03'],
    ['bits with names', namedBits([5, 6]), '03 02 01 06'],
    ['no bits', namedBits([]), '03 01 00'],
    ['true', boolean(true), '01 01 ff'],
    ['200 bytes', octetString(new Uint8Array(200)).subarray(0, 3), '04 81 c8'],
    ['70,000 bytes', octetString(new Uint8Array(70_000)).subarray(0, 5), '04 83 01 11 70'],
    ['a set, in order', setOf(integer(2), integer(1), octetString(new Uint8Array())), '31 08 02 01 01 02 01 02 04 00'],
    ['a tag of its own', explicit(1, integer(5)), 'a1 03 02 01 05'],
    ['a tag in place of another', implicit(0, utf8('a')), '80 01 61'],
    ['a time of this half century', time(new Date('2049-12-31T23:59:59Z')), '17 0d 343931323331323335393539 5a'],
    ['a time of the next', time(new Date('2050-01-01T00:00:00.999Z')), '18 0f 3230353030313031303030303030 5a'],
  ])('%s', (_, bytes, expected) => expect(toHex(bytes)).toBe(expected.replaceAll(' ', '')))

  test.each([
    ['text beyond ASCII', () => ia5String('章')],
    ['an identifier that is none', () => oid('3.1x')],
    ['UTCTime beyond 2049', () => utcTime(new Date('2050-01-01'))],
  ])('%s is refused', (_, write) => expect(write).toThrow(RangeError))
})

describe('what is written is read again:', () => {
  test('integers', () => fc.assert(fc.property(fc.bigInt(), (n) => asInteger(read(integer(n))) === n)))
  test('bytes', () =>
    fc.assert(
      fc.property(
        fc.uint8Array(),
        (b) => toHex(asOctets(read(octetString(b)))) === toHex(b) && toHex(asBits(read(bitString(b)))) === toHex(b),
      ),
    ))
  test('text', () => fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (t) => asText(read(utf8String(t))) === t)))
  test('named bits', () => {
    const bits = fc.uniqueArray(fc.nat({ max: 20 })).map((list) => list.sort((a, b) => a - b))
    fc.assert(fc.property(bits, (list) => JSON.stringify(asNamedBits(read(namedBits(list)))) === JSON.stringify(list)))
  })
  test('identifiers', () => {
    const arcs = fc
      .tuple(fc.constantFrom(0, 1, 2), fc.nat({ max: 39 }), fc.array(fc.nat()))
      .map(([a, b, rest]) => [a, b, ...rest].join('.'))
    fc.assert(fc.property(arcs, (dotted) => asOid(read(oid(dotted))) === dotted))
  })
  test('moments, to the second', () => {
    const moments = fc.date({ min: new Date('1950-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    fc.assert(fc.property(moments, (at) => Math.floor(at.getTime() / 1000) === asTime(read(time(at))).getTime() / 1000))
  })
})

describe('of BER is read', () => {
  test.each([
    ['a length longer than needed', '02 83 00 00 01 05', '02 01 05'],
    ['a length of open end', '30 80 02 01 05 00 00', '30 03 02 01 05'],
    ['open ends in one another', '30 80 30 80 02 01 05 00 00 00 00', '30 05 30 03 02 01 05'],
    ['bytes in pieces', '24 80 04 01 61 04 02 62 63 00 00', '04 03 61 62 63'],
    ['bits in pieces', '23 06 03 01 00 03 01 00', '03 01 00'],
    ['a set out of order', '31 06 02 01 02 02 01 01', '31 06 02 01 01 02 01 02'],
  ])('%s, and DER would have it otherwise', (_, ber, der) => expect(toHex(canonical(read(hex(ber))))).toBe(der.replaceAll(' ', '')))

  test('what is DER stays as it is', () => {
    const value = sequence(
      integer(1),
      setOf(octetString(utf8('x')), boolean(true)),
      explicit(0, bitString(utf8('y'))),
      implicit(3, utf8('z')),
    )
    expect(toHex(canonical(read(value)))).toBe(toHex(value))
  })
})

describe('refused, and said so, is', () => {
  test.each([
    ['nothing', ''],
    ['a value without length', '02'],
    ['a value cut off', '02 02 01'],
    ['a length cut off', '02 82 01'],
    ['a length beyond all bytes', '02 84 ff ff ff ff 00'],
    ['a length of 127 bytes', `04 ff ${'00'.repeat(130)}`],
    ['an open end that does not come', '30 80 02 01 05'],
    ['a simple value of open length', '04 80 00 00'],
    ['a child longer than its parent', '30 03 04 02 00'],
    ['something behind', '02 01 05 00'],
    ['a tag of five bytes', '1f ff ff ff ff 7f 00'],
  ])('%s', (_, bytes) => expect(() => read(hex(bytes))).toThrow(Asn1Error))

  test('a nest too deep', () => {
    let nest = integer(1)
    for (let i = 0; i < 40; i++) nest = sequence(nest)
    expect(() => read(nest)).toThrow('too deep')
    expect(() => read(concat(...Array.from({ length: 100_000 }, () => Uint8Array.of(0x30, 0x80))))).toThrow('too deep')
  })

  test('too many values', () =>
    expect(() => read(sequence(...Array.from({ length: 20 }, () => integer(1))), { nodes: 10 })).toThrow('too many'))

  test.each([
    ['an integer without content', () => asInteger(read(hex('0200')))],
    ['an identifier cut off', () => asOid(read(hex('060188')))],
    ['an identifier of endless number', () => asOid(read(concat(Uint8Array.of(6, 30), new Uint8Array(29).fill(0x88), Uint8Array.of(1))))],
    ['a boolean of two bytes', () => asBoolean(read(hex('01020000')))],
    ['bits that fill no bytes', () => asBits(read(hex('03020601')))],
    ['text where bytes should be', () => asOctets(read(utf8String('x')))],
  ])('%s', (_, act) => expect(act).toThrow(Asn1Error))
})

test('whatever the bytes, reading ends with a value or an Asn1Error', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      try {
        const { node, rest } = readPrefix(bytes)
        return node.whole.length + rest.length === bytes.length
      } catch (error) {
        return error instanceof Asn1Error
      }
    }),
    { numRuns: 2000 },
  )
})

test('text that is no UTF-8 is read as the GB 18030 of old certificates', () => {
  const gb = Uint8Array.of(0xb8, 0xd3, 0xd6, 0xdd)
  expect(asText(read(concat(Uint8Array.of(20, 4), gb)))).toBe('赣州')
  expect(asText(read(concat(Uint8Array.of(30, 4), Uint8Array.of(0x8d, 0x63, 0x5d, 0xde))))).toBe('赣州')
  expect(asText(read(printableString('CN')))).toBe('CN')
})

describe('times are read', () => {
  const noon = '2026-05-01T12:00:00.000Z'
  test.each([
    ['20260501120000Z', noon],
    ['20260501120000.000Z', noon],
    ['20260501200000+0800', noon],
    ['20260501200000+08:00', noon],
    ['20260501070000-0500', noon],
    ['20260501200000', noon],
    ['2026050120', noon],
    ['2026-05-01 20:00:00', noon],
    ['2026-05-01T12:00:00Z', noon],
    ['2026/05/01 20:00', noon],
    ['2026年05月01日 20:00:00', noon],
    ['99991231235959Z', '9999-12-31T23:59:59.000Z'],
  ])('%s', (text, expected) => expect(timeOf(text)?.toISOString()).toBe(expected))

  test.each(['20260230000000Z', '20261301000000Z', '20260501240000Z', '', 'yesterday', '2026', '00000101000000Z'])('%s is none', (text) =>
    expect(timeOf(text)).toBeUndefined(),
  )

  test.each([
    ['260501120000Z', noon],
    ['2605011200Z', noon],
    ['202605011200Z', noon],
    ['490101000000Z', '2049-01-01T00:00:00.000Z'],
    ['500101000000Z', '1950-01-01T00:00:00.000Z'],
  ])('%s, with two digits of year or four', (text, expected) => expect(looseTime(text)?.toISOString()).toBe(expected))

  test('under any tag', () => {
    const at = new Date(noon)
    for (const encode of [generalizedTime, utcTime]) expect(asTime(read(encode(at)))).toEqual(at)
    expect(asTime(read(printableString('20260501120000Z')))).toEqual(at)
    expect(asTime(read(concat(Uint8Array.of(23), generalizedTime(at).subarray(1))))).toEqual(at)
    expect(() => asTime(read(integer(1)))).toThrow(Asn1Error)
  })
})
