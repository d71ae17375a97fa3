import { describe, expect, test } from 'vitest'
import { Provider, Providers } from '#kernel/provider.ts'
import { acrFor, levelOf, personOf, reachOf } from './rules/claims.ts'

const row = { id: 'national', kind: 'citizen', title: '国家平台', issuer: 'https://id.example.gov.cn', clientId: 'city' }
const mapped = Provider.parse({
  ...row,
  claims: { name: 'person.name', idType: 'person.kind', idNo: 'person.no', phone: 'mobile' },
  idTypes: { ID_CARD: '111', PASSPORT: '414' },
  levels: { low: 1, real: 2, face: 3 },
})
const today = '2023-06-15'
const person = { name: '钟家明', kind: 'ID_CARD', no: '36070219900307001７' }

describe('the row of a platform', () => {
  test.each([
    ['an address that is not encrypted', { issuer: 'http://id.example.gov.cn' }],
    ['the secret itself in the place of its name', { clientSecretEnv: 'abc-123' }],
    ['a scope without openid', { scope: 'profile' }],
    ['a level that there is not', { levels: { x: 4 } }],
  ])('%s is refused', (_, wrong) => {
    expect(Provider.safeParse({ ...row, ...wrong }).success).toBe(false)
  })

  test('two rows of one name are refused', () => {
    expect(Providers.safeParse([row, { ...row, clientId: 'other' }]).success).toBe(false)
  })
})

describe('claims', () => {
  test('are read by their paths, in whatever width the number is written', () => {
    expect(personOf(mapped, { person, mobile: '+86 138 0000 0001' }, today)).toEqual({
      name: '钟家明',
      idType: '111',
      idNo: '360702199003070017',
      phone: '13800000001',
    })
  })

  test('a kind of certificate that the city does not know is missing, and never taken for an identity card', () => {
    expect(personOf(mapped, { person: { ...person, kind: 'SOLDIER' } }, today)).toEqual({ what: '证件类型' })
    expect(personOf(mapped, { person: { name: person.name, no: person.no } }, today)).toEqual({ what: '证件类型' })
  })

  test('a telephone that is none is left out, because it can be asked', () => {
    expect(personOf(mapped, { person, mobile: '12' }, today)).not.toHaveProperty('phone')
  })
})

describe('levels', () => {
  test('an acr that the city does not know counts as 1, and none as the row says', () => {
    const level = (acr: string | undefined) => levelOf({ ...mapped, level: 2 }, acr)
    expect([level('face'), level('real'), level('gold'), level('constructor'), level(undefined)]).toEqual([3, 2, 1, 1, 2])
  })

  test('the lowest that is enough is asked for first', () => {
    expect([acrFor(mapped, 2), acrFor(mapped, 3), reachOf(mapped)]).toEqual([['real', 'face'], ['face'], 3])
  })
})
