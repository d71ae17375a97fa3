/** One case of the generated city, by its number: its life, its facts with true hashes, and the row that the house's own rules fold from them. */
import { sm3 } from '../../src/base/digest.ts'
import type { Keys } from '../../src/base/secret.ts'
import { readersOf } from '../../src/kernel/case/actions/open.ts'
import type { CaseFile } from '../../src/kernel/case/rules/dossier.ts'
import { type CaseFact, fold } from '../../src/kernel/case/rules/fold.ts'
import { caseNumber } from '../../src/kernel/case/rules/number.ts'
import { project } from '../../src/kernel/case/rules/project.ts'
import type { Calendar } from '../../src/kernel/clock/schema.ts'
import { canonical, linkHash } from '../../src/kernel/ledger/rules.ts'
import { type Chance, chanceOf, scattered } from './chance.ts'
import { type By, lifeAt, type Step } from './lives.ts'
import { type Person, personOf } from './people.ts'
import type { Handling, World } from './world.ts'

type Data = Record<string, unknown>
export type MadeFact = { about: string; seq: number; name: string; data: Data; by: string; at: Date; hash: string }
export type MadeMaterial = { code: string; name: string; provide: string; files: unknown[] }
export type MadeCase = {
  file: CaseFile
  facts: MadeFact[]
  readers: string[]
  answers: { sealed: Buffer; hash: string }
  materials: MadeMaterial[]
}

/** A day number times this is eight in the morning of that day in the city (UTC+8). */
const dayMs = 86_400_000
const minute = 60_000

/** When the n-th of all cases comes in: the working days fill evenly, each from eight to six, in the order of the numbers. */
function submittedAt(world: World, n: number): { at: Date; workday: number; place: number } {
  const days = world.workdays.length - 1
  const workday = Math.floor((n * days) / world.size)
  const place = n - Math.ceil((workday * world.size) / days)
  const perDay = Math.ceil(world.size / days)
  const at = new Date(world.workdays[workday]! * dayMs + Math.floor((place * 600 * minute) / perDay))
  return { at, workday, place }
}

const crockford = '0123456789abcdefghjkmnpqrstvwxyz'
const codeAlphabet = '23456789ABCDEFGHJKMNPQRTUVWXY'

function written(value: bigint, alphabet: string, length: number): string {
  let text = ''
  for (let i = 0, rest = value; i < length; i++, rest /= BigInt(alphabet.length))
    text = alphabet[Number(rest % BigInt(alphabet.length))]! + text
  return text
}

const idOf = (at: Date, n: number) =>
  written(BigInt(at.getTime()), crockford, 10) + written(scattered(n, 32n ** 16n, 0x9e3779b97f4a7c15f39cc0605n), crockford, 16)
const queryCodeOf = (n: number) => written(scattered(n, BigInt(codeAlphabet.length) ** 8n), codeAlphabet, 8)

/** A twentieth goes to the item that the stories tell of; the rest leans towards the first of the list, as errands do. */
function handlingFor(world: World, chance: Chance): Handling {
  if (chance.share() < 0.05) return world.handlings[0]!
  return world.handlings[Math.floor(chance.share() ** 2 * world.handlings.length)]!
}

/** Twelve cases of every city are those of the citizen of the stories and his restaurant, however large the city is. */
function applicantOf(world: World, n: number, item: Handling, chance: Chance): Person {
  const natural = item.audiences.includes('1')
  if (n % Math.ceil(world.size / 12) === 7) return natural ? world.citizen : world.company
  return personOf(2 * chance.below(world.people / 2) + (natural ? 0 : 1))
}

type Begun = { item: Handling; applicant: Person; id: string; at: Date; chance: Chance; staff: World['staff'][string] }

/** What a fact says besides its step's own words, as the house's own acts say it. */
const says: Record<string, (b: Begun, by: { id: string; name: string }) => Data> = {
  'case.claimed': (_, by) => ({ holder: by }),
  'case.approved': ({ item }) => ({ grant: item.grant, basis: item.basis }),
  'case.refused': ({ item }) => ({ grant: item.grant, basis: item.basis }),
  'case.suspended': ({ staff }, by) => ({ askedBy: staff.examiner, approvedBy: by }),
  'case.approval-granted': ({ staff }) => ({ askedBy: staff.examiner }),
}

function person(by: By, { staff, applicant }: Begun): { id: string; name: string } {
  if (by === 'applicant') return { id: `citizen:${applicant.id}`, name: applicant.name }
  return by === 'system' ? { id: 'system', name: '系统' } : staff[by]
}

const isStaff = (by: By) => by !== 'applicant' && by !== 'system'

function dataOf(begun: Begun, step: Step, at: Date): Data {
  const by = person(step.by, begun)
  const recall = isStaff(step.by) ? { recallUntil: new Date(at.getTime() + 10_000).toISOString() } : {}
  return { ...step.data, ...says[step.fact]?.(begun, by), ...recall, byName: by.name, case: begun.id }
}

