/** Every table of the house is told of to the person it holds something of, or says here why it is not. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestCity, type TestCity } from '#test/kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity()
})
afterAll(() => city.close())

/** Tables that no person is told of, by the reason. */
const apart: Record<string, readonly string[]> = {
  'of the city itself: items, organs, powers, forms, rules and settings': [
    'authority.authority',
    'base.city',
    'base.foundation',
    'catalogue.counted',
    'catalogue.entry',
    'catalogue.gone',
    'catalogue.lexicon',
    'catalogue.opened',
    'catalogue.rephrased',
    'catalogue.state',
    'catalogue.term',
    'clock.year',
    'decision.draft',
    'decision.model',
    'decision.version',
    'evaluation.setting',
    'form.element',
    'holding.type',
    'item.division',
    'item.draft',
    'item.handling',
    'item.imported',
    'item.item',
    'item.offer',
    'item.organ',
    'item.organ_change',
    'item.retired_division',
    'item.step',
    'item.version',
    'licence.type',
    'message.setting',
    'message.template',
    'orders.kind',
    'permission.directory',
    'permission.provider',
    'permission.role',
    'process.draft',
    'process.version',
    'process.withdrawal',
    'programme.milestone',
    'programme.report',
    'rectification.setting',
    'slot.opening',
    'windows.counter_item',
  ],
  'sums of figures, which name nobody': ['kpi.cut', 'kpi.delta', 'kpi.roll', 'kpi.rollup'],
  'what strangers searched for, with nobody’s name': ['catalogue.asked', 'catalogue.miss'],
  'the machine’s own: workers, backups, counters, digests of files to be deleted, roots and checkpoints of the ledger': [
    'base.backup',
    'base.counter',
    'base.loose_file',
    'base.worker_beat',
    'ledger.checkpoint',
    'ledger.cosignature',
    'ledger.root',
    'ledger.verification',
    'ledger.witnessed',
  ],
  'counts and digests against guessing, which open nothing and end by themselves': [
    'base.attempt',
    'permission.challenge',
    'permission.failure',
    'permission.pending',
    'permission.spent_logout',
  ],
  'answers of commands: sealed, for a day; what they say stands in the rooms': ['base.command'],
  'of the staff alone, in their office': [
    'cases.opinion',
    'export.file',
    'permission.granted',
    'permission.invitation',
    'permission.officer',
    'permission.passkey',
    'permission.removal',
    'permission.role_change',
    'windows.act_draft',
    'windows.export',
    'windows.leave',
    'windows.onlooker',
    'windows.pen',
    'windows.preference',
    'windows.question',
    'windows.scan',
    'windows.seat',
  ],
  'the course of a case inside the offices: what it knows of the applicant is taken from the case, which is told whole': [
    'base.guest',
    'batch.batch',
    'batch.row',
    'decision.rehearsal',
    'decision.rehearsal_row',
    'draft.rehearsal',
    'draft.rehearsal_row',
    'licence.asked',
    'licence.batch',
    'licence.due',
    'licence.granted',
    'licence.inquiry',
    'licence.waiting',
    'process.incident',
    'process.instance',
    'process.message',
    'process.step',
    'process.subscription',
    'process.task',
    'process.timer',
    'windows.batch',
    'windows.batch_row',
  ],
  'of programs of other organs': ['licence.call', 'licence.system'],
  'open to everybody already': ['publicity.publication'],
  'how a rating was dealt with, and orders, which name no rater': [
    'evaluation.exclusion',
    'evaluation.published',
    'evaluation.review',
    'orders.clock',
    'orders.link',
    'orders.order',
    'orders.seat',
    'rectification.order',
    'rectification.step',
  ],
  'keys, certificates and approvals of seals': ['seal.approval', 'seal.authority', 'seal.batch', 'seal.key', 'seal.revoked'],
}

test('没有一张表是漏掉的：要么有房间讲给本人，要么写明为什么不讲', async () => {
  const tables = await city.sql<{ name: string }>(
    `select n.nspname || '.' || c.relname "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'graphile_worker', 'public')`,
  )
  const told = city.house.rooms.flatMap((r) => (r.personal ?? []).flatMap((p) => p.tables))
  const excused = Object.values(apart).flat()
  expect([...told, ...excused].sort()).toEqual(tables.map((t) => t.name).sort())
})

test('讲到的每一类都有自己的名字，写明为什么存、存多久', () => {
  const all = city.house.rooms.flatMap((r) => r.personal ?? [])
  expect(all.length).toBeGreaterThan(10)
  expect(new Set(all.map((p) => p.title)).size).toBe(all.length)
  for (const { title, why, kept } of all) for (const said of [title, why, kept]) expect(said).toMatch(/^\p{Script=Han}.*[^。]$/u)
})
