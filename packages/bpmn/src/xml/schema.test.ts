import { expect, test } from 'vitest'
import { schemaSource } from '../../scripts/schema.ts'
import { schema } from './schema.gen.ts'

test('the table of types is the one that the schemas of the standard give', () => {
  const source = schemaSource()
  expect(JSON.parse(source.slice(source.indexOf('= {') + 2))).toEqual(schema)
})
