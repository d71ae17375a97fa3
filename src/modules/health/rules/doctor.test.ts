import { expect, test } from 'vitest'
import type { Examined } from '../schema.ts'
import { diagnose } from './doctor.ts'

const now = new Date('2026-12-02T04:00:00Z')
const well: Examined = {
  ...{ now, demo: false, demoAccounts: 0, site: 'https://zw.example.cn', proxy: true, keys: { from: 'env' } },
  officers: { 系统管理员: 1, 安全保密管理员: 1, 安全审计员: 1 },
  ...{ storage: { ok: true, told: null, free: 0.6 }, backup: new Date('2026-12-01T20:00:00Z'), gateways: { sms: true, email: true } },
  ...{ clock: { shifted: false, skewMs: 20 }, replica: { ageSeconds: 0.2 }, scanner: true, jobs: { late: 0, dead: 0 }, directory: null },
  calendars: [
    { year: 2026, state: 'official' },
    { year: 2027, state: 'official' },
  ],
  ledger: {
    facts: 9,
    chains: 2,
    roots: 1,
    rooted: 9,
    rootAt: now,
    verified: { at: now, ok: true, facts: 9, chains: 2, roots: 1, broken: 0 },
  },
  ...{ unsigned: { roots: 1, since: now }, outside: 'follows' as const, witnesses: 1, powers: { items: 6, powerless: 0 } },
  database: { superuser: false, owner: false },
  listening: [
    { address: '127.0.0.1', port: 5432 },
    { address: '0.0.0.0', port: 443 },
  ],
  ...{ metricsToken: true, node: 'v24.11.0' },
}

test('a production in order has no finding', () => {
  expect(diagnose(well)).toMatchObject({ ok: true, findings: [] })
  expect(diagnose(well).passed).toHaveLength(21)
})

const directory = {
  title: '市统一身份认证',
  sessions: 9,
  silentSince: null,
  lateSeconds: 0,
  silenceMinutes: 15,
  onSilence: 'end',
  fault: null,
} as const

test('a directory that answers is no finding', () => {
  expect(diagnose({ ...well, directory }).passed).toContain('directory')
})

const faults: [check: string, level: 'bad' | 'look', change: Partial<Examined>][] = [
  ['demo', 'bad', { demo: true, demoAccounts: 90 }],
  ['demo-accounts', 'bad', { demoAccounts: 1 }],
  ['officers', 'bad', { officers: { ...well.officers, 安全审计员: 0 } }],
  ['tls', 'bad', { site: 'http://10.0.0.5:8080' }],
  ['tls', 'look', { proxy: false }],
  ['keys', 'look', { keys: { from: 'file' } }],
  ['database', 'bad', { database: { superuser: true, owner: true } }],
  ['database', 'look', { database: { superuser: false, owner: true } }],
  ['storage', 'bad', { storage: { ok: false, told: 'EACCES', free: null } }],
  ['storage', 'look', { storage: { ok: true, told: null, free: 0.1 } }],
  ['backup', 'bad', { backup: null }],
  ['backup', 'bad', { backup: new Date('2026-11-30T00:00:00Z') }],
  ['ledger', 'bad', { ledger: { ...well.ledger, verified: { ...well.ledger.verified!, ok: false, broken: 2 } } }],
  ['ledger', 'look', { ledger: { ...well.ledger, verified: null } }],
  ['checkpoints', 'bad', { outside: 'contradicts' }],
  ['checkpoints', 'bad', { unsigned: { roots: 3, since: new Date('2026-12-02T02:30:00Z') } }],
  ['checkpoints', 'look', { witnesses: 0 }],
  ['powers', 'bad', { powers: { items: 0, powerless: 0 } }],
  ['powers', 'bad', { powers: { items: 6, powerless: 6 } }],
  ['powers', 'look', { powers: { items: 6, powerless: 1 } }],
  ['calendars', 'bad', { calendars: [well.calendars[0]!, { year: 2027, state: 'missing' }] }],
  ['calendars', 'look', { calendars: [well.calendars[0]!, { year: 2027, state: 'provisional' }] }],
  ['clock', 'bad', { clock: { shifted: true, skewMs: 0 } }],
  ['clock', 'bad', { clock: { shifted: false, skewMs: -9_000 } }],
  ['replica', 'bad', { replica: { ageSeconds: null } }],
  ['replica', 'look', { replica: { ageSeconds: 40 } }],
  ['gateways', 'look', { gateways: { sms: false, email: true } }],
  ['scanner', 'look', { scanner: null }],
  ['scanner', 'bad', { scanner: false }],
  ['jobs', 'bad', { jobs: { late: 51, dead: 0 } }],
  ['jobs', 'look', { jobs: { late: 0, dead: 1 } }],
  ['directory', 'bad', { directory: { ...directory, fault: 'ECONNREFUSED' } }],
  ['directory', 'bad', { directory: { ...directory, lateSeconds: 61 } }],
  ['directory', 'look', { directory: { ...directory, silentSince: new Date('2026-12-02T03:58:00Z') } }],
  ['ports', 'look', { listening: [{ address: '0.0.0.0', port: 5432 }] }],
  ['metrics', 'look', { metricsToken: false }],
  ['node', 'look', { node: 'v20.20.2' }],
  ['node', 'look', { node: 'v23.1.0' }],
]

test.each(faults)('%s is found, %s', (check, level, change) => {
  const { ok, findings, passed } = diagnose({ ...well, ...change })
  expect(findings.map((f) => [f.check, f.level])).toEqual([[check, level]])
  expect(findings[0]!.then.length).toBeGreaterThan(4)
  expect([ok, passed.includes(check)]).toEqual([level === 'look', false])
})

test('a provisional year is no fault before the State Council has announced it', () => {
  const march = { ...well, now: new Date('2026-03-02T04:00:00Z'), backup: new Date('2026-03-02T00:00:00Z') }
  const calendars = [well.calendars[0]!, { year: 2027, state: 'provisional' as const }]
  expect(
    diagnose({ ...march, ledger: { ...well.ledger, verified: { ...well.ledger.verified!, at: march.now } }, calendars }).findings,
  ).toEqual([])
})