/** Everything that has happened to the case by now; what lies ahead is left out. */
function stepsBy(world: World, begun: Begun, steps: readonly Step[], from: number): { name: string; by: string; at: Date; data: Data }[] {
  const happened: { name: string; by: string; at: Date; data: Data }[] = []
  let [workday, at] = [from, begun.at]
  for (const step of steps) {
    const days = step.days[0] + begun.chance.below(step.days[1] - step.days[0] + 1)
    workday += days
    const day = world.workdays[workday]
    if (day === undefined) break
    const hour = day * dayMs + 60 * minute + begun.chance.below(420) * minute
    at = new Date(Math.max(at.getTime() + (5 + begun.chance.below(40)) * minute, days === 0 ? 0 : hour))
    if (at.getTime() >= world.now) break
    happened.push({ name: step.fact, by: person(step.by, begun).id, at, data: dataOf(begun, step, at) })
  }
  return happened
}

function chained(about: string, facts: readonly { name: string; by: string; at: Date; data: Data }[]): MadeFact[] {
  let before = ''
  return facts.map((f, i) => {
    before = linkHash(sm3, { ...f, about, seq: i + 1, before })
    return { ...f, about, seq: i + 1, hash: before }
  })
}

/** Each upload is one of a few small papers that lie in the store: the rows are true, and a million files are not made. */
const materialsOf = (world: World, item: Handling, chance: Chance): MadeMaterial[] =>
  item.materials.map((m) => ({
    code: m.id,
    name: m.name,
    provide: m.free ? 'exempt' : 'upload',
    files: m.free ? [] : [chance.pick(world.files)],
  }))

const answersOf = (begun: Begun) =>
  canonical({
    applicant: begun.applicant.name,
    address: `${begun.item.division}文清路 ${begun.chance.below(900) + 1} 号`,
    area: String(20 + begun.chance.below(400)),
    delivery: 'electronic',
  })

const channelOf = (steps: readonly Step[], chance: Chance) => {
  const share = chance.share()
  if (share < 0.25 && !['case.received', 'case.pre-returned'].includes(steps[0]!.fact)) return 'window'
  return share < 0.6 ? 'web' : 'mobile'
}

const received: Step = { fact: 'case.received', by: 'clerk', days: [0, 0] }

/** The first fact, as the house's own submission leaves it: digests and places, nothing personal. */
function submittedFact(
  begun: Begun,
  made: { no: string; channel: string; answers: string; materials: readonly MadeMaterial[]; where: Data },
) {
  const { item, id, at, applicant, staff } = begun
  const { no, channel, answers, materials, where } = made
  const listed = materials.map(({ files, ...m }) => ({ ...m, hashes: files.map((f) => (f as { hash: string }).hash) }))
  const about = { item: item.item, version: item.version, handlingCode: item.handlingCode }
  const data = { ...where, ...about, case: id, no, channel, answersHash: sm3(answers), materials: listed, pledged: false }
  return { name: 'case.submitted', by: channel === 'window' ? staff.clerk.id : `citizen:${applicant.id}`, at, data }
}

const constants = ({ item, applicant, at }: Begun) => ({
  ...{ item: item.item, itemVersion: item.version, itemName: item.name, handleCode: item.handlingCode, taskType: item.taskType },
  ...{ applicantName: applicant.name, applicantKind: applicant.kind, submittedAt: at, demo: true },
})

/** Makes the n-th case; the same world and number always give the same case but for the sealing, which is random. */
export function makeCase(world: World, calendar: Calendar, keys: Keys, n: number): MadeCase {
  const chance = chanceOf(n)
  const { at, workday, place } = submittedAt(world, n)
  const item = handlingFor(world, chance)
  const begun: Begun = {
    item,
    applicant: applicantOf(world, n, item, chance),
    id: idOf(at, n),
    at,
    chance,
    staff: world.staff[item.organ]!,
  }
  const steps = lifeAt(chance.share())
  const channel = channelOf(steps, chance)
  const no = caseNumber(item.taskCode, new Date(at.getTime() + 8 * 60 * minute).toISOString().slice(0, 10), place + 1)!
  const materials = materialsOf(world, item, chance)
  const answers = answersOf(begun)
  const where = { applicant: begun.applicant.id, agent: null, organ: item.organ, division: item.division }
  const facts = chained(`case:${begun.id}`, [
    submittedFact(begun, { no, channel, answers, materials, where }),
    ...stepsBy(world, begun, channel === 'window' ? [received, ...steps] : steps, workday),
  ])
  const updatedAt = facts.at(-1)!.at
  const row = project(fold(facts.map((f): CaseFact => ({ ...f, id: f.seq }))), item, calendar, updatedAt)
  return {
    file: { id: begun.id, no, queryCode: queryCodeOf(n), ...where, ...constants(begun), channel, updatedAt, ...row },
    facts,
    readers: readersOf(where),
    answers: { sealed: keys.seal(answers, 'cases.answers'), hash: sm3(answers) },
    materials,
  }
}
