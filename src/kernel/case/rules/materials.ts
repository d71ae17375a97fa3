import type { FieldError } from '#base/refusal.ts'
import { materialsFor } from '#kernel/form/rules/materials.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import { answers as isAsked, satisfying, sourceOf, standingOn } from '#kernel/holding/rules.ts'
import type { Holding } from '#kernel/holding/schema.ts'
import { applicantKinds } from '#kernel/item/rules/applying.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Channel, KeptMaterial, Material } from '../schema.ts'

type Listed = HandlingItem['materials'][number]

/** What the city holds of an applicant, as it stands on a day. */
export type Library = { holdings: readonly Holding[]; today: string }
const nothing: Library = { holdings: [], today: '' }

/** Which holding satisfies which material, by the id of the material. */
export function satisfied(item: Pick<HandlingItem, 'materials'>, { holdings, today }: Library): Map<string, Holding> {
  return new Map(
    item.materials.flatMap((m) => {
      const holding = satisfying(m, holdings, today)
      return holding ? [[m.id, holding] as const] : []
    }),
  )
}

/** A registered unit has its business licence by its registration, unless the library says that it is out of force. */
const byRegistration = (m: Listed, kind: 'natural' | 'legal', { holdings, today }: Library): boolean =>
  kind === 'legal' &&
  m.free !== undefined &&
  m.name.includes('营业执照') &&
  !holdings.some((h) => isAsked(m, h) && standingOn(h, today) !== 'valid')

/** What the house has of an applicant itself, so that nobody brings it: his identity, of a registered unit its business licence, and what the library holds in force. */
export function heldMaterials(
  item: Pick<HandlingItem, 'materials'>,
  applicant: { kind: 'natural' | 'legal' },
  library: Library = nothing,
): Set<string> {
  const found = satisfied(item, library)
  const has = (m: Listed) => m.free?.by === 'account' || found.has(m.id) || byRegistration(m, applicant.kind, library)
  return new Set(item.materials.filter(has).map((m) => m.id))
}

/** What a guide may promise before anybody has said for whom: only what the house has of everyone who may apply. */
export function heldOfAnyone(item: Pick<HandlingItem, 'materials'> & { audiences: readonly string[] }): Set<string> {
  const [first = new Set<string>(), ...others] = applicantKinds(item).map((kind) => heldMaterials(item, { kind }))
  return new Set([...first].filter((id) => others.every((held) => held.has(id))))
}

type Given = { material: Material | undefined; listed: Listed; channel: Channel; tolerant: boolean; held: boolean }

/** What is wrong with one material as it was handed in, in the order in which it is told. */
const flaws: readonly { breaks(g: Given): boolean; sentence(g: Given): string }[] = [
  { breaks: (g) => g.material === undefined, sentence: (g) => `还差“${g.listed.name}”，请上传，或选别的提供方式` },
  {
    breaks: (g) => g.material!.provide === 'upload' && g.material!.files.length === 0,
    sentence: (g) => `“${g.listed.name}”的文件没有传上来，请再传一次`,
  },
  {
    breaks: (g) => ['licence', 'shared', 'exempt'].includes(g.material!.provide) && !g.held,
    sentence: (g) => `“${g.listed.name}”还不能免提交，请上传`,
  },
  {
    breaks: (g) => g.material!.provide === 'inquiry' && g.listed.free?.by !== 'licence',
    sentence: (g) => `“${g.listed.name}”不是证照，不能请机关核实，请上传`,
  },
  {
    breaks: (g) => g.material!.provide === 'tolerant' && !(g.tolerant && g.listed.need === '3'),
    sentence: (g) => `“${g.listed.name}”不在容缺清单里，请现在提交`,
  },
  {
    breaks: (g) => g.material!.provide === 'paper' && g.channel !== 'window' && g.channel !== 'post',
    sentence: (g) => `“${g.listed.name}”在网上办要上传，纸质的请到窗口交`,
  },
]

type Handed = {
  answers: Answers
  materials: readonly Material[]
  channel: Channel
  held: ReadonlySet<string>
  satisfied: ReadonlyMap<string, Holding>
}

/** Whether everything that is needed was handed in, a sentence for each material that is missing or came the wrong way. */
export function checkMaterials(item: HandlingItem, { answers, materials, channel, held }: Omit<Handed, 'satisfied'>): FieldError[] {
  return materialsFor(item.materials, answers)
    .filter((m) => !held.has(m.id) && (m.need !== '2' || materials.some((x) => x.code === m.id)))
    .flatMap((listed) => {
      const material = materials.find((x) => x.code === listed.id)
      const given: Given = { listed, channel, material, tolerant: item.tolerant !== undefined, held: held.has(listed.id) }
      const flaw = flaws.find((f) => f.breaks(given))
      return flaw ? [{ field: `material.${listed.id}`, sentence: flaw.sentence(given) }] : []
    })
}

/** What is kept of the materials of a case: what was handed in, and what nobody had to bring, with where it came from. */
export function keptMaterials(item: HandlingItem, { answers, materials, held, satisfied }: Omit<Handed, 'channel'>): KeptMaterial[] {
  return materialsFor(item.materials, answers).flatMap((m): KeptMaterial[] => {
    const given = materials.find((x) => x.code === m.id)
    const holding = satisfied.get(m.id)
    if (holding) return [{ code: m.id, name: m.name, provide: 'licence', files: [], source: sourceOf(holding), holding: holding.id }]
    if (held.has(m.id))
      return [{ code: m.id, name: m.name, provide: m.free?.by === 'account' ? 'exempt' : 'licence', files: [], source: m.free?.name }]
    return given ? [{ ...given, name: m.name }] : []
  })
}
