import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { certificates, checkIdNo, findByExchange } from './rules/certificate.ts'
import { ageOn, bornOnOf, checkCitizenNo, citizenCheck, isRealDay, kindOfCitizenNo, sexOf } from './rules/citizen.ts'
import { bodyOf, checkUscc, doubtUscc, isMod37, mod37Check, normalNo, orgCheck, usccCheck } from './rules/identifier.ts'

const today = '2023-06-25'
const usccAlphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const alphabet36 = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']

/** A text with one character changed to another of the alphabet. */
const changed = (text: string, at: number, to: string) => text.slice(0, at) + to + text.slice(at + 1)
const withCheck = (first: string) => first + citizenCheck(first)
const digit = fc.constantFrom(...'0123456789')
const days = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2023-06-25'), noInvalidDate: true })
  .map((d) => d.toISOString().slice(0, 10))

describe('统一社会信用代码 GB 32100', () => {
  const valid = [
    ...['91110000802100433B', '91440300708461136T', '11100000000013338W'],
    ...['11360700MB9A000141', '11360702MB9A00030K', '12360700MB9A00022Q', '91360700MA9A00010A', '92360781MA9A000454'],
  ]
  test.each(valid)('%s 是对的', (code) => expect([checkUscc(code), doubtUscc(code)]).toEqual([undefined, undefined]))
  test('最后一位换成任何别的字符都不对', () => {
    for (const code of valid)
      for (const c of usccAlphabet) if (c !== code[17]) expect(checkUscc(changed(code, 17, c))).toContain('第 18 位对不上')
  })
  const made = fc
    .tuple(
      fc.constantFrom('11', '12', '51', '91', '92', '93', 'N1', 'Y1'),
      fc.stringMatching(/^\d{6}$/),
      fc.array(fc.constantFrom(...usccAlphabet), { minLength: 9, maxLength: 9 }),
    )
    .map(([kind, region, org]) => kind + region + org.join(''))
    .map((first) => first + usccCheck(first))
  test('按规则造出来的都通过，改任何一位都不通过', () => {
    fc.assert(
      fc.property(made, fc.nat(17), fc.constantFrom(...alphabet36), (code, at, to) => {
        expect(checkUscc(code)).toBeUndefined()
        if (to !== code[at]) expect(checkUscc(changed(code, at, to))).toBeDefined()
      }),
    )
  })
  test.each([
    ['9136070OMA9A00010A', '没有字母 O，第 8 位可能是数字 0'],
    ['9136070MA9A00010A', '现在是 17 位'],
    ['91360A00MA9A00010A', '第 3 到第 8 位应该都是数字'],
    ['91360700MA9A0001#A', '第 17 位是“#”'],
  ])('%s：%s', (code, said) => expect(checkUscc(code)).toContain(said))
  test('里面的组织机构代码对不上，只是提醒', () => {
    const first = '91360700MA9A00011'
    const code = first + usccCheck(first)
    expect(checkUscc(code)).toBeUndefined()
    expect(doubtUscc(code)).toContain('看一眼执照原件')
    expect(orgCheck('MA9A0001')).toBe('0')
  })
  test('谁登记的、是什么', () => {
    expect(bodyOf('92360781MA9A000454')).toEqual({ registrar: '市场监管', body: '个体工商户' })
    expect(bodyOf('7X')).toBeUndefined()
  })
  test('全角、小写、空格都认', () => expect(normalNo(' 91３60700 ma9a00010a​')).toBe('91360700MA9A00010A'))
})

