import { expect, test } from 'vitest'
import type { MaterialRow } from './rules/dossier.ts'
import { findHanded } from './rules/handed.ts'

const file = (hash: string) => ({ hash, name: `${hash}.pdf`, type: 'application/pdf', size: 1 })
const version = (code: string, version: number, ...hashes: string[]): MaterialRow => ({
  code,
  name: code === 'layout' ? '布局图' : '制度',
  version,
  provide: 'upload',
  files: hashes.map(file),
  at: new Date('2023-06-15T02:00:00Z'),
  by: 'citizen:1',
})
const all = [version('layout', 1, 'old', 'kept'), version('layout', 2, 'new', 'kept'), version('rules', 1, 'rules')]

test.each([
  ['rules', '制度'],
  ['new', '布局图（第 1 份）'],
  ['kept', '布局图（第 2 份）'],
  ['old', '布局图（第 1 版，第 1 份）'],
])('a look at the file %s is called “%s”', (hash, what) => expect(findHanded(all, hash)).toMatchObject({ what, stored: { hash } }))

test('a file that was never handed in is not found', () => expect(findHanded(all, 'other')).toBeUndefined())
