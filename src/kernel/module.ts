/** The contract between a room and the house: what a room may declare, and what its actions are given. */
import type { Draft } from '@haoban/gm/ofd'
import type { ReactNode } from 'react'
import type { ZodType } from 'zod'
import type { Checkpoints } from '#base/checkpoints.ts'
import type { Tx } from '#base/db.ts'
import type { Logger } from '#base/log.ts'
import type { Machine } from '#base/machine.ts'
import type { Keys } from '#base/secret.ts'
import type { Storage } from '#base/storage/storage.ts'
import type { Scanner } from '#base/upload/clamd.ts'
import type { BatchKind } from '#kernel/batch/schema/kind.ts'
import type { CitySettings } from '#kernel/city.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { PaperSpec } from '#kernel/document/schema.ts'
import type { ExportedList } from '#kernel/export/schema/list.ts'
import type { Kinds } from '#kernel/order/schema/kind.ts'
import type { Divisions } from '#kernel/party/schema.ts'
import type { Subject } from '#kernel/process/schema/process.ts'
import type { SlotKind } from '#kernel/slot/schema/kind.ts'
import type { Who } from '#kernel/who.ts'
import type { Frame } from '#ui/public/shell.tsx'

export { type Grant, isHis, may, type Who } from '#kernel/who.ts'

/** Something that happened, in the past tense: `case.accepted`. `about` is the subject whose chain it joins: `case:…`. */
export type Fact = {
  name: string
  about: string
  data: Record<string, unknown> /** who may read this chain from now on, where it changes: `party:…`, `organ:…`, `who:…` */
  readers?: readonly string[]
  /** the first of its chain, whose name is new with it: nothing is looked for, and that it is there already is a fault */
  begins?: boolean
  /** reactions wait until this moment, because the fact may still be recalled */
  settlesAt?: Date
}

/** A fact as the ledger keeps it. `at` is a moment of the city's clock. */
export type Recorded = Fact & { id: number; seq: number; by: string; at: Date; hash: string }

/** A room as other rooms may know it: its name, its measures, its numbers, and what its permissions, its facts and their subjects are called. */
export type RoomInfo = {
  id: string
  title: string
  measures: readonly string[]
  kpis: readonly Kpi[]
  permissions: Readonly<Record<string, string>>
  facts: Readonly<Record<string, string>>
  about: Readonly<Record<string, string>>
  jobs: Readonly<Record<string, { title: string }>>
  services: Readonly<Record<string, Service>>
  subjects: Readonly<Record<string, Subject>>
  branches: Readonly<Record<string, Branches>>
  atOrgans: readonly AtOrgan[]
  imports: Readonly<Record<string, Importer>>
  ties: readonly Tie[]
  personal: readonly Personal[]
  retention: readonly Retention[]
  batches: Readonly<Record<string, BatchKind<Ctx>>>
  exports: Readonly<Record<string, ExportedList<Ctx>>>
  slots: Readonly<Record<string, SlotKind>>
  papers: Readonly<Record<string, PaperSpec>>
  sealActs: Readonly<Record<string, SealAct>>
  orders: Kinds
  keepsFiles?: FilesKept
  sealPaper?: PaperSealer
}

/** All that an action is given. The transaction is open; what the action writes and emits commits together or not at all. */
export type Ctx = {
  tx: Tx
  who: Who
  now: Date
  /** the settings of this city */
  city: CitySettings
  calendar: Calendar
  /** the city's divisions, and those that were dissolved */
  places: Divisions
  storage: Storage
  /** looks through uploads for viruses, where the city has set one */
  scanner?: Scanner | undefined
  keys: Keys
  /** the keys that sign checkpoints of the ledger, and where those are written: all that must not lie in the database */
  checkpoints: Checkpoints
  log: Logger
  /** every room of the house, for those that read numbers and import no room */
  rooms: readonly RoomInfo[]
  /** the division a visitor of the public pages has chosen, and the page of this house he comes from; absent where the browser does not say */
  near?: string
  from?: string
  /** the address people reach this house at, without a slash at its end */
  site: string
  /** looks at the machine and the settings of this process, for whoever asks how the house stands */
  machine(): Promise<Machine>
  /** how old the state is that the replica shows, in seconds, null where nobody knows; undefined where there is no replica */
  replicaAge(): number | null | undefined
  /** for how long figures that were counted for strangers are shown to further strangers, in milliseconds */
  figuresForMs: number
  random(bytes: number): Uint8Array
  id(): string
  emit(fact: Fact): Promise<Recorded>
  /**
   * Takes back what waits to follow from facts that have not settled; false, and nothing is taken back, where some of it was begun or is
   * done: what a clock says was in time may have left the house meanwhile.
   */
  unsay(facts: readonly Pick<Recorded, 'id' | 'name'>[]): Promise<boolean>
  /**
   * Jobs only: works in this transaction as somebody, under his rights and behind the database's second wall, with his name on
   * the facts. What throws leaves no trace, and the transaction goes on.
   */
  as<T>(who: Who, work: (ctx: Ctx) => Promise<T>): Promise<T>
  /** Enqueues work that runs after commit, at least once, and never before `at`; `key` makes a repeat replace the first. */
  later(work: string, payload: unknown, options?: { at?: Date; key?: string }): Promise<void>
}

