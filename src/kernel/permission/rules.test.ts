import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { aboutText } from './rules/about.ts'
import { afterFailure, type Failures, lockedUntil, most, pauseMs } from './rules/lockout.ts'
import { officeOf, whyNotConfirm, whyNotPropose } from './rules/offices.ts'
import { passwordFault } from './rules/password.ts'
import { anonymous, groundFor, settingsFor } from './rules/scope.ts'
import { toldOf } from './rules/told.ts'
import { base32, type HmacSha1, hotp, matchTotp, totpStep, totpUri } from './rules/totp.ts'
import { Back, type Speaking } from './schema.ts'

const hmac: HmacSha1 = (key, data) => createHmac('sha1', key).update(data).digest()
const rfcSecret = Buffer.from('12345678901234567890')

test('a fact is told in words: whom or what it is about, and where', () => {
  const names = new Map([
    ['staff:liufang', '刘芳'],
    ['market-360702', '章贡区市场监管局'],
  ])
  const kinds = { account: '账户', item: '事项' }
  expect(aboutText('account:staff:liufang', kinds, names)).toBe('账户 刘芳')
  expect(aboutText('account:staff:gone', kinds, names)).toBe('账户 staff:gone')
  expect(aboutText('item:food', kinds, names)).toBe('事项 food')
  expect(aboutText('toString:food', kinds, names)).toBe('toString:food')
  expect(aboutText('01h30zb8007c9m6ndb4wjekfy2', kinds, names)).toBe('01h30zb8007c9m6ndb4wjekfy2')
  expect(toldOf({ reason: '新到岗', organ: 'market-360702', hash: 'x' }, names)).toBe('理由 新到岗；单位 章贡区市场监管局')
})

describe('one-time codes', () => {
  test('RFC 4226, appendix D: the first ten counters', () => {
    const codes = Array.from({ length: 10 }, (_, i) => hotp(hmac, rfcSecret, i))
    expect(codes).toEqual(['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'])
  })

  test.each([
    [59, '94287082'],
    [1111111109, '07081804'],
    [1111111111, '14050471'],
    [1234567890, '89005924'],
    [2000000000, '69279037'],
    [20000000000, '65353130'],
  ])('RFC 6238, appendix B: at %i seconds', (seconds, code) => {
    expect(hotp(hmac, rfcSecret, totpStep(new Date(seconds * 1000)), 8)).toBe(code)
  })

  test('a code counts once, one period early or late, and no further', () => {
    const at = new Date('2023-06-15T01:00:10Z')
    const step = totpStep(at)
    const code = (s: number) => hotp(hmac, rfcSecret, s)
    expect(matchTotp(hmac, rfcSecret, code(step), at, 0)).toBe(step)
    expect(matchTotp(hmac, rfcSecret, code(step - 1), at, 0)).toBe(step - 1)
    expect(matchTotp(hmac, rfcSecret, code(step + 1), at, 0)).toBe(step + 1)
    expect(matchTotp(hmac, rfcSecret, code(step - 2), at, 0)).toBeUndefined()
    expect(matchTotp(hmac, rfcSecret, code(step), at, step)).toBeUndefined()
    expect(matchTotp(hmac, rfcSecret, '', at, 0)).toBeUndefined()
    expect(matchTotp(hmac, rfcSecret, ` ${code(step).slice(0, 3)} ${code(step).slice(3)}`, at, 0)).toBe(step)
  })

  test('RFC 4648, section 10: base32 as apps read it', () => {
    expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((t) => base32(Buffer.from(t)))).toEqual([
      '',
      'MY',
      'MZXQ',
      'MZXW6',
      'MZXW6YQ',
      'MZXW6YTB',
      'MZXW6YTBOI',
    ])
    expect(totpUri('好办', 'liufang', rfcSecret)).toContain('secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&')
  })
})

describe('new passwords', () => {
  const owner = { login: 'liufang', name: '刘芳' }
  test.each([
    ['Gan-zhou-2023', undefined],
    ['橘子洲头万山红遍层林尽染漫江碧透', undefined],
    ['a quiet river under the bridge', undefined],
    ['Ab1-', '至少 10 位'],
    ['lowercaseonly', '三种'],
    ['Liufang-2023', '登录名'],
    ['刘芳Abc-20230', '登录名'],
    ['Aa1Aa1Aa1Aa1', '重复'],
    ['Haoban-Demo-1', '常见'],
    ['Password-2023', '常见'],
    ['Ab-1'.repeat(40), '最长 128'],
  ])('%s', (password, says) => {
    const fault = passwordFault(password, owner)
    if (says === undefined) expect(fault).toBeUndefined()
    else expect(fault).toContain(says)
  })
})

describe('failed sign-ins', () => {
  const at = (minutes: number) => new Date(Date.UTC(2023, 5, 15, 1, minutes))
  const fail = (minutes: number[]) => minutes.reduce<Failures | undefined>((before, m) => afterFailure(before, at(m)), undefined)

  test('the fifth pauses for a quarter of an hour, and not a minute longer', () => {
    expect(lockedUntil(fail([0, 1, 2, 3]), at(3))).toBeUndefined()
    const five = fail([0, 1, 2, 3, 4])
    expect(lockedUntil(five, at(4))).toEqual(at(19))
    expect(lockedUntil(five, at(18))).toEqual(at(19))
    expect(lockedUntil(five, at(19))).toBeUndefined()
  })

  test('a quarter of an hour without one forgets the earlier ones', () => {
    expect(fail([0, 1, 2, 3, 18])?.n).toBe(1)
    expect(fail([0, 1, 2, 3, 4, 19])?.n).toBe(1)
  })

  test('however they are spread, no more than five get through in any quarter of an hour', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000 }), { maxLength: 60 }), (gaps) => {
        let failures: Failures | undefined
        let now = 0
        const tried: number[] = []
        for (const gap of gaps) {
          now += gap
          if (lockedUntil(failures, new Date(now))) continue
          failures = afterFailure(failures, new Date(now))
          tried.push(now)
        }
        return tried.every((t, i) => i < most || t - tried[i - most]! >= pauseMs)
      }),
    )
  })
})

