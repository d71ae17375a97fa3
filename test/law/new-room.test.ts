import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { furnish } from '../../scripts/new-room.ts'
import { law } from './law.ts'
import { lawful } from './lawful.ts'
import { print } from './rule.ts'
import { plant } from './tree.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'haoban-new-room-'))
})
afterEach(() => rmSync(root, { recursive: true }))

describe('a new room', () => {
  test('keeps the law from its first day', () => {
    const room = Object.fromEntries(furnish(root, 'parking', '停车服务').map((path) => [path, readFileSync(join(root, path), 'utf8')]))
    const tree = plant({ ...lawful, ...room })
    expect(tree.paths).toContain('src/modules/parking/migrations/001-parking.sql')
    expect(law.flatMap((rule) => rule.check(tree).map(print))).toEqual([])
  })

  test('whose name is a word of PostgreSQL owns the schema that the law names for it', () => {
    furnish(root, 'window', '综合窗口')
    expect(readFileSync(join(root, 'src/modules/window/migrations/001-window.sql'), 'utf8')).toMatch(/^create schema windows;/)
  })

  test.each([
    ['without a name', undefined, '停车', 'Say what the room is called'],
    ['in capitals', 'Parking', '停车', 'Parking is no name for a room'],
    ['outside the house', '../x', '停车', 'is no name for a room'],
    ['with a word of PostgreSQL', 'table', '窗口', 'table is a word of PostgreSQL'],
    ['without a Chinese name', 'parking', 'Parking', 'in Chinese'],
    ['with a name that would end a string', 'parking', "停'车", 'in Chinese'],
  ])('is refused %s, and nothing is written', (_, id, title, sentence) => {
    expect(() => furnish(root, id, title)).toThrow(sentence)
    expect(() => readFileSync(join(root, 'src'))).toThrow('ENOENT')
  })

  test('is refused where one of that name stands already', () => {
    furnish(root, 'parking', '停车')
    expect(() => furnish(root, 'parking', '停车')).toThrow('parking exists already, in src/modules/parking')
  })
})
