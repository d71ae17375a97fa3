import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agentNames, lettersOf, sideOf, speaksIn, type Who } from '#kernel/who.ts'
import { aboutText } from './rules/about.ts'
import { afterFailure, everywhere, type Failures, network, networkOf, pair, pausedUntil, type Track, waitText } from './rules/lockout.ts'
import { officeOf, whyNotConfirm, whyNotPropose } from './rules/offices.ts'
import { passwordFault } from './rules/password.ts'
import { anonymous, settingsFor } from './rules/scope.ts'
import { toldOf } from './rules/told.ts'
import { base32, type HmacSha1, hotp, matchTotp, totpStep, totpUri } from './rules/totp.ts'
import { Back } from './schema.ts'

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
  const at = (minutes: number) => new Date(Date.UTC(2023, 5, 15, 1, 0) + minutes * 60_000)
  const fail = (minutes: number[], track: Track = pair) =>
    minutes.reduce<Failures | undefined>((before, m) => afterFailure(before, at(m), track), undefined)

  test('the fifth waits a minute, and each further one twice as long, up to an hour', () => {
    expect(pausedUntil(fail([0, 0, 0, 0]), at(0))).toBeUndefined()
    const waits = Array.from({ length: 9 }, (_, i) => fail(Array(5 + i).fill(0))!.lockedUntil!.getTime() - at(0).getTime())
    expect(waits.map((ms) => ms / 60_000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60])
    expect(pausedUntil(fail([0, 0, 0, 0, 0]), at(1))).toBeUndefined()
  })

  test('a failure is forgiven in an hour', () => {
    expect(fail([0, 0, 0, 0, 60])?.n).toBe(4)
    expect(fail([0, 600])?.n).toBe(1)
  })

  test.each([
    ['of one login from one network, thirty in a day', pair, 24 * 60, 30],
    ['of one login from everywhere, two hundred in the first hour', everywhere, 60, 200],
    ['of one network, three hundred in the first hour', network, 60, 300],
  ])('however they are spread, no more guesses get through %s', (_, track, minutes, most) => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 120_000 }), { minLength: 50, maxLength: 400 }), (gaps) => {
        let failures: Failures | undefined
        let [now, tried] = [0, 0]
        for (const gap of gaps) {
          now += gap
          if (now > minutes * 60_000) break
          if (pausedUntil(failures, new Date(now))) continue
          failures = afterFailure(failures, new Date(now), track)
          tried++
        }
        return tried <= most
      }),
    )
  })

  test('how long is left is told in words that are never too short', () => {
    expect([0, 1, 59_001, 60_000, 61_000, 3_600_000].map((ms) => waitText(new Date(ms), new Date(0)))).toEqual([
      '1 秒',
      '1 秒',
      '1 分钟',
      '1 分钟',
      '2 分钟',
      '60 分钟',
    ])
  })

  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:12:aaaa:bbbb:cccc:dddd', '2001:db8:0:12'],
    ['2001:DB8:0:0012::1', '2001:db8:0:12'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
    ['local', 'local'],
  ])('%s belongs to the network %s', (ip, of) => expect(networkOf(ip)).toBe(of))
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
      letters: '',
      organs: '',
      places: '',
      permits: '',
      readers: '',
      rights: '',
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
    expect(settings.rights).toBe('')
    const decides = { ...anonymous, id: 'staff:a', kind: 'staff' as const, grants }
    expect(settingsFor(decides, new Set(['case.decide'])).rights).toBe('case.decide@approval-360700@*')
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
    const agent = (...letters: string[]): Who => ({ id: 'citizen:a', kind: 'citizen', name: 'A', parties: ['a'], letters, grants: [] })
    const food = { item: 'food', division: '360702' }
    const named = agent(...lettersOf('p', ['food'], ['360702']))
    expect(speaksIn(named, 'p', food)).toBe(true)
    expect(speaksIn(named, 'p', { ...food, item: 'house' })).toBe(false)
    expect(speaksIn(named, 'p', { ...food, division: '360781' })).toBe(false)
    expect(speaksIn(named, 'q', food)).toBe(false)
    expect(speaksIn(agent(...lettersOf('p', ['food'], [])), 'p', { ...food, division: '360781' })).toBe(true)
    expect(speaksIn(agent(...lettersOf('p', [], ['360702'])), 'p', { ...food, item: 'house' })).toBe(true)
  })

  test('the names under which a case is the agent’s are those of his letters', () => {
    const handled = { applicant: 'p', agent: 'a', item: 'food', division: '360702' }
    const names = (letters: string[]) =>
      agentNames({ id: 'citizen:a', kind: 'citizen', name: 'A', parties: ['a'], onLetter: ['p'], letters, grants: [] })
    const reads = (letters: string[]) => names(letters).some((n) => sideOf(handled).includes(n))
    expect(reads(lettersOf('p', ['food'], []))).toBe(true)
    expect(reads(lettersOf('p', ['house'], []))).toBe(false)
    expect(sideOf({ ...handled, agent: null })).toEqual(['party:p'])
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
