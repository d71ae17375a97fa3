import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { food } from '../fixtures/city.ts'
import { checkTaskCode, codeContradictions, composeCatalogueCode, composeHandlingCode, composeTaskCode, parseTaskCode } from './code.ts'

describe('事项编码', () => {
  it('山东住建的实施编码拆得开：县市级 3、省 37、许可 01、住建 17、主项 002、子项 016', () => {
    expect(parseTaskCode('11370800MB285591843370117002016')).toEqual({
      uscc: '11370800MB28559184',
      level: '3',
      catalogue: '370117002016',
      maker: '37',
      taskType: '01',
      department: '17',
      main: '002',
      sub: '016',
      order: undefined,
    })
  })

  it('33 位的业务办理项编码多出两位序号', () => {
    expect(parseTaskCode('11370800MB28559184300011711200004')).toMatchObject({ maker: '00', catalogue: '000117112000', order: '04' })
  })

  it('序号没有 00', () => expect(parseTaskCode('11370800MB28559184300011711200000')).toBeUndefined())

  it.each([
    ['少一位', '11360700MB9A000141300013100100', 'code.shape'],
    ['校验码错了', '11360700MB9A0001423000131001000', 'code.uscc'],
    ['有代码里不会出现的字母', '11360700MB9A0001S13000131001000', 'code.uscc'],
    ['行使层级是 7', '11360700MB9A0001417000131001000', 'code.shape'],
    ['基本编码里有字母', '11360700MB9A000141300013100100Y', 'code.shape'],
  ])('%s的编码不收', (_, code, rule) => expect(checkTaskCode(code)?.rule).toBe(rule))

  it('演示的两个编码都对', () => {
    expect(checkTaskCode('11360700MB9A0001413000131001000')).toBeUndefined()
    expect(checkTaskCode('11360700MB9A000141300013100100001')).toBeUndefined()
  })

  it('编码与旁边登记的对不上时，说出是哪一处', () => {
    const said = { useLevel: '4', taskType: '20', catalogueCode: '000131001001', uscc: '11360702MB9A00030K' }
    expect(codeContradictions('11360700MB9A0001413000131001000', said).map((f) => f.rule)).toEqual([
      'code.level',
      'code.type',
      'code.catalogue',
      'code.organ',
    ])
    expect(codeContradictions('11360700MB9A0001413000131001000', {})).toEqual([])
  })

  it('拼起来的编码总能原样拆回去，改动一位信用代码就会被发现', () => {
    const number = fc.integer({ min: 0, max: 999 })
    fc.assert(
      fc.property(
        fc.constantFrom('00', '36'),
        fc.constantFrom('01', '07', '20'),
        number,
        number,
        fc.integer({ min: 1, max: 99 }),
        fc.nat(17),
        (maker, taskType, main, sub, n, at) => {
          const catalogue = composeCatalogueCode({ maker, taskType, department: '31', main, sub })
          const order = String(n).padStart(2, '0')
          const code = composeHandlingCode(composeTaskCode(food.impl.uscc, '4', catalogue), order)
          expect(parseTaskCode(code)).toMatchObject({ uscc: food.impl.uscc, level: '4', catalogue, maker, taskType, order })
          const other = code[at] === '7' ? '8' : '7'
          expect(checkTaskCode(code.slice(0, at) + other + code.slice(at + 1))?.rule).toBe('code.uscc')
        },
      ),
    )
  })
})