/**
 * Work that a service task of a process names. It runs as a job of the house, at least once; what it answers are variables of
 * the process. `about` is the subject of the process: `case:…`. What it refuses, and what fails again and again, a person looks at.
 */
export type Service = (
  ctx: Ctx,
  work: { about: string; input: Readonly<Record<string, unknown>> },
) => Promise<Record<string, unknown> | undefined>

/** The branches that some organ of the city belongs to. */
export type Branches = (ctx: Ctx) => Promise<readonly string[]>

/**
 * What a room keeps at an organ of the directory, in numbers. `first` says what is to be done with it before the organ can be ended; what has
 * none stays in the organ's name. `page` is the desk's page of it, and whose it is. Counted past row-level security, on a day of the city.
 */
export type AtOrgan = {
  title: string
  unit: string
  first?: string
  page?: { href: (organ: string) => string; may: readonly string[] }
  count(tx: Tx, organ: string, on: string): Promise<number>
}

/**
 * What of a room connects somebody on duty with a party, so that he may see the party's personal information whole (个人信息保护法 第六条):
 * a case in his hands, an order. `find` looks as he does, past nothing; it answers what connects them, and with `subject` whether that does.
 */
export type Tie = { title: string; find(ctx: Ctx, at: { party: string; subject?: string }): Promise<string | undefined> }

/** The person whose information is asked for: himself as a party of the register, and his account. */
export type Person = { party: string; account: string }

/** A file among what is held of a person: its name as he reads it, and its digest in the storage, or what makes it first. */
export type PersonalFile = { name: string; hash: string | (() => Promise<string>) }

/**
 * What a room holds of a person, so that he reads it all and takes it along (个人信息保护法 第四十四条、第四十五条). `why` and `kept` say in his
 * words what for and how long; `tables` are the tables it speaks of. `read` works as he himself, so that row-level security decides, and
 * answers what is of him alone: of somebody else's matter that he handled, that he did. `stands` says what of it has to come to an end before
 * his account can be closed; `closes` deletes what is kept for the account alone when it is (第四十七条), and all else stays as `kept` says.
 * `mends` says how what is wrong in it is put right (第四十六条).
 */
export type Personal = {
  title: string
  why: string
  kept: string
  tables: readonly string[]
  read(ctx: Ctx, person: Person): Promise<{ rows: readonly unknown[]; files?: readonly PersonalFile[] }>
  stands?(ctx: Ctx, person: Person): Promise<readonly Standing[]>
  closes?: Closing
  mends: Mending
}

/** One record of a class, with the organ that keeps it: a request about it goes there. */
export type HeldRecord = { id: string; title: string; organ: string }

/**
 * How wrong data of one class is put right. `self`: he changes it himself. `register`: the organ that keeps the register corrects it, and `put`
 * writes the value that was verified. `note`: what was written when something was decided stays as it was and gets a note beside it; `note`
 * leaves that in the record's own history, without what it says of the person. `how` says so in his words; where `href` is, that page is the
 * way, else a request with an answer. `records` are those he can name, of which he names one.
 */
export type Mending = { how: string; href?: string; records?(ctx: Ctx, person: Person): Promise<readonly HeldRecord[]> } & (
  | { by: 'self'; href: string }
  | { by: 'register'; put?: { label: string; act(ctx: Ctx, person: Person, value: string): Promise<void> } }
  | { by: 'note'; note?(ctx: Ctx, at: { record: string; correction: string; ground: string }): Promise<void> }
)