describe('the three administrators', () => {
  const who = (id: string) => ({ ...anonymous, id, kind: 'staff' as const })
  const plain = { id: 'staff:b', office: undefined, otherWork: false }

  test('a role or its single permission is the same office', () => {
    expect(officeOf({ role: 'auditor' })).toBe('auditor')
    expect(officeOf({ permission: 'permission.audit' })).toBe('auditor')
    expect(officeOf({ role: 'toString' })).toBeUndefined()
    expect(officeOf({ permission: 'case.read' })).toBeUndefined()
  })

  test.each([
    ['nothing for oneself', { ...plain, id: 'staff:a' }, { role: 'examiner' }, 'permission.for-oneself'],
    ['no second office', { ...plain, office: 'auditor' as const }, { role: 'sysadmin' }, 'permission.another-office'],
    [
      'no second office by a single permission',
      { ...plain, office: 'auditor' as const },
      { permission: 'permission.confirm' },
      'permission.another-office',
    ],
    ['no other work beside an office', { ...plain, office: 'auditor' as const }, { role: 'examiner' }, 'permission.officer-only'],
    ['no office beside other work', { ...plain, otherWork: true }, { role: 'auditor' }, 'permission.has-work'],
    ['the same office again', { ...plain, office: 'auditor' as const }, { role: 'auditor' }, undefined],
    ['a clerk gets a second role', { ...plain, otherWork: true }, { role: 'examiner' }, undefined],
  ])('%s', (_, holder, asked, code) => {
    expect(whyNotPropose(who('staff:a'), holder, asked)?.code).toBe(code)
  })

  test('whoever asked cannot confirm, nor whoever gets it, nor anybody twice', () => {
    const grant = { account: 'staff:b', proposedBy: 'staff:a', confirmedAt: null, endedAt: null }
    expect(whyNotConfirm(who('staff:a'), grant)?.code).toBe('permission.own-proposal')
    expect(whyNotConfirm(who('staff:b'), grant)?.code).toBe('permission.for-oneself')
    expect(whyNotConfirm(who('staff:c'), { ...grant, confirmedAt: new Date(0) })?.code).toBe('permission.settled')
    expect(whyNotConfirm(who('staff:c'), { ...grant, endedAt: new Date(0) })?.code).toBe('permission.settled')
    expect(whyNotConfirm(who('staff:c'), grant)).toBeUndefined()
  })
})

describe('what the database lets somebody see', () => {
  test('those who are not signed in share no name', () => {
    expect(settingsFor(anonymous)).toEqual({
      who: '',
      kind: 'anyone',
      parties: '',
      principals: '',
      organs: '',
      places: '',
      permits: '',
      readers: '',
    })
  })

  test('places are those whose cases somebody reads, and nothing else', () => {
    const grants = [
      { permission: 'case.read', organ: 'market-360702', division: '*' },
      { permission: 'case.decide', organ: 'approval-360700', division: '*' },
      { permission: 'case.read', organ: '*', division: '360702' },
    ]
    const settings = settingsFor({ ...anonymous, id: 'staff:a', kind: 'staff', grants })
    expect(settings.places).toBe('market-360702@*,*@360702')
    expect(settings.readers).toBe('who:staff:a,organ:market-360702,place:market-360702@*,place:*@360702')
    expect(settings.permits).toBe('case.read,case.decide')
  })

  test('only the auditor reads as auditor', () => {
    const auditor = settingsFor({
      ...anonymous,
      id: 'staff:a',
      kind: 'staff',
      grants: [{ permission: 'permission.audit', organ: '*', division: '*' }],
    })
    expect(auditor.readers).toBe('who:staff:a,office:auditor')
  })

  test('an agent speaks for his principal in the matters of his letter alone', () => {
    const agent: Speaking = {
      party: 'p',
      name: 'P',
      kind: 'legal',
      as: 'agent',
      items: ['food'],
      divisions: ['360702'],
      toOn: '2024-01-01',
    }
    const liesIn = (inner: string, outer: string) => inner.startsWith(outer)
    expect(groundFor([agent], 'p', { item: 'food', division: '360702' })).toBe(agent)
    expect(groundFor([agent], 'p', { item: 'food', division: '360702400' }, liesIn)).toBe(agent)
    expect(groundFor([agent], 'p', { item: 'house', division: '360702' })).toBeUndefined()
    expect(groundFor([agent], 'p', { item: 'food', division: '360781' })).toBeUndefined()
    expect(groundFor([agent], 'q', { item: 'food', division: '360702' })).toBeUndefined()
  })
})

describe('the way back after sign-in', () => {
  test.each([
    ['/apply/1?x=2#y', '/apply/1?x=2#y'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example/', '/'],
    ['javascript:alert(1)', '/'],
    ['/a\nb', '/'],
    ['', '/'],
    [undefined, '/'],
  ])('%s leads to %s', (given, to) => expect(Back.parse(given)).toBe(to))
})
