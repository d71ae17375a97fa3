/** One case of the generated city, by its number: its life, its facts with true hashes, and the row that the house's own rules fold from them. */
import { sm3 } from '../../src/base/digest.ts'
import type { Keys } from '../../src/base/secret.ts'
import { readersOf } from '../../src/kernel/case/actions/open.ts'
import type { CaseFile } from '../../src/kernel/case/rules/dossier.ts'
import { fold } from '../../src/kernel/case/rules/fold.ts'
import { caseNumber } from '../../src/kernel/case/rules/number.ts'
import { project } from '../../src/kernel/case/rules/project.ts'
import type { Calendar } from '../../src/kernel/clock/schema.ts'
import { type Chance, chanceOf, scattered } from './chance.ts'
import { type By, lifeAt, type Step } from './lives.ts'
import { type Person, personOf } from './people.ts'
import { gap, remembered, templateOf } from './template.ts'
import type { Handling, World } from './world.ts'

type Data = Record<string, unknown>
/** `text` is the canonical text of `data`, `iso` that of `at`. */
export type MadeFact = {
  id: number
  about: string
  seq: number
  name: string
  data: Data
  text: string
  by: string
  at: Date
  iso: string
  hash: string
}
type Happened = Omit<MadeFact, 'id' | 'about' | 'seq' | 'hash'>
export type MadeMaterial = { code: string; name: string; provide: string; file: World['files'][number] | undefined }
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

const written = (value: bigint, alphabet: string, length: number) =>
  [...value.toString(alphabet.length).padStart(length, '0')].map((digit) => alphabet[Number.parseInt(digit, 36)]).join('')

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

type Staff = World['staff'][string]
type Begun = { item: Handling; applicant: Person; id: string; at: Date; chance: Chance; staff: Staff }

/** What a fact says besides its step's own words, as the house's own acts say it. */
const says: Record<string, (item: Handling, staff: Staff, by: { id: string; name: string }) => Data> = {
  'case.claimed': (_, __, by) => ({ holder: by }),
  'case.approved': (item) => ({ grant: item.grant, basis: item.basis }),
  'case.refused': (item) => ({ grant: item.grant, basis: item.basis }),
  'case.suspended': (_, staff, by) => ({ askedBy: staff.examiner, approvedBy: by }),
  'case.approval-granted': (_, staff) => ({ askedBy: staff.examiner }),
}

const system = { id: 'system', name: '系统' }
const isStaff = (by: By): by is Exclude<By, 'applicant' | 'system'> => by !== 'applicant' && by !== 'system'

type Own = { case: string; byName: string; recallUntil?: string }

/** What a step says of every case of an item in one office, and its text with gaps for what a case says of its own. */
const told = remembered((staff: Staff) =>
  remembered((item: Handling) =>
    remembered((step: Step) => {
      const by = isStaff(step.by) ? staff[step.by] : system
      const same = { ...step.data, ...says[step.fact]?.(item, staff, by) }
      const until = isStaff(step.by) ? { recallUntil: gap('recallUntil') } : {}
      return { same, text: templateOf<keyof Own>({ ...same, case: gap('case'), byName: gap('byName'), ...until }) }
    }),
  ),
)

const holdMs = 10_000

function happening({ item, applicant, id, staff }: Begun, step: Step, at: Date): Happened {
  const by = step.by === 'applicant' ? { id: `citizen:${applicant.id}`, name: applicant.name } : isStaff(step.by) ? staff[step.by] : system
  const own: Own = { case: id, byName: by.name }
  if (isStaff(step.by)) own.recallUntil = new Date(at.getTime() + holdMs).toISOString()
  const { same, text } = told(staff)(item)(step)
  return { name: step.fact, by: by.id, at, iso: at.toISOString(), data: { ...same, ...own }, text: text(own as Required<Own>) }
}

/** Everything that has happened to the case by now; what lies ahead is left out. */
function stepsBy(world: World, begun: Begun, steps: readonly Step[], from: number): Happened[] {
  const happened: Happened[] = []
  let [workday, at] = [from, begun.at]
  for (const step of steps) {
    const days = step.days[0] + begun.chance.below(step.days[1] - step.days[0] + 1)
    workday += days
    const day = world.workdays[workday]
    if (day === undefined) break
    const hour = day * dayMs + 60 * minute + begun.chance.below(420) * minute
    at = new Date(Math.max(at.getTime() + (5 + begun.chance.below(40)) * minute, days === 0 ? 0 : hour))
    if (at.getTime() >= world.now) break
    happened.push(happening(begun, step, at))
  }
  return happened
}

/** The chain as the ledger keeps it: each hash is that of `linkText`, written from texts that are there already. */
function chained(about: string, facts: readonly Happened[]): MadeFact[] {
  let before = ''
  return facts.map((f, i) => {
    before = sm3(`["${before}","${about}",${i + 1},"${f.name}","${f.by}","${f.iso}",${f.text}]`)
    return { id: i + 1, about, seq: i + 1, hash: before, name: f.name, by: f.by, at: f.at, iso: f.iso, data: f.data, text: f.text }
  })
}

