import { expect, test } from 'vitest'
import { onlookersText } from './rules/onlooker.ts'

test.each([
  [[], ''],
  [['曾伟'], '曾伟在看'],
  [['曾伟', '刘芳'], '曾伟、刘芳在看'],
  [['曾伟', '刘芳', '钟局'], '曾伟、刘芳等 3 人在看'],
  [['曾伟', '刘芳', '钟局', '黄彬'], '曾伟、刘芳等 4 人在看'],
])('%j are told as “%s”', (names, sentence) => expect(onlookersText(names)).toBe(sentence))
