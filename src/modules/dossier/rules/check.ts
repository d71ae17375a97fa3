/** Checks a dossier by itself, anywhere: no house and no network is asked. Each step says what it found and names what was changed. */
import { PublicKey, sm2 } from '@haoban/gm'
import { strFromU8 } from 'fflate'
import { readClocks } from '#kernel/case/rules/clocks.ts'
import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { type CaseFact, fold } from '#kernel/case/rules/fold.ts'
import { project } from '#kernel/case/rules/project.ts'
import { untrue } from '#kernel/case/rules/truth.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { checkReceipt } from '#kernel/ledger/rules/receipt.ts'
import { canonical, checkChain, rootHash } from '#kernel/ledger/rules.ts'
import { Receipt } from '#kernel/ledger/schema.ts'
import { type DossierReport, Manifest, type Step, type StepId, stepIds } from '../schema.ts'
import { manifestPath, parsed, sm3Hex, type Unpacked, unpack } from './pack.ts'
import { caseColumns, stepNames, told } from './words.ts'

type Found = { holds: boolean | null; sentence: string; changed?: string[] }
type Row = { id: number; about: string; seq: number; name: string; data: Record<string, unknown>; by: string; at: Date; hash: string }
type Chain = { about: string; head: { seq: number; hash: string }; facts: Row[] }
type Root = { id: number; form?: 1 | 2; before: string; afterFact: number; uptoFact: number; hash: string; hashes: string[] }
type Versions = { item: HandlingItem; calendar: Calendar }
type AnswersEntry = { version: number; hash: string; file: string }
type MaterialEntry = { code: string; name: string; version: number; files: { hash: string; file: string }[] }

/** What a dossier says, read once; a part that cannot be read is undefined and its step says so. `keys`: those that are known. */
type Read = {
  open: Unpacked
  keys: readonly string[]
  manifest?: Manifest
  chains?: Chain[]
  roots?: Root[]
  versions?: Versions
  file?: CaseFile
  clocks?: unknown
  answers?: AnswersEntry[]
  materials?: MaterialEntry[]
}

const json = (open: Unpacked, path: string): unknown => {
  const bytes = open.files[path]
  return bytes && parsed(strFromU8(bytes))
}

const moment = /At$|^at$/
/** Moments come back as such: every key that ends in `At`, and `at` itself. */
const revive = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(revive)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k, typeof v === 'string' && moment.test(k) ? new Date(v) : k === 'data' ? v : revive(v)]),
  )
}

function readAll(open: Unpacked, keys: readonly string[]): Read {
  const manifest = Manifest.safeParse(json(open, manifestPath))
  return {
    open,
    keys,
    manifest: manifest.success ? manifest.data : undefined,
    chains: revive(json(open, 'facts.json')) as Chain[] | undefined,
    roots: json(open, 'roots.json') as Root[] | undefined,
    versions: json(open, 'versions.json') as Versions | undefined,
    file: revive(json(open, 'case.json')) as CaseFile | undefined,
    clocks: json(open, 'clocks.json'),
    answers: json(open, 'answers.json') as AnswersEntry[] | undefined,
    materials: json(open, 'materials.json') as MaterialEntry[] | undefined,
  }
}

function signature({ open }: Read): Found {
  const { seal, body } = open
  const key = readKey(seal.key)
  const holds = key !== undefined && sm2.verify(key, body, bytesOf(seal.signature))
  return { holds, sentence: holds ? told.signed : told.notSigned }
}

const bytesOf = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (b) => Number.parseInt(b, 16))

function readKey(key: string): PublicKey | undefined {
  try {
    return PublicKey.fromPoint(bytesOf(key))
  } catch {
    return undefined
  }
}

function manifest({ open, manifest }: Read): Found {
  const bytes = open.files[manifestPath]
  if (!bytes || !manifest) return { holds: false, sentence: told.noManifest, changed: [manifestPath] }
  const holds = sm3Hex(bytes) === open.seal.manifest
  return { holds, sentence: holds ? told.manifest : told.manifestChanged, changed: holds ? [] : [manifestPath] }
}