/** One matter that stands against closing an account: what it is, what to do first, and where. */
export type Standing = { title: string; first: string; href: string }

/** What goes when an account is closed, and what of the same kind stays, both in his words. `act` works as he himself. */
export type Closing = { goes: string; stays?: string; act(ctx: Ctx, person: Person): Promise<void> }

/**
 * What a room keeps for a time only. `drop` deletes what is over, at most some thousands at a time, and answers how many; files that nothing
 * needs afterwards it lets go of (`letGo`). `kept` says how long in a citizen's words.
 */
export type Retention = { title: string; kept: string; drop(ctx: Ctx): Promise<number> }

/** Which of some files of the storage a room's tables name, by their digests. */
export type FilesKept = (tx: Tx, hashes: readonly string[]) => Promise<readonly string[]>

/** What became of one row of an import; `same`: it is there already, word for word. */
export type Imported = 'written' | 'same'

/** One column of a table that is taken in: its name in JSON, its title in a spreadsheet, and an example that passes. */
export type ImportColumn = { name: string; title: string; example: string; needed?: boolean; hint?: string }

/**
 * A register that is taken in from a table, row by row, each in a transaction of its own. `takes` checks a row, whose cells are texts from a
 * spreadsheet and any values from JSON; `act` refuses what may not be. A repeat of the same row changes nothing.
 */
export type Importer = {
  title: string
  /** what a row is, and what has to be there before */
  about: string
  columns: readonly ImportColumn[]
  takes: ZodType
  act: Action<any, Imported>
}

/** A paper as it is about to be drawn: `subject` and `act` are what it is about, as the ledger names it, and the place of the act in its history. */
type UnsealedPaper = { id: string; subject: string; act: number; kind: string; title: string; no: string | null; organ: string }

/**
 * An act that approves the seal on the paper which it makes, because the law binds the seal to the act. `organ` answers whose act a fact of
 * it is. It approves papers of its own subject alone, and of the kinds of subject that it grants (`licence`); `beside` are facts that it
 * leaves after its own in the same breath.
 */
export type SealAct = {
  title: string
  basis: string
  organ(ctx: Ctx, fact: Recorded): Promise<string | undefined>
  grants?: readonly string[]
  beside?: readonly string[]
}

type KeptFile = { hash: string; size: number }

/** What seals a paper: a finished PDF at a place (page from 1, the middle in mm), the draft of its OFD at one (page from 0), to the sealed file in the store. */
export type PaperSeals = {
  pdf(file: Uint8Array, at: { page: number; x: number; y: number }): Promise<KeptFile>
  ofd(draft: Draft, at: { page: number; x: number; y: number }): Promise<KeptFile>
}

/** Says whether a paper is to be sealed, and if so gives what seals it. One room of the house brings this; papers are drawn without where none does. */
export type PaperSealer = (ctx: Ctx, paper: UnsealedPaper) => Promise<PaperSeals | undefined>

export type Action<In, Out> = (ctx: Ctx, input: In) => Promise<Out>

/** What a page is given: the action's own answer, the frame around every page, and after a refused post what was typed and why. */
export type PageProps<Out> = {
  data: Out
  frame: Frame /** client key for the forms of this page */
  key: string
  now: Date
  refused?: { sentence: string; code: string; fields: { field: string; sentence: string }[]; typed: Record<string, unknown> }
}
export type Page<Out> = (props: PageProps<Out>) => ReactNode

/** An uploaded file as an action takes it. */
export type Upload = { name: string; type: string; bytes: Uint8Array }

/** An answer that is a file and no JSON: a paper, an image, an export. A long one comes as a stream. */
export class FileAnswer<Body extends Uint8Array | ReadableStream<Uint8Array> = Uint8Array | ReadableStream<Uint8Array>> {
  readonly bytes: Body
  readonly type: string
  readonly name: string
  readonly inline: boolean
  readonly status: number
  constructor(bytes: Body, type: string, name: string, inline = true, status = 200) {
    this.bytes = bytes
    this.type = type
    this.name = name
    this.inline = inline
    this.status = status
  }
}

/**
 * An answer that needs a foreign system first. The transaction commits, `ask` runs while none is open, so that a slow system holds no
 * connection of the database, and `resume` goes on in a transaction of its own, as whoever asks by then.
 */
