/** Three walls, one answer: what a list shows, what an act lets through, and what row-level security lets through. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '#app/context.ts'
import { dossier, submit } from '#kernel/case/api.ts'
import type { Grant, Who } from '#kernel/who.ts'
import { listCases } from '#modules/window/actions/desk/lists.ts'
import { openTestCity, type TestCity } from '../kit.ts'
import { answers, application, owner as citizen } from '../restaurant.ts'

const divisions = ['360702', '360703', '360704', '360733'] as const
type Row = { id: string; organ: string; division: string }
let city: TestCity
const cases: Row[] = []

/** The same shop in every division: one case each for its market supervision. */
async function applyIn(division: string): Promise<void> {
  const { id } = await act(city.house, citizen, (ctx) =>
    submit(ctx, { ...application, division, answers: { ...answers, division, address: '文清路 18 号一层' } }),
  )
  cases.push(...(await city.sql<Row>('select id, organ, division from cases.file where id = $1', [id])))
}

beforeAll(async () => {
  city = await openTestCity()
  for (const division of divisions) for (const _ of [1, 2]) await applyIn(division)
})
afterAll(() => city.close())

/** What a right reaches, said once more and plainly. */
const reaches = (g: Grant, c: Row) => (g.organ === '*' || g.organ === c.organ) && (g.division === '*' || g.division === c.division)

const grants = () =>
  fc.array(
    fc.record({
      permission: fc.constantFrom('case.read', 'case.decide', 'party.read'),
      organ: fc.constantFrom('*', ...new Set(cases.map((c) => c.organ)), 'approval-360700'),
      division: fc.constantFrom('*', ...divisions),
    }),
    { maxLength: 4 },
  )
const clerk = (held: Grant[]): Who => ({
  id: 'staff:somebody',
  kind: 'staff',
  name: '某人',
  organ: 'approval-360700',
  parties: [],
  grants: held,
})

async function walls(who: Who): Promise<{ rows: string[]; list: string[]; act: string[] }> {
  const rows = await act(city.house, who, (ctx) => ctx.tx.sql<{ id: string }>`select id from cases.file`)
  const list = await act(city.house, who, (ctx) => listCases(ctx, { queue: 'all' } as never)).then(
    (page) => page.rows.map((r) => r.id),
    () => [],
  )
  const open = await Promise.all(
    cases.map(({ id }) =>
      act(city.house, who, (ctx) => dossier(ctx, id)).then(
        () => [id],
        () => [],
      ),
    ),
  )
  const sorted = (ids: string[]) => [...ids].sort()
  return { rows: sorted(rows.map((r) => r.id)), list: sorted(list), act: sorted(open.flat()) }
}

describe('somebody at a desk with any rights whatever', () => {
  test('sees in lists, opens, and finds in the database just the cases that his rights reach', async () => {
    await fc.assert(
      fc.asyncProperty(grants(), async (held) => {
        const expected = cases
          .filter((c) => held.some((g) => g.permission === 'case.read' && reaches(g, c)))
          .map((c) => c.id)
          .sort()
        expect(await walls(clerk(held))).toEqual({ rows: expected, list: expected, act: expected })
      }),
      { numRuns: 60 },
    )
  })
})

describe('somebody without a desk', () => {
  test('the applicant finds his own in the database, a stranger and nobody find none', async () => {
    const found = async (who: Who) => (await act(city.house, who, (ctx) => ctx.tx.sql`select id from cases.file`)).length
    expect(await found(citizen)).toBe(cases.length)
    expect(await found({ ...citizen, id: 'citizen:other', parties: ['other'] })).toBe(0)
    expect(await found({ id: 'anyone', kind: 'anyone', name: '', parties: [], grants: [] })).toBe(0)
  })
})

describe('every route', () => {
  const roles = JSON.parse(readFileSync(new URL('../../city/ganzhou/roles.json', import.meta.url), 'utf8')) as {
    title: string
    permissions: string[]
  }[]

  test('asks for something: the table of routes and rights is the one that was reviewed', async () => {
    const holders = (permission: string) => roles.filter((r) => r.permissions.includes(permission)).map((r) => r.title)
    const who: Record<string, string> = { anyone: '所有人', 'signed-in': '登录的人' }
    const lines = city.house.rooms.flatMap((room) =>
      (room.routes ?? []).map(
        (r) => `| ${r.verb} | ${r.path} | ${who[r.may] ?? `${r.may}：${holders(r.may).join('、') || '无人'}`} | ${r.title ?? ''} |`,
      ),
    )
    const table = ['| | 地址 | 谁可以 | 做什么 |', '|---|---|---|---|', ...lines.sort()]
    await expect(`${table.join('\n')}\n`).toMatchFileSnapshot('./routes.md')
  })

  test('that asks for a permission asks for one that a room declares', () => {
    const declared = new Set(city.house.rooms.flatMap((r) => Object.keys(r.permissions)))
    const asked = city.house.rooms
      .flatMap((r) => (r.routes ?? []).map((route) => route.may))
      .filter((m) => m !== 'anyone' && m !== 'signed-in')
    expect(asked.filter((permission) => !declared.has(permission))).toEqual([])
  })
})
