import { describe, expect, test } from 'vitest'
import type { ReviewPoint } from '#kernel/item/schema/parts.ts'
import type { MaterialRow } from './rules/dossier.ts'
import { contradicted, keptPoints, type Mark, narrowByPoints, needsNote, pointsOf, type Shown } from './rules/points.ts'

const at = (hour: number) => new Date(`2023-09-27T0${hour}:00:00+08:00`)
const liu = { id: 'staff:liufang', name: '刘芳' }
const point = (id: string, more: Partial<ReviewPoint> = {}): ReviewPoint => ({ id, text: `${id} 符合要求`, onSite: false, ...more })
const material = (code: string, provide: MaterialRow['provide'], hour = 1): MaterialRow => ({
  code,
  name: code,
  provide,
  files: [],
  version: 1,
  at: at(hour),
  by: 'party:a',
  ...(provide === 'licence' ? { source: '电子营业执照' } : {}),
})
const mark = (id: string, verdict: Mark['verdict'], hour = 2, note?: string): Mark => ({
  point: id,
  verdict,
  by: liu,
  at: at(hour),
  ...(note ? { note } : {}),
})
const shown = (points: ReviewPoint[], more: Partial<Shown> = {}): Shown => ({
  item: { points },
  state: { gone: [], asked: [] },
  materials: [material('licence', 'licence'), material('plan', 'upload')],
  marks: [],
  ...more,
})
const one = (p: ReviewPoint, more: Partial<Shown> = {}) => pointsOf(shown([p], more))[0]!

describe('what stands in a point', () => {
  const held = point('held', { material: 'licence', machine: 'holding' })

  test('the machine judges what the city holds, and says from what', () => {
    expect(one(held)).toMatchObject({ verdict: 'met', judgedBy: 'machine', why: '电子营业执照已核验，机判符合' })
  })

  test('a holding out of force fails, one that is asked for is open', () => {
    const gone = { material: 'licence', materialName: '营业执照', holding: 'h', name: '营业执照 92', state: 'revoked' as const }
    expect(one(held, { state: { gone: [gone], asked: [] } })).toMatchObject({ verdict: 'not met', judgedBy: 'machine' })
    const asked = [{ material: 'licence', materialName: '营业执照' }]
    expect(one(held, { state: { gone: [], asked }, materials: [material('licence', 'inquiry')] }).verdict).toBe('unknown')
  })

  test('what was handed in as a copy is for people to judge', () => {
    const found = one(held, { materials: [material('licence', 'upload')] })
    expect(found).toMatchObject({ verdict: 'unknown', judgedBy: 'nobody' })
    expect(found.machine).toBeUndefined()
  })

  test('the rules of the item judge by what they said of the case', () => {
    const assessed = {
      factId: 1,
      at: at(1),
      model: 'm',
      version: 3,
      hash: '',
      verdicts: [{ purpose: 'eligibility' as const, verdict: 'not met' as const }],
    }
    const found = one(point('rules', { machine: 'rules' }), { state: { gone: [], asked: [], assessed } })
    expect(found).toMatchObject({ verdict: 'not met', why: '按规则表第 3 版，机判不符合' })
  })

  test('a person has the last word, the newest of several', () => {
    const found = one(held, { marks: [mark('held', 'met', 2), mark('held', 'not met', 3, '与执照不符')] })
    expect(found).toMatchObject({ verdict: 'not met', judgedBy: 'person', why: '刘芳判不符合', note: '与执照不符' })
    expect(one(held, { marks: [mark('held', 'not met'), mark('held', 'unknown', 3)] })).toMatchObject({
      verdict: 'met',
      judgedBy: 'machine',
    })
  })

  test('a judgement falls with the paper it was made on', () => {
    const plan = point('plan', { material: 'plan' })
    const marks = [mark('plan', 'met', 2)]
    expect(one(plan, { marks }).verdict).toBe('met')
    expect(one(plan, { marks, materials: [material('plan', 'upload', 3)] })).toMatchObject({
      verdict: 'unknown',
      why: '判定之后材料换过，请再看一次',
    })
  })

  test('a point about a material that the case does not need is not there', () => {
    expect(pointsOf(shown([point('brew', { material: 'brewing-report' }), held])).map((p) => p.id)).toEqual(['held'])
  })

  test('an open point says what is missing', () => {
    expect(one(point('far', { needs: '缺周边现状', onSite: true })).why).toBe('缺周边现状')
    expect(one(point('far', { onSite: true })).why).toBe('到场看了就能定')
  })
})

describe('what the points allow', () => {
  const points = (...verdicts: Mark['verdict'][]) =>
    pointsOf(
      shown(
        verdicts.map((_, i) => point(`p${i}`)),
        { marks: verdicts.map((v, i) => mark(`p${i}`, v)) },
      ),
    )
  const state = {} as Parameters<ReturnType<typeof narrowByPoints>>[1]
  const why = (...verdicts: Mark['verdict'][]) => narrowByPoints(points(...verdicts))('propose', state)

  test('no opinion while a point is open and none has failed', () => {
    expect(why('met', 'unknown')?.sentence).toContain('还有 1 个审查要点没有定：“p1 符合要求”')
    expect(why('met', 'met')).toBeUndefined()
    expect(why('not met', 'unknown')).toBeUndefined()
    expect(narrowByPoints(points('unknown'))('survey', state)).toBeUndefined()
  })

  test('an opinion goes with its points', () => {
    expect(contradicted(points('met', 'met'), 'approve')).toBeUndefined()
    expect(contradicted(points('met', 'not met'), 'refuse')).toBeUndefined()
    expect(contradicted(points('met', 'not met'), 'approve')?.sentence).toContain('“p1 符合要求”判了不符合')
    expect(contradicted(points('met'), 'refuse')?.code).toBe('case.points-against')
    expect(contradicted([], 'refuse')).toBeUndefined()
  })

  test('who finds against the applicant or the machine says why', () => {
    expect(needsNote('met', 'not met')).toBe(true)
    expect(needsNote(undefined, 'not met')).toBe(true)
    expect(needsNote('not met', 'met')).toBe(true)
    for (const machine of ['met', 'unknown', undefined] as const) expect(needsNote(machine, 'met')).toBe(false)
    for (const machine of ['met', 'not met', undefined] as const) expect(needsNote(machine, 'unknown')).toBe(false)
  })

  test('what the one who decides reads is what was found', () => {
    expect(keptPoints(points('met'))).toEqual([{ id: 'p0', text: 'p0 符合要求', verdict: 'met', why: '刘芳判符合' }])
  })
})