export class Outside<Said, Out> {
  readonly ask: () => Promise<Said>
  readonly resume: Action<Said, Out>
  constructor(ask: () => Promise<Said>, resume: Action<Said, Out>) {
    this.ask = ask
    this.resume = resume
  }
}

/** Who may use a route: everyone, whoever is signed in, or holders of a permission that the room declares. */
export const anyone = 'anyone'
export const signedIn = 'signed-in'

type RouteOptions<In, Out> = {
  /** one line in Chinese for the API reference */
  title?: string
  /** the page that shows the answer to a browser; the same answer goes to programs as JSON */
  page?: Page<Out>
  /** the page shows the answer and its frame and nothing else, neither the client key nor the moment: one answer is drawn once for all strangers */
  steady?: true
  /** where a browser goes after a post that succeeded */
  then?: (out: Out, input: In) => string
  /** largest body in bytes; 1 MB where nothing is said */
  limit?: number
  /** a post whose body is one text: it comes as `text` */
  plain?: true
  /** an act that weighs (deciding, sealing, unmasking, granting): staff have proved a second factor lately; by its input where only some are */
  stepUp?: true | ((input: In) => boolean)
  /** a post that creates something: a client key is asked for, and a repeat gives the first answer */
  once?: boolean
  /** a post that only looks, or bears a repeat by itself: a repeat acts anew, so that the right is asked again and the look is noted; nothing of its answer is kept */
  again?: true
  /** the answer opens something and is told once: it is not kept, and a repeat hears that it was done and this sentence; `then` gets no answer of it */
  secret?: true | string
}

/** A route is a row of a table, not a handler: verb, path, who may, what it takes, what it does. */
export type Route = { verb: 'GET' | 'POST'; path: string; may: string; takes: ZodType; act: Action<any, any> } & RouteOptions<any, any>

type RouteOf = <In, Out>(path: string, may: string, takes: ZodType<In>, act: Action<In, Out>, options?: RouteOptions<In, Out>) => Route
export const get: RouteOf = (path, may, takes, act, options) => ({ verb: 'GET', path, may, takes, act, ...options })
export const post: RouteOf = (path, may, takes, act, options) => ({ verb: 'POST', path, may, takes, act, ...options })

/** A row behind a number: what it is and where to look at it. */
export type KpiRow = { id: string; title: string; href: string; at?: Date }

/** By what a figure is told apart: what the axis is called, and what its values are called where a person reads them. */
export type Axis = { title: string; names?: (ctx: Ctx, values: readonly string[]) => Promise<Readonly<Record<string, string>>> }

/**
 * A figure over sums that are kept up to date (`kpi.track` in a migration): `value` makes it of the sums of a rollup by their names, null where
 * there is nothing to tell. It can be read for the whole city, by months and days, and by each of its axes.
 */
export type Rolled = {
  rollup: string
  axes: Readonly<Record<string, Axis>>
  value(sums: Readonly<Record<string, number>>): number | null
}

type Period = { since: Date; until: Date }

/**
 * One live number of the city, with its definition and the rows it counts. `measures` are codes of the programme: `C3`, `G2`. It is read from
 * sums (`rolled`), or by a query of its own where it tells of a state and of no history. `rows` are shown to holders of `may` (`case.read`
 * where nothing is said), under their own row-level security; `at` is the group that is looked into, by axis.
 */
export type Kpi = {
  id: string
  title: string
  unit: string
  measures: readonly string[]
  definition: string
  source: string
  better?: 'more' | 'less'
  may?: string
  rows?(tx: Tx, period: Period, limit: number, at?: Readonly<Record<string, string>>): Promise<KpiRow[]>
} & ({ rolled: Rolled; read?: never } | { rolled?: never; read(tx: Tx, period: Period): Promise<number | null> })

/**
 * A room's table of contents. Code is named here; files that are data (migrations, templates, forms) are found in their
 * folders, and so are never listed.
 */
