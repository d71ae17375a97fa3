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
  ['abc', '[^a-z]', 'i', false],
  ['ABC', '[^a-z]', 'i', false],
  ['q', '[^Q]', 'i', false],
  ['x', '[^Q]', 'i', true],
  ['i', '[A-Z-[IO]]', 'i', false],
  ['b', '[A-Z-[IO]]', 'i', true],
  ['i', '[^A-Z-[IO]]', 'i', false],
  ['1', '[^A-Z-[1]]', 'i', false],
  ['\u212a', '[A-Z]', 'i', true],
  ['k', '\u212a', 'i', true],
  ['\u017f', '^[^s]$', 'i', false],
  ['a', '\\p{Lu}', 'i', false],
  ['A', '\\P{Lu}', 'i', false],
  ['a', '[\\p{Lu}]', 'i', false],
  ['a', '[^\\p{Lu}]', 'i', true],
  ['a', '[\\P{Lu}-[A]]', 'i', false],
  ['ſs', '^(s)\\1$', 'i', true],
  ['Kk', '^(\u212a)\\1$', 'i', true],
  ['a.C', 'A.c', 'iq', true],
  ['a b', 'A B', 'xqi', true],
  ['hello world', 'hello\\ sworld', 'x', true],
  ['hello world', 'hello\\ world', 'x', false],
  ['a[b', 'a\\ [b', 'x', true],
  ['a b', 'a[\\] ]b', 'x', true],
  ['a b', 'a[a-z -[ x ]]b', 'x', false],
  ['a_b', 'a[^a-z-[ x ]] b', 'x', true],
  ['aa', '^a{ 2 }$', 'x', true],
  ['É', '^\\p{ L u }$', 'x', true],
  ['ab', '^( ?: a ) b$', 'x', true],
  ['a\u00a0b', '^a\u00a0b$', 'x', true],
  ['aB', '^ [ ^A ] [^a] $', 'xi', true],
  ['a\nB', '^ b $', 'xim', true],
  ['a\nb', 'A . B', 'xis', true],
  ['a\n', '\\n^', 'm', false],
  ['a\n', 'a\\n$', 'm', false],
  ['a\n', 'a$', 'm', true],
  ['a\nb', '\\n^b$', 'm', true],
  ['a\n', 'a$', '', false],
  ['a\rb', 'a.b', '', false],
  ['-', '^[a--[b]]$', '', true],
  ['b', '^[a-c--[b]]$', '', false],
])('%j against %j with %j', (input, pattern, flags, expected) => {
  expect(matches(input, pattern, flags)).toBe(expected)
})

test('wrong flags stay wrong where a pattern with like letters is known', () => {
  expect(matches('/X', '/x', 'i')).toBe(true)
  expect(matches('/X', 'x', 'i/')).toBeUndefined()
})

test.each([
  '[',
  '(',
  ')',
  'a**',
  'a{2,1}',
  '{1}',
  '\\b',
  '(?=a)',
  '\\1(a)',
  '[b-a]',
  '\\p{Xx}',
  '[+--]',
  '[a--]',
  '[a-\\d]',
  'a{,2}',
  '[\\1]',
  '[]',
])('%j is no pattern', (pattern) => {
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
