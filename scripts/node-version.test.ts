import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { refusedNode } from '../bin/node-version.mjs'

const told = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')

test.each([
  ['18.20.0', false],
  ['20.18.9', false],
  ['20.19.0', true],
  ['21.7.0', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['23.11.0', false],
  ['24.0.0', true],
  ['26.1.0', true],
])('a city starts on Node %s: %s', (version, starts) => expect(refusedNode(version) === undefined).toBe(starts))

test('package.json, the refusal and the readmes name the same releases', () => {
  expect(JSON.parse(told('package.json')).engines.node).toBe('^20.19 || ^22.12 || >=24')
  expect(refusedNode('18.0.0')).toContain('20.19、22.12 或 24')
  expect(told('README.md')).toContain('Node 20.19、22.12 或 24')
  for (const path of ['README.en.md', 'CONTRIBUTING.md']) expect(told(path)).toContain('Node 20.19, 22.12 or 24')
})
