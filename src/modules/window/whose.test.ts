import { expect, test } from 'vitest'
import type { Speaking } from '#kernel/permission/schema.ts'
import { affairsOf, clientOf, nameOfClient } from './rules/whose.ts'

const says = (party: string, as: Speaking['as']): Speaking => ({
  party,
  name: `${party}的名字`,
  kind: as === 'self' ? 'natural' : 'legal',
  as,
  items: [],
  divisions: [],
  toOn: null,
})
const speaking = [says('me', 'self'), says('shop', 'legal-rep'), says('client', 'agent'), says('other', 'agent')]

test('for himself a person sees his own affairs and those of his own units, not those of clients', () => {
  expect(affairsOf({ acting: 'me', speaking })).toEqual(['me', 'shop'])
  expect(affairsOf({ acting: null, speaking })).toEqual(['me', 'shop'])
})

test('for a client he sees that client alone: switching leaves nothing of the one before', () => {
  expect(affairsOf({ acting: 'client', speaking })).toEqual(['client'])
  expect(affairsOf({ acting: 'other', speaking })).toEqual(['other'])
  expect(affairsOf({ acting: 'shop', speaking })).toEqual(['shop'])
})

test('whoever is signed out has no affairs', () => expect(affairsOf(undefined)).toEqual([]))

test('the client is named on every page, the person himself is not', () => {
  expect(clientOf({ acting: 'client', speaking })?.name).toBe('client的名字')
  expect(clientOf({ acting: 'me', speaking })).toBeUndefined()
  expect(nameOfClient({ acting: 'me', speaking }, 'shop')).toBe('shop的名字')
  expect(nameOfClient({ acting: 'shop', speaking }, 'me')).toBeUndefined()
})
