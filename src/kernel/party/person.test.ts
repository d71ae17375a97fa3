import { describe, expect, test } from 'vitest'
import cityDivisions from '../../../city/ganzhou/divisions.json' with { type: 'json' }
import { agencyStanding, checkAgency } from './rules/agency.ts'
import { checkDivision, findDivision, liesIn, nameOfDivision, twelve } from './rules/division.ts'
import { maskAddress, maskIdNo, maskName, maskPhone } from './rules/mask.ts'
import { checkBodyName, checkName, normalName, surnameOf } from './rules/name.ts'
import { checkContact, checkLegal, checkNatural } from './rules/party.ts'
import { checkMobile, checkPhone, normalPhone } from './rules/phone.ts'
import { Agency, Divisions, LegalPerson, NaturalPerson } from './schema.ts'

const today = '2023-06-25'
const divisions = Divisions.parse(cityDivisions)

describe('姓名', () => {
  test.each([
    '钟家明',
    '吴𠮷翔',
    '阿依古丽·买买提',
    '欧阳晓兰',
    '𪚥𰻝',
    '〇一',
    '\u{31350}某',
    'Jean-Paul O’Neil',
    'Müller Zoë',
    '买买提·阿不都热合曼·吐尔逊',
  ])('%s 可以登记', (name) => expect(checkName(normalName(name))).toBeUndefined())
  test.each([
    ['', '请填姓名'],
    ['王', '至少两个字'],
    ['王😀', '只写汉字'],
    ['王\u0000五', '认不出的字'],
    ['王\u0007五', '认不出的字'],
    ['王\uE863', '认不出的字'],
    ['王\uD842', '认不出的字'],
    ['王\uFFFD', '认不出的字'],
    ['王\u200B五', '认不出的字'],
    ['王\u{E0100}五', '认不出的字'],
    ['王 五', '不要有空格'],
    ['王5', '不应该有数字'],
    ['·王五', '要写在两个字中间'],
    ['王<b>', '只写汉字'],
    ['王'.repeat(51), '最长 50 个字'],
  ])('%j：%s', (name, said) => expect(checkName(name)).toContain(said))
  test('各种中间点都认成一种', () => expect(normalName(' 阿依古丽 • 买买提 ')).toBe('阿依古丽·买买提'))
  test('单位名称可以有括号、字母和生僻字', () => {
    expect(checkBodyName('赣州𠮷祥（集团）有限公司')).toBeUndefined()
    expect(checkBodyName('A&B 咨询(赣州)有限公司')).toBeUndefined()
    expect(checkBodyName('好😀公司')).toContain('不会有的符号')
    expect(checkBodyName('')).toContain('请填单位全称')
  })
})

describe('不给理由就只看这么多', () => {
  test.each([
    ['王五', '王*'],
    ['钟家明', '钟**'],
    ['欧阳晓兰', '欧阳**'],
    ['欧阳', '欧*'],
    ['司空图', '司空*'],
    ['吴𠮷翔', '吴**'],
    ['𠮷野家', '𠮷**'],
    ['阿依古丽·买买提', '阿***·***'],
    ['', ''],
  ])('%s → %s', (name, shown) => expect(maskName(name)).toBe(shown))
  test('姓', () => expect(['钟家明', '欧阳晓兰', '欧阳'].map(surnameOf)).toEqual(['钟', '欧阳', '欧']))
  test('身份证号、护照号', () => {
    expect(maskIdNo('360702199003070017')).toBe('360***********0017')
    expect(maskIdNo('E12345678')).toBe('E1*****78')
    expect(maskIdNo('A1')).toBe('**')
  })
  test('电话', () => expect(['13812341234', '0797-0000001', '12345'].map(maskPhone)).toEqual(['138****1234', '0797-***0001', '*****']))
  test.each([
    ['章贡区文明大道 8 号 2 栋 301（演示地址）', '章贡区****'],
    ['章贡区文明小区 3 栋', '章贡区****'],
    ['江西省赣州市于都县贡江镇', '江西省赣州市于都县****'],
    ['瑞金市红都小区 1 号', '瑞金市****'],
    ['赣州经开区金岭西路 66 号', '赣州经开区****'],
    ['文明大道 8 号', '****'],
  ])('%s → %s', (address, shown) => expect(maskAddress(address)).toBe(shown))
})

describe('电话', () => {
  test.each([
    ['+86 138 0000 0001', '13800000001'],
    ['１３８－0000－0001', '13800000001'],
    ['07970000001', '0797-0000001'],
    ['(010)12345678', '010-12345678'],
    ['+86 797 0000001', '0797-0000001'],
  ])('%s 认成 %s', (typed, known) => expect(normalPhone(typed)).toBe(known))
  test('能打的都认', () =>
    expect(['13800000001', '0797-0000001', '4001234567', '12345', '95598'].map(checkPhone)).toEqual(Array(5).fill(undefined)))
  test.each([
    ['1380000000', '手机号是 11 位，现在是 10 位'],
    ['12800000001', '没有 12 开头的手机号'],
    ['0000001', '前面要写区号'],
    ['138', '现在是 3 位'],
    ['abc', '带区号的座机'],
  ])('%s：%s', (phone, said) => expect(checkPhone(phone)).toContain(said))
  test('发短信只认手机', () => expect(checkMobile('0797-0000001')).toBeDefined())
})