function entries({ open, manifest }: Read): Found {
  if (!manifest) return { holds: null, sentence: told.cannot }
  const listed = new Map(manifest.entries.map((e) => [e.path, e]))
  const changed = manifest.entries.filter((e) => {
    const bytes = open.files[e.path]
    return !bytes || bytes.length !== e.size || sm3Hex(bytes) !== e.sm3
  })
  const strange = Object.keys(open.files).filter((path) => path !== manifestPath && !listed.has(path))
  const wrong = [
    ...changed.map((e) => (open.files[e.path] ? `${e.path} 被改过` : `${e.path} 不见了`)),
    ...strange.map((p) => `${p} 是多出来的`),
  ]
  return { holds: wrong.length === 0, sentence: wrong.length ? told.entriesChanged : told.entries(manifest.entries.length), changed: wrong }
}

function chain({ chains }: Read): Found {
  if (!chains) return { holds: null, sentence: told.cannot }
  const broken = chains.flatMap((c) => {
    const found = checkChain(sm3Hex, c.facts, c.head)
    return found ? [told.broken(found.seq, found.name)] : []
  })
  const facts = chains.reduce((sum, c) => sum + c.facts.length, 0)
  return { holds: broken.length === 0, sentence: broken.length ? told.chainBroken : told.chain(facts), changed: broken }
}

function roots({ chains, roots }: Read): Found {
  if (!chains || !roots) return { holds: null, sentence: told.cannot }
  const wrong = roots.filter((r) => rootHash(sm3Hex, r.form ?? 1, r.before, r.hashes) !== r.hash).map((r) => `第 ${r.id} 个总根`)
  const bound = new Map<string, Root>(roots.flatMap((r) => r.hashes.map((h) => [h, r] as const)))
  const facts = chains.flatMap((c) => c.facts)
  const upto = Math.max(0, ...roots.map((r) => r.uptoFact))
  const loose = facts.filter((f) => f.id <= upto && !bound.has(f.hash)).map((f) => `第 ${f.seq} 条事实不在总根里`)
  const late = facts.filter((f) => f.id > upto).length
  const changed = [...wrong, ...loose]
  return { holds: changed.length === 0, sentence: changed.length ? told.rootsWrong : told.roots(roots.length, late), changed }
}

/** Dossiers from before there were checkpoints bring no receipt; the manifest says whether one belongs to it. */
function checkpoint({ open, manifest, chains, keys }: Read): Found {
  if (!manifest || !chains) return { holds: null, sentence: told.cannot }
  if (!manifest.entries.some((e) => e.path === 'ledger.json')) return { holds: true, sentence: told.noReceipt }
  const receipt = Receipt.safeParse(json(open, 'ledger.json'))
  if (!receipt.success) return { holds: false, sentence: told.checkpointWrong, changed: ['ledger.json'] }
  const report = checkReceipt(receipt.data, keys.filter(isVerifier))
  const wrong = report.steps.filter((s) => s.holds !== true).map((s) => `${s.name}：${s.sentence}`)
  if (wrong.length) return { holds: false, sentence: told.checkpointWrong, changed: wrong }
  if (report.trusted === false) return { holds: false, sentence: told.checkpointWrong, changed: ['签名的公钥不是给出的那一把'] }
  const named = new Set(receipt.data.facts.map((f) => `${f.about} ${f.seq} ${f.id} ${f.hash}`))
  const facts = chains.flatMap((c) => c.facts)
  const holds = named.size === facts.length && facts.every((f) => named.has(`${f.about} ${f.seq} ${f.id} ${f.hash}`))
  if (!holds) return { holds, sentence: told.otherFacts, changed: ['ledger.json'] }
  return { holds, sentence: report.checkpoint ? told.checkpoint(report.checkpoint.size) : told.early }
}

/** The digests of answers that the history names: the first ones and every correction. */
const answersIn = (facts: readonly Row[]) =>
  facts.map((f) => (f.name === 'case.submitted' ? f.data.answersHash : f.data.after)).filter((h) => typeof h === 'string')

