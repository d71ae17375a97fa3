/** The history of a case: no line of it is a name out of the code. */
import { expect, test } from 'vitest'
import caseRoom from '#kernel/case/module.ts'
import { verbs } from '#kernel/case/rules/verbs.ts'
import { tell } from './rules/desk-track.ts'

test('every fact that a case can hold is told in a sentence', () => {
  const names = [...new Set([...Object.keys(caseRoom.facts ?? {}), ...Object.values(verbs).map((v) => v.fact)])]
  expect(names.length).toBeGreaterThan(30)
  const told = names.map((name) => tell({ name, seq: 1, at: new Date(0), by: 'staff:x', data: { byName: '刘芳' } }).sentence)
  expect(told.filter((sentence) => /[a-z]+\.[a-z-]+/.test(sentence))).toEqual([])
})
