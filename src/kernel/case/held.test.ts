/** 免提交: what the guide promises is what the form does, for every item of the city and everybody who may apply. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { materialLines } from '#kernel/form/rules/materials.ts'
import { applicantKinds, toBring } from '#kernel/item/rules/applying.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { Material } from '#kernel/item/schema/parts.ts'
import { checkMaterials, heldMaterials, heldOfAnyone } from './rules/materials.ts'

const folder = new URL('../../../city/ganzhou/items/', import.meta.url)
const items = readdirSync(folder).map((code) => {
  const item = parse(readFileSync(new URL(`${code}/item.yaml`, folder), 'utf8'))
  return { code, audiences: item.audiences as string[], materials: ((item.materials ?? []) as unknown[]).map((m) => Material.parse(m)) }
})
const cases = items.flatMap((item) => applicantKinds(item).map((kind) => ({ ...item, kind })))

test('there is something to compare', () => {
  expect(items.length).toBeGreaterThanOrEqual(68)
  expect(cases.some((c) => heldMaterials(c, c).size > 0)).toBe(true)
})

describe.each(cases)('$code for $kind', (item) => {
  const held = heldMaterials(item, item)

  test('the guide crosses out exactly what the form does not ask for', () => {
    const crossed = toBring(item.materials, held).free.map((m) => m.id)
    const free = materialLines(
      item.materials.map((m) => ({ ...m, when: undefined })),
      {},
      [],
      held,
    ).filter((l) => l.state === 'free')
    expect(crossed).toEqual(free.map((l) => l.material.id))
  })

  test('what is crossed out may be left away when it is sent, and what is not, not', () => {
    const listed = { ...item, materials: item.materials.map((m) => ({ ...m, when: undefined })) } as unknown as HandlingItem
    const missing = checkMaterials(listed, { answers: {}, materials: [], channel: 'web', held }).map((e) => e.field)
    const wanted = toBring(listed.materials, held).bring.filter((m) => m.need !== '2')
    expect(missing).toEqual(wanted.map((m) => `material.${m.id}`))
  })

  test('before anybody has signed in, no more is promised than everyone gets', () => {
    for (const id of heldOfAnyone(item)) expect(held).toContain(id)
  })
})
