import { expect, test } from 'vitest'
import { linesOf } from './rules/standing.ts'
import type { Health } from './schema.ts'

const job = { task: 'react', title: '办成一步以后要接着办的', waiting: 0, late: 0, retrying: 0, dead: 0, oldest: null }

const well: Health = {
  now: '2023-06-16T02:00:00.000Z',
  real: '2026-11-25T02:00:00.000Z',
  demo: true,
  version: '0.1.0',
  node: 'v20',
  database: { version: 'PostgreSQL 18', bytes: 50 * 2 ** 20, connections: 8, most: 100, answerMs: 0.3 },
  jobs: [{ ...job, waiting: 2 }],
  ledger: {
    facts: 100,
    chains: 20,
    roots: 3,
    rooted: 98,
    rootAt: new Date('2023-06-16T01:55:00Z'),
    verified: { at: new Date('2023-06-15T19:20:00Z'), ok: true, facts: 90, chains: 20, roots: 3, broken: 0 },
  },
  storage: { ok: true, told: null },
  scanner: { name: 'clamd', ok: true, told: 'ClamAV 1.4.2/27500' },
  rooms: 20,
}

test.each([
  ['一切正常', {}, '程序', 'well', '好办 0.1.0'],
  ['查病毒的在应答', {}, '查病毒', 'well', 'ClamAV 1.4.2'],
  ['没有设查病毒的，说出来', { scanner: null }, '查病毒', 'look', 'HAOBAN_CLAMD'],
  ['查病毒的不应答，谁都传不了文件', { scanner: { name: 'clamd', ok: false, told: 'ECONNREFUSED' } }, '查病毒', 'bad', '谁都传不了文件'],
  ['连接快用完', { database: { ...well.database, connections: 85 } }, '数据库', 'look', '85/100'],
  ['有任务失败，领到失败任务那一页', { jobs: [{ ...job, dead: 3 }] }, '后台任务', 'look', '失败 3'],
  ['没有人在处理任务', { jobs: [{ ...job, waiting: 80, late: 80 }] }, '后台任务', 'bad', 'haoban worker'],
  ['账本被改过', { ledger: { ...well.ledger, verified: { ...well.ledger.verified!, ok: false, broken: 2 } } }, '账本', 'bad', '2 处被改过'],
  ['账本两天没核对', { ledger: { ...well.ledger, verified: null } }, '账本', 'look', '现在核对'],
  ['文件读不到', { storage: { ok: false, told: 'ENOSPC' } }, '文件', 'bad', 'ENOSPC'],
] as const)('%s', (_, change, name, verdict, told) => {
  const line = linesOf({ ...well, ...change } as Health).find((l) => l.name === name)
  expect([line?.verdict, line?.told]).toEqual([verdict, expect.stringContaining(told)])
})

test('最坏的在最前面', () => {
  const lines = linesOf({ ...well, storage: { ok: false, told: 'x' }, jobs: [{ ...job, dead: 1 }] })
  expect(lines.slice(0, 2).map((l) => l.verdict)).toEqual(['bad', 'look'])
})