/** Each upload is one of a few small papers that lie in the store: the rows are true, and a million files are not made. */
const materialsOf = (world: World, item: Handling, chance: Chance): MadeMaterial[] =>
  item.materials.map((m) => ({
    code: m.id,
    name: m.name,
    provide: m.free ? 'exempt' : 'upload',
    file: m.free ? undefined : chance.pick(world.files),
  }))

const answersText = templateOf<'applicant' | 'address' | 'area'>({
  ...{ applicant: gap('applicant'), address: gap('address'), area: gap('area') },
  delivery: 'electronic',
})

const answersOf = ({ applicant, item, chance }: Begun) =>
  answersText({
    applicant: applicant.name,
    address: `${item.division}文清路 ${chance.below(900) + 1} 号`,
    area: String(20 + chance.below(400)),
  })

const channelOf = (steps: readonly Step[], chance: Chance) => {
  const share = chance.share()
  if (share < 0.25 && !['case.received', 'case.pre-returned'].includes(steps[0]!.fact)) return 'window'
  return share < 0.6 ? 'web' : 'mobile'
}

const received: Step = { fact: 'case.received', by: 'clerk', days: [0, 0] }

type Submitted = { case: string; no: string; channel: string; answersHash: string; applicant: string }

const listed = (m: Handling['materials'][number], hashes: string[]) => ({
  code: m.id,
  name: m.name,
  provide: m.free ? 'exempt' : 'upload',
  hashes,
})
const hashGap = (i: number) => `hash${i}`

/** What the first fact says of every case of an item, and its text with gaps for what a case says of its own. */
const submission = remembered((item: Handling) => {
  const about = { item: item.item, version: item.version, handlingCode: item.handlingCode, organ: item.organ, division: item.division }
  const same = { ...about, agent: null, pledged: false }
  const own: Submitted = {
    ...{ case: gap('case'), no: gap('no'), channel: gap('channel'), answersHash: gap('answersHash'), applicant: gap('applicant') },
  }
  const materials = item.materials.map((m, i) => listed(m, m.free ? [] : [gap(hashGap(i))]))
  return { same, text: templateOf({ ...same, ...own, materials }) }
})

/** The first fact, as the house's own submission leaves it: digests and places, nothing personal. */
function submittedFact({ item, at, staff }: Begun, own: Submitted, materials: readonly MadeMaterial[]): Happened {
  const { same, text } = submission(item)
  const filled: Record<string, string> = { ...own }
  for (const [i, { file }] of materials.entries()) if (file) filled[hashGap(i)] = file.hash
  const data = { ...same, ...own, materials: item.materials.map((m, i) => listed(m, materials[i]!.file ? [materials[i]!.file.hash] : [])) }
  const by = own.channel === 'window' ? staff.clerk.id : `citizen:${own.applicant}`
  return { name: 'case.submitted', by, at, iso: at.toISOString(), data, text: text(filled) }
}

const constants = ({ item, applicant, at }: Begun) => ({
  ...{ item: item.item, itemVersion: item.version, itemName: item.name, handleCode: item.handlingCode, taskType: item.taskType },
  ...{ applicantName: applicant.name, applicantKind: applicant.kind, submittedAt: at, demo: true },
})

/** What was handed in, and the life that follows from it. */
function handIn(world: World, keys: Keys, begun: Begun, { workday, place }: { workday: number; place: number }) {
  const { item, chance } = begun
  const steps = lifeAt(chance.share())
  const channel = channelOf(steps, chance)
  const no = caseNumber(item.taskCode, new Date(begun.at.getTime() + 8 * 60 * minute).toISOString().slice(0, 10), place + 1)!
  const materials = materialsOf(world, item, chance)
  const answers = answersOf(begun)
  const hash = sm3(answers)
  const facts = chained(`case:${begun.id}`, [
    submittedFact(begun, { case: begun.id, no, channel, answersHash: hash, applicant: begun.applicant.id }, materials),
    ...stepsBy(world, begun, channel === 'window' ? [received, ...steps] : steps, workday),
  ])
  return { channel, no, materials, answers: { sealed: keys.seal(answers, 'cases.answers'), hash }, facts }
}

/** Makes the n-th case; the same world and number always give the same case but for the sealing, which is random. */
export function makeCase(world: World, calendar: Calendar, keys: Keys, n: number): MadeCase {
  const chance = chanceOf(n)
  const { at, ...when } = submittedAt(world, n)
  const item = handlingFor(world, chance)
  const applicant = applicantOf(world, n, item, chance)
  const begun: Begun = { item, applicant, id: idOf(at, n), at, chance, staff: world.staff[item.organ]! }
  const { channel, no, materials, answers, facts } = handIn(world, keys, begun, when)
  const updatedAt = facts.at(-1)!.at
  const row = project(fold(facts), item, calendar, updatedAt)
  const where = { applicant: applicant.id, agent: null, item: item.item, organ: item.organ, division: item.division }
  return {
    file: { id: begun.id, no, queryCode: queryCodeOf(n), ...where, ...constants(begun), channel, updatedAt, ...row },
    facts,
    readers: readersOf(where),
    answers,
    materials,
  }
}