export type Module = {
  id: string
  title: string
  /** codes of the measures this room serves; none for a room that only serves other rooms */
  measures: readonly string[]
  /** the rooms downstairs whose front door (`api.ts`) this one may open */
  uses?: readonly string[]
  permissions: Record<string, string>
  /** what the facts that this room leaves are called where a person reads them: `'licence.revoked': '吊销证照'` */
  facts?: Record<string, string>
  /** what this room's facts are about, by the word before the number, as a person reads it: `licence: '电子证照'` for `licence:…` */
  about?: Record<string, string>
  routes?: readonly Route[]
  /** facts from anywhere in the house that this room reacts to, as jobs after commit; a repeat must be harmless */
  on?: Record<string, Action<Recorded, void>>
  /** named work for `ctx.later`, with what it is called where a person reads it, and by the clock where `every` holds a cron line (city time) */
  jobs?: Record<string, { title: string; every?: string } & (Inside | { outside: LeasedWork<any, any, any> })>
  /** what each worker looks after all the time, because the minute of a cron line would be too late */
  watches?: Record<string, Watched>
  /** work for service tasks of processes, by the name that a model writes */
  services?: Record<string, Service>
  /** what models of processes may govern of this room's own, by the kind of their keys: `item` for `item:…` */
  subjects?: Record<string, Subject>
  /** which branches of organs models of the same kind of key may ask; one that none belongs to is refused on publishing */
  branches?: Record<string, Branches>
  /** what this room keeps at an organ: shown on the organ's page, and asked before the organ is ended */
  atOrgans?: readonly AtOrgan[]
  /** what of this room connects its people with a party */
  ties?: readonly Tie[]
  /** what this room holds of a person, for himself to read and take along */
  personal?: readonly Personal[]
  /** what this room keeps for a time only: one job of the house deletes it every night */
  retention?: readonly Retention[]
  /** every file that this room's tables name; one that no room names is deleted once something has let go of it */
  keepsFiles?: FilesKept
  /** kinds of work orders, each a table, by a name that no other room has */
  orders?: Kinds
  kpis?: readonly Kpi[]
  /** registers of this room that are taken in from tables, by the word for them on the command line: `haoban import organs FILE` */
  imports?: Record<string, Importer>
  /** what this room does to many rows at once, by a name of its own: `window.verb` */
  batches?: Record<string, BatchKind<Ctx>>
  /** lists of this room that can be taken along as files, by a name of their own: `window.cases` */
  exports?: Record<string, ExportedList<Ctx>>
  /** places in time that this room gives out, by a name of their own: `window.visit` */
  slots?: Record<string, SlotKind>
  /** kinds of paper, by a key that no other room has */
  papers?: Record<string, PaperSpec>
  /** facts of this room that approve the seal on the paper they make, by their names */
  sealActs?: Record<string, SealAct>
  /** seals the papers of the house as they are drawn; one room at most */
  sealPaper?: PaperSealer
  /** the files of a city's folder that this room reads, by their paths: what each must be, and whether a city can do without it */
  files?: Record<string, CityFile>
  /** what the city's files say, put in when the city is founded and after they change; a repeat must be harmless */
  seed?: Action<SeedCity, void>
}

/** Work in one transaction. */
type Inside = { act: Action<any, void> }

/**
 * Work that asks a foreign system, between two transactions and in none: `claim` takes what is to be done, for a while; `call` asks, with
 * nothing locked; `settle` writes what came of it. Where the process ends in between, the claim runs out and the work is begun again.
 */
export type LeasedWork<In, Claimed, Result> = {
  claim: Action<In, Claimed | undefined>
  call(claimed: Claimed): Promise<Result>
  settle: Action<{ claimed: Claimed; result: Result }, void>
}

/** `isDue` only looks; `act` tells how much it did, and is asked again at once as long as that is anything; so is `outside`, as long as it finds something to claim. */
export type Watched = { everyMs: number; isDue: Action<undefined, boolean> } & (
  | { act: Action<undefined, number> }
  | { outside: LeasedWork<any, any, any> }
)

/** A file of a city's folder: its schema, and what is said where a city has none. */
export type CityFile = { schema: ZodType; required?: string }

/** The city as data, read from its folder. `find` is undefined for a file that a city may do without, and has not. */
export type SeedCity = {
  folder: string
  read<T>(path: string): Promise<T>
  find<T>(path: string): Promise<T | undefined>
  list(path: string): Promise<string[]>
}

/** What the tasks of the house itself are called. */
const houseTasks: Readonly<Record<string, string>> = { react: '办成一步以后要接着办的', 'forget-answers': '清除一天前留的答复' }

/** What a task of the queue is called where a person reads it. */
export const taskTitle = (rooms: readonly RoomInfo[], task: string): string =>
  houseTasks[task] ?? rooms.find((r) => Object.hasOwn(r.jobs, task))?.jobs[task]?.title ?? task

export const defineModule = <const M extends Module>(m: M): M => m
