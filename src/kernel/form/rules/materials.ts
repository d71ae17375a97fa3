import type { Answers } from '../schema/answers.ts'
import type { Condition } from '../schema/condition.ts'
import type { GivenFile, GivenMaterial, MaterialAsked } from '../schema/material.ts'
import { holds } from './conditions.ts'

/** The materials of this case: those whose condition the shown answers meet. */
export const materialsFor = <M extends { when?: Condition }>(materials: readonly M[], answers: Answers): M[] =>
  materials.filter((m) => holds(m.when, answers))

export type MaterialState = 'missing' | 'uploaded' | 'free' | 'later' | 'paper' | 'asked'
export type MaterialLine<M extends MaterialAsked = MaterialAsked> = {
  material: M
  state: MaterialState
  files: GivenFile[]
  optional: boolean
  mayFollow: boolean
  /** a licence that its issuer can be asked for instead of the person */
  mayAsk: boolean
  /** where the house takes it from: 电子证照库：食品经营许可证 JY… */
  from?: string
}

const stateOf = (material: MaterialAsked, given: GivenMaterial | undefined, held: ReadonlySet<string>): MaterialState => {
  if (material.free && held.has(material.id)) return 'free'
  if (given?.provide === 'upload') return given.files.length ? 'uploaded' : 'missing'
  if (given?.provide === 'later') return material.need === '3' ? 'later' : 'missing'
  if (given?.provide === 'inquire') return material.free?.by === 'licence' ? 'asked' : 'missing'
  return given?.provide === 'paper' ? 'paper' : 'missing'
}

/**
 * How each material of this case stands. `held` are the materials that the house has itself (licence in the library, identity of the
 * account): those must not be asked for (免证办: an electronic licence has the force of the paper, 国务院令第716号 第十条). A licence that the library does not hold is asked for like any other.
 */
export function materialLines<M extends MaterialAsked>(
  materials: readonly M[],
  answers: Answers,
  given: readonly GivenMaterial[] = [],
  held: ReadonlySet<string> = new Set(),
  from: ReadonlyMap<string, string> = new Map(),
): MaterialLine<M>[] {
  return materialsFor(materials, answers).map((material) => {
    const mine = given.find((g) => g.id === material.id)
    return {
      material,
      state: stateOf(material, mine, held),
      files: mine?.files ?? [],
      optional: material.need === '2',
      mayFollow: material.need === '3',
      mayAsk: material.free?.by === 'licence',
      ...(from.has(material.id) ? { from: from.get(material.id) } : {}),
    }
  })
}

/** Materials that still keep the application from being sent. */
export const missingMaterials = (lines: readonly MaterialLine[]): MaterialLine[] =>
  lines.filter((l) => l.state === 'missing' && !l.optional)
