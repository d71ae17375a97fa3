import fc from 'fast-check'
import { expect, test } from 'vitest'
import { matches, replace, split } from './regex.ts'

test.each([
  ['helloworld', 'hello world', 'x', true],
  ['hello world', 'hello[ ]world', 'x', true],
  ['Mum', 'm.*M', 'i', true],
  ['a\nb', 'a.b', '', false],
  ['a\nb', 'a.b', 's', true],
  ['a\nb', '^b$', 'm', true],
  ['abc', '^[a-z-[b]]+$', '', false],
  ['a.c', 'a.c', 'q', true],
  ['abba', '^(a)(b)\\2\\1$', '', true],
  ['Ärger', '^\\p{Lu}\\p{L}+$', '', true],
  ['λ', '\\p{IsGreek}', '', true],
  ['x1', '^\\i\\c*$', '', true],
])('%j against %j with %j', (input, pattern, flags, expected) => {
  expect(matches(input, pattern, flags)).toBe(expected)
})

test.each(['[', '(', ')', 'a**', 'a{2,1}', '{1}', '\\b', '(?=a)', '\\1(a)', '[b-a]', '\\p{Xx}'])('%j is no pattern', (pattern) => {
  expect(matches('a', pattern, '')).toBeUndefined()
})

const piece = fc.constantFrom(
  'a',
  'b',
  '.',
  '[ab]',
  '[^a]',
  '(a|b)',
  '(ab)',
  'a*',
  'b+?',
  'a?',
  '(a|ab)*',
  '(b+)+',
  'a{2}',
  'b{1,2}',
  '(?:ab|b)',
)
const pattern = fc
  .tuple(fc.boolean(), fc.array(piece, { minLength: 1, maxLength: 4 }), fc.boolean())
  .map(([start, parts, end]) => `${start ? '^' : ''}${parts.join('')}${end ? '$' : ''}`)
const text = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 12 }).map((letters) => letters.join(''))

test('agrees with the platform’s own machine over patterns that both know', () => {
  fc.assert(
    fc.property(pattern, text, (source, input) => {
      const native = new RegExp(source, 'g')
      expect(matches(input, source, '')).toBe(new RegExp(source).test(input))
      if (!new RegExp(source).test('')) {
        expect(replace(input, source, '<$0>', '')).toBe(input.replace(native, '<$&>'))
        expect(split(input, source)).toEqual(input.replace(native, '|').split('|'))
      }
    }),
    { numRuns: 1_000 },
  )
})