function answers({ open, chains, answers }: Read): Found {
  if (!chains || !answers) return { holds: null, sentence: told.cannot }
  const named = answersIn(chains[0]?.facts ?? [])
  const wrong = answers.filter((a) => {
    const bytes = open.files[a.file]
    return !bytes || sm3Hex(bytes) !== a.hash || !named.includes(a.hash)
  })
  const missing = named.length !== answers.length
  return {
    holds: wrong.length === 0 && !missing,
    sentence: wrong.length || missing ? told.answersWrong : told.answers(answers.length),
    changed: wrong.map((a) => a.file),
  }
}

type HandedIn = { hashes?: string[] }

function materials({ open, chains, materials }: Read): Found {
  if (!chains || !materials) return { holds: null, sentence: told.cannot }
  const facts = chains[0]?.facts ?? []
  const named = new Set(facts.flatMap((f) => ((f.data.materials as HandedIn[] | undefined) ?? []).flatMap((m) => m.hashes ?? [])))
  const files = materials.flatMap((m) => m.files)
  const wrong = files.filter(({ file, hash }) => {
    const bytes = open.files[file]
    return !bytes || sm3Hex(bytes) !== hash || !named.has(hash)
  })
  const there = new Set(files.map((f) => f.hash))
  const missing = [...named].filter((h) => !there.has(h)).map((h) => `摘要为 ${h.slice(0, 12)}… 的文件不见了`)
  const changed = [...wrong.map((f) => f.file), ...missing]
  return { holds: changed.length === 0, sentence: changed.length ? told.materialsWrong : told.materials(files.length), changed }
}

function state({ chains, versions, file }: Read): Found {
  if (!chains?.[0] || !versions || !file) return { holds: null, sentence: told.cannot }
  const folded = project(fold(chains[0].facts as CaseFact[]), versions.item, versions.calendar, file.updatedAt)
  const wrong = untrue(file.id, file, folded).map(
    (u) => `${caseColumns[u.column] ?? u.column}：写的是 ${u.row ?? '空'}，事实说是 ${u.facts ?? '空'}`,
  )
  return { holds: wrong.length === 0, sentence: wrong.length ? told.stateWrong : told.state, changed: wrong }
}

function clocks({ chains, versions, clocks, manifest }: Read): Found {
  if (!chains?.[0] || !versions || !manifest || !clocks) return { holds: null, sentence: told.cannot }
  const again = readClocks(fold(chains[0].facts as CaseFact[]), versions.item, versions.calendar, new Date(manifest.madeAt))
  const holds = canonical(again) === canonical(clocks)
  return { holds, sentence: holds ? told.clocks : told.clocksWrong, changed: holds ? [] : ['clocks.json'] }
}

const checks: Record<Exclude<StepId, 'container'>, (read: Read) => Found> = {
  signature,
  manifest,
  entries,
  chain,
  roots,
  checkpoint,
  answers,
  materials,
  state,
  clocks,
}

/** A part that has another shape than it should is a finding, and never the end of the check. */
function tried(check: (read: Read) => Found, read: Read): Found {
  try {
    return check(read)
  } catch {
    return { holds: false, sentence: told.unreadable }
  }
}

/** Among the keys that are known, those of checkpoints are written as verifier keys (C2SP signed-note). */
const isVerifier = (key: string): boolean => key.includes('+')

const step = (id: StepId, { holds, sentence, changed = [] }: Found): Step => ({ id, name: stepNames[id], holds, sentence, changed })

/** Every step on a file; `keys` are those of the city where whoever asks knows them: that of the seal in 130 hex digits, that of checkpoints as verifier key. */
export function checkDossier(file: Uint8Array, keys: readonly string[] = []): DossierReport {
  const open = unpack(file)
  if (!open) return { valid: false, trusted: null, facts: 0, steps: [step('container', { holds: false, sentence: told.noDossier })] }
  const read = readAll(open, keys)
  const sealKeys = keys.filter((key) => !isVerifier(key))
  const steps = stepIds.map((id) =>
    id === 'container'
      ? step(id, { holds: true, sentence: told.container(Object.keys(open.files).length) })
      : step(id, tried(checks[id], read)),
  )
  return {
    valid: steps.every((s) => s.holds === true),
    trusted: sealKeys.length ? sealKeys.includes(open.seal.key) : null,
    manifest: read.manifest,
    facts: read.chains?.reduce((sum, c) => sum + (c.facts?.length ?? 0), 0) ?? 0,
    steps,
  }
}
