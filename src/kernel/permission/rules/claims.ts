/** From what a platform vouches for to a person, a firm and a level. What is not there is told as missing, never guessed. */
import { findCertificate } from '#kernel/party/rules/certificate.ts'
import { normalNo } from '#kernel/party/rules/identifier.ts'
import { normalName } from '#kernel/party/rules/name.ts'
import { checkContact, checkLegal, checkNatural } from '#kernel/party/rules/party.ts'
import { normalPhone } from '#kernel/party/rules/phone.ts'
import type { ClaimName, Level, Provider } from '#kernel/provider.ts'

export type VouchedPerson = { name: string; idType: string; idNo: string; phone?: string; address?: string }
export type VouchedFirm = { name: string; uscc: string; type: string; rep: VouchedPerson | undefined }
export type ClaimFault = { what: string; why?: string }

type Given = Readonly<Record<string, unknown>>
type Mapping = Pick<Provider, 'claims' | 'idTypes'>

const called: Record<string, string> = {
  name: '姓名',
  idType: '证件类型',
  idNo: '证件号码',
  firmName: '单位名称',
  uscc: '统一社会信用代码',
}

/** A claim as text, by its path; numbers are written out, anything else is not there. */
export function readClaim(claims: Given, path: string | undefined): string | undefined {
  if (!path) return undefined
  const step = (at: unknown, part: string): unknown =>
    at !== null && typeof at === 'object' && Object.hasOwn(at, part) ? (at as Given)[part] : undefined
  const value = Object.hasOwn(claims, path) ? claims[path] : path.split('.').reduce(step, claims as unknown)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** Our code of a certificate: 111 where the platform knows identity cards alone, and by the city's table where it names kinds. */
function idTypeOf({ claims: paths, idTypes }: Mapping, claims: Given, claim: 'idType' | 'repIdType'): string | undefined {
  if (!paths[claim]) return '111'
  const said = readClaim(claims, paths[claim])
  const code = said === undefined ? undefined : (idTypes[said] ?? said)
  return code !== undefined && findCertificate(code) && code !== '001' ? code : undefined
}

/** Telephone and address where the platform names them and they are sound; what is not is left out, because it can be asked. */
function contactOf(claims: Given, paths: Mapping['claims']): { phone?: string; address?: string } {
  const said = readClaim(claims, paths.phone)
  const phone = said === undefined ? undefined : normalPhone(said)
  const address = readClaim(claims, paths.address)
  const sound = (c: { phone?: string; address?: string }) => checkContact(c).length === 0
  return { ...(phone && sound({ phone }) ? { phone } : {}), ...(address && sound({ address }) ? { address } : {}) }
}

const missing = (claim: ClaimName): ClaimFault => ({ what: called[claim] ?? claim })

/** The person for whom a token vouches. `today` is the city's day: nobody is born after it. */
export function personOf(provider: Mapping, claims: Given, today: string): VouchedPerson | ClaimFault {
  const { claims: paths } = provider
  const name = readClaim(claims, paths.name)
  if (!name) return missing('name')
  const idType = idTypeOf(provider, claims, 'idType')
  if (!idType) return missing('idType')
  const idNo = readClaim(claims, paths.idNo)
  if (!idNo) return missing('idNo')
  const person = { name: normalName(name), idType, idNo: normalNo(idNo) }
  const [wrong] = checkNatural(person, today)
  if (wrong) return { what: called[wrong.field] ?? wrong.field, why: wrong.sentence }
  return { ...person, ...contactOf(claims, paths) }
}

/** The firm for whom a token vouches, and its representative by law where the token names him with his number. */
export function firmOf(provider: Mapping, claims: Given, today: string): VouchedFirm | ClaimFault {
  const { claims: paths } = provider
  const [name, uscc] = [readClaim(claims, paths.firmName), readClaim(claims, paths.uscc)]
  if (!name) return missing('firmName')
  if (!uscc) return missing('uscc')
  const firm = { name, uscc: normalNo(uscc) }
  const [wrong] = checkLegal(firm)
  if (wrong) return { what: wrong.field === 'name' ? '单位名称' : '统一社会信用代码', why: wrong.sentence }
  return { ...firm, type: readClaim(claims, paths.firmType) ?? '企业', rep: repOf(provider, claims, today) }
}

function repOf(provider: Mapping, claims: Given, today: string): VouchedPerson | undefined {
  const { repName, repIdNo } = provider.claims
  const [name, idNo, idType] = [readClaim(claims, repName), readClaim(claims, repIdNo), idTypeOf(provider, claims, 'repIdType')]
  if (!name || !idNo || !idType) return undefined
  const rep = { name: normalName(name), idType, idNo: normalNo(idNo) }
  return checkNatural(rep, today).length === 0 ? rep : undefined
}

export const isClaimFault = (found: object): found is ClaimFault => 'what' in found

/** The level a token stands for: as the city's table says, 1 for an `acr` that is not in it. */
export const levelOf = ({ levels, level }: Pick<Provider, 'levels' | 'level'>, acr: string | undefined): Level => {
  if (acr === undefined) return level
  return Object.hasOwn(levels, acr) ? levels[acr]! : 1
}

/** The highest level a provider can vouch for. */
export const reachOf = ({ levels, level }: Pick<Provider, 'levels' | 'level'>): Level =>
  [level, ...Object.values(levels)].reduce((most, l) => (l > most ? l : most))

/** Values of `acr` that reach a level, the lowest that do so first: nobody is asked for more than is needed. */
export const acrFor = ({ levels }: Pick<Provider, 'levels'>, level: Level): string[] =>
  Object.entries(levels)
    .filter(([, l]) => l >= level)
    .sort(([, a], [, b]) => a - b)
    .map(([acr]) => acr)