describe('公民身份号码 GB 11643', () => {
  test.each([
    '11010519491231002X',
    '440524188001010014',
    '360702199003070017',
    '360781198506150028',
    '360730200002290035',
    '360783197912310048',
  ])('%s 是对的', (no) => expect(checkCitizenNo(no, today)).toBeUndefined())
  const made = fc
    .tuple(
      fc.constantFrom('360702', '360721', '360782', '110105', '362101', '810000', '830000', '936156'),
      days,
      fc.stringMatching(/^\d{3}$/),
    )
    .map(([region, born, serial]) => region + born.replaceAll('-', '') + serial)
    .map(withCheck)
  test('按规则造出来的都通过，改任何一位都不通过，相邻两位对调也不通过', () => {
    fc.assert(
      fc.property(made, fc.nat(17), digit, (no, at, to) => {
        expect(checkCitizenNo(no, today)).toBeUndefined()
        if (to !== no[at]) expect(checkCitizenNo(changed(no, at, to), today)).toBeDefined()
        const next = Math.min(at, 16)
        const swapped = no.slice(0, next) + no[next + 1] + no[next] + no.slice(next + 2)
        if (swapped !== no) expect(checkCitizenNo(swapped, today)).toBeDefined()
      }),
    )
  })
  test.each([
    ['360702900307001', '15 位的老身份证号已经停用'],
    ['36070219900307001', '现在是 17 位'],
    ['3607021990O3070017', '第 11 位应该是数字'],
    ['36070219900307001Y', '第 18 位应该是数字或字母 X'],
    ['000702199003070017', '前 6 位不是哪个地方的代码'],
    ['360702199002300017', '没有这一天'],
    ['360702190002290017', '没有这一天'],
    ['360702179003070017', '没有这一天'],
    ['360702202306260017', '在今天以后'],
    ['360702199003070018', '第 18 位对不上，请照着身份证再核对一遍'],
  ])('%s：%s', (no, said) => expect(checkCitizenNo(no, today)).toContain(said))
  test('今天出生的可以登记，明天的不行', () => {
    const no = (born: string) => withCheck(`360702${born}001`)
    expect(checkCitizenNo(no('20230625'), today)).toBeUndefined()
    expect(checkCitizenNo(no('20230626'), today)).toContain('在今天以后')
  })
  test('闰年的日子和 JavaScript 的一致', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1801, max: 2400 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }), (y, m, d) => {
        const on = `${y}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
        const date = new Date(Date.UTC(y, m - 1, d))
        expect(isRealDay(on)).toBe(date.getUTCMonth() === m - 1 && date.getUTCDate() === d && m >= 1 && m <= 12)
      }),
    )
  })
  test('号码里写着生日、性别；周岁从生日那天起', () => {
    expect([bornOnOf('360730200002290035'), sexOf('360730200002290035'), sexOf('360781198506150028')]).toEqual([
      '2000-02-29',
      'male',
      'female',
    ])
    expect([ageOn('2000-02-29', '2023-02-28'), ageOn('2000-02-29', '2023-03-01'), ageOn('1956-04-12', '2023-04-12')]).toEqual([22, 23, 67])
  })
  test('撤销了的县，在那里出生的人号码照样有效', () => expect(kindOfCitizenNo('360782198310010265')).toBe('resident'))
})

describe('证件类型', () => {
  const permit = (region: string) => withCheck(`${region}19900307001`)
  test('居住证、永居证和身份证分得开', () => {
    expect(checkIdNo('154', permit('810000'), today)).toBeUndefined()
    expect(checkIdNo('154', permit('830000'), today)).toBeUndefined()
    expect(checkIdNo('553', permit('936156'), today)).toBeUndefined()
    expect(checkIdNo('111', permit('820000'), today)).toContain('不是居民身份证的号码')
    expect(checkIdNo('154', '360702199003070017', today)).toContain('请核对证件类型')
  })
  test('护照、通行证只看样子', () => {
    expect(checkIdNo('414', 'E12345678', today)).toBeUndefined()
    expect(checkIdNo('516', 'H12345678', today)).toBeUndefined()
    expect(checkIdNo('516', 'X12345678', today)).toContain('H 或 M')
    expect(checkIdNo('999', '1', today)).toContain('从列表里选')
  })
  test('两套代码各有一张表，不会混', () => {
    expect(findByExchange('10')?.code).toBe('111')
    expect(new Set(certificates.map((c) => c.code)).size).toBe(certificates.length)
    expect(certificates.filter((c) => c.confirmed).map((c) => c.code)).toEqual(['111'])
  })
})

describe('ISO 7064 MOD 37,36', () => {
  test.each([
    ['11111111111111111', '3'],
    ['A999B', 'X'],
    ['11100000000013338W01111430000006122244L20230000403001', 'U'],
    ['11100000MB03271699022340100000000016001', '9'],
    ['11100000000013338W00911330105002500287C2025052201002', '0'],
    ['11100000000013338W01111360700MB9A00014120230000001001', 'U'],
  ])('%s → %s', (text, check) => expect([mod37Check(text), isMod37(text + check)]).toEqual([check, true]))
  test('改任何一位都不通过', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet36), { minLength: 1, maxLength: 60 }),
        fc.nat(60),
        fc.constantFrom(...alphabet36),
        (chars, at, to) => {
          const whole = chars.join('') + mod37Check(chars.join(''))
          expect(isMod37(whole)).toBe(true)
          const place = at % whole.length
          if (to !== whole[place]) expect(isMod37(changed(whole, place, to))).toBe(false)
        },
      ),
    )
  })
  test('别的字符不算', () => {
    expect(isMod37('a999bX')).toBe(false)
    expect(() => mod37Check('a')).toThrow(RangeError)
  })
})
