/** The law of the house, read from the code itself. When it fails, mend the code, or write an ADR that changes the law. */
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { law } from './law/law.ts'
import { print } from './law/rule.ts'
import { readTree } from './law/tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const tree = readTree(root, ['src', 'packages', 'test', 'measures', 'bench', 'scripts'])

test('there is a house to judge', () => {
  expect(tree.shipped.filter((f) => f.path.startsWith('src/kernel/')).length).toBeGreaterThan(0)
})

test.each(law.map((rule) => [rule.sentence, rule] as const))('%s', (_, rule) => {
  expect(rule.check(tree).map(print)).toEqual([])
})