describe('赣州的区划', () => {
  test('18 个县级单位：3 区、13 县、2 市，另有 5 个功能区', () => {
    const count = (kind: string) => divisions.divisions.filter((d) => d.kind === kind).length
    expect([count('city'), count('district'), count('county'), count('countyCity'), count('zone')]).toEqual([1, 3, 13, 2, 5])
    expect(divisions.divisions.every((d) => d.parent === undefined || findDivision(divisions, d.parent))).toBe(true)
    expect(new Set(divisions.divisions.map((d) => d.code)).size).toBe(24)
  })
  test('只有蓉江新区的代码是本地自编的', () => expect(divisions.divisions.filter((d) => d.local).map((d) => d.name)).toEqual(['蓉江新区']))
  test('撤销的代码不能再用，说出改用哪个', () => {
    expect(checkDivision(divisions, '360782')).toBe('360782 南康市已在 2013 年撤销，现在是 360703 南康区，请改用新的')
    expect([checkDivision(divisions, '360721'), checkDivision(divisions, '360727')].every(Boolean)).toBe(true)
    expect(checkDivision(divisions, '360701')).toContain('请选具体的县')
    expect(checkDivision(divisions, '360799')).toContain('没有代码')
    expect(checkDivision(divisions, '360703')).toBeUndefined()
    expect(nameOfDivision(divisions, '360782')).toBe('南康市')
  })
  test('十二位右边补零', () => expect([twelve('360702'), twelve('360702400')]).toEqual(['360702000000', '360702400000']))
  test('经开区在章贡区，章贡区在赣州市', () => {
    expect([
      liesIn(divisions, '360702400', '360700'),
      liesIn(divisions, '360702', '360703'),
      liesIn(divisions, '360700', '360702'),
    ]).toEqual([true, false, false])
  })
})

describe('授权', () => {
  const agency = Agency.parse({
    id: 'a1',
    principal: 'liu',
    agent: 'chen',
    items: ['old-age'],
    divisions: ['360702'],
    fromOn: '2023-06-01',
    toOn: '2023-06-30',
    basis: '本人在线授权',
    grantedAt: '2023-06-01T09:00:00+08:00',
  })
  const act = { item: 'old-age', division: '360702', on: today }
  test('首尾两天都有效，收回就没有了', () => {
    expect(['2023-05-31', '2023-06-01', '2023-06-30', '2023-07-01'].map((on) => agencyStanding(agency, on))).toEqual([
      'coming',
      'valid',
      'valid',
      'expired',
    ])
    expect(agencyStanding({ ...agency, revokedAt: '2023-06-10T00:00:00+08:00' }, today)).toBe('revoked')
  })
  test('只管写明的事和地方', () => {
    expect(checkAgency(agency, act, divisions)).toBeUndefined()
    expect(checkAgency(agency, { ...act, division: '360702400' }, divisions)).toBeUndefined()
    expect(checkAgency(agency, { ...act, item: 'other' }, divisions)).toContain('不包括这件事')
    expect(checkAgency(agency, { ...act, division: '360703' }, divisions)).toContain('不包括这个地方')
    expect(checkAgency(agency, { ...act, on: '2023-07-01' }, divisions)).toContain('请委托人重新授权')
    expect(checkAgency({ ...agency, items: [], divisions: [] }, { ...act, item: 'other', division: '360735' }, divisions)).toBeUndefined()
  })
  test('日子写反了、授权给自己，都不行', () => {
    expect(Agency.safeParse({ ...agency, toOn: '2023-05-01' }).success).toBe(false)
    expect(Agency.safeParse({ ...agency, agent: 'liu' }).success).toBe(false)
  })
})

describe('登记一方', () => {
  const person = {
    id: 'p',
    kind: 'natural',
    name: '吴𠮷翔',
    idType: '111',
    idNo: '360733199511230130',
    phone: '13800000004',
    demo: true,
  } as const
  const company = {
    id: 'c',
    kind: 'legal',
    name: '赣州客家小院餐饮店',
    uscc: '92360781MA9A000454',
    type: '个体工商户',
    demo: true,
  } as const
  test('填对了没有话说', () => {
    expect(checkNatural(NaturalPerson.parse(person), today)).toEqual([])
    expect(checkLegal(LegalPerson.parse(company))).toEqual([])
    expect(checkContact({ phone: '', address: '' })).toEqual([])
  })
  test('填错的每一处都有一句话', () => {
    const faults = checkNatural({ ...person, name: '吴', idNo: '360733199511230131', phone: '138' }, today)
    expect(faults.map((f) => f.field)).toEqual(['name', 'idNo', 'phone'])
    expect(checkLegal({ ...company, uscc: '92360781MA9A000455' }).map((f) => f.field)).toEqual(['uscc'])
  })
})
