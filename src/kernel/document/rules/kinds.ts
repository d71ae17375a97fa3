/** The kinds of paper that the rooms of the house bring, checked when it opens. */
import type { RoomInfo } from '#kernel/module.ts'
import { layouts, PaperHead, type PaperSpec, paperSeals } from '../schema.ts'

type Declared = Pick<RoomInfo, 'id' | 'title' | 'papers'>

/** A kind by its key, with the room that brings it. */
export const findKind = (rooms: readonly Declared[], kind: string): { room: Declared; spec: PaperSpec } | undefined =>
  rooms.flatMap((room) => (Object.hasOwn(room.papers, kind) ? [{ room, spec: room.papers[kind]! }] : []))[0]

/** A kind that must be there: a paper of a kind that no room brings is a fault. */
export function kindOf(rooms: readonly Declared[], kind: string): PaperSpec {
  const found = findKind(rooms, kind)
  if (!found) throw new Error(`no room brings papers of the kind ${kind}`)
  return found.spec
}

/** Kinds whose every paper is sealed by its organ or waits for its seal. */
export const bearsSeal = (spec: PaperSpec): boolean => spec.seals.length > 0

const word = /^\p{Script=Han}{1,4}$/u

/** What is wrong with one kind by itself. */
function faultsOf(spec: PaperSpec): string[] {
  const taken = Object.keys(spec.data.shape ?? {}).filter((key) => Object.hasOwn(PaperHead.shape, key))
  return [
    ...(spec.title.trim() ? [] : ['has no title']),
    ...(spec.word === null || word.test(spec.word)
      ? []
      : [`has the word ${JSON.stringify(spec.word)} in its number: one to four Han characters`]),
    ...(spec.layout === undefined || layouts.includes(spec.layout) ? [] : [`has the unknown layout ${spec.layout}`]),
    ...(spec.watermark === undefined || spec.watermark.trim() ? [] : ['has an empty watermark']),
    ...spec.seals.filter((seal) => !paperSeals.includes(seal)).map((seal) => `bears the unknown seal ${seal}`),
    ...taken.map((key) => `calls a field of its data ${key}, which is the head's`),
  ]
}

/** What is wrong with the kinds of all rooms: two of one key, two with one word (their numbers would be the same), and what each lacks. */
export function wrongKinds(rooms: readonly Declared[]): string[] {
  const all = rooms.flatMap((room) => Object.entries(room.papers).map(([kind, spec]) => ({ name: `${room.id}: ${kind}`, kind, spec })))
  const twice = (at: number, same: (a: (typeof all)[number]) => boolean) => all.slice(0, at).find(same)
  return all.flatMap(({ name, kind, spec }, i) => {
    const [key, sameWord] = [twice(i, (a) => a.kind === kind), spec.word !== null && twice(i, (a) => a.spec.word === spec.word)]
    return [
      ...faultsOf(spec).map((fault) => `${name} ${fault}`),
      ...(key ? [`${name} has the key of ${key.name}`] : []),
      ...(sameWord && sameWord !== key ? [`${name} has the word ${spec.word} of ${sameWord.name}`] : []),
    ]
  })
}
