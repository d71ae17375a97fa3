/** The examples of DMN 1.5 §10.3.4, and the edges beside them. */
import { expect, test } from 'vitest'
import { compileExpression } from '../expression.ts'
import { parseDateTime } from '../values/temporal.ts'

const now = parseDateTime('2026-11-25T12:00:00Z')
const value = (text: string) => JSON.parse(JSON.stringify(compileExpression(text, { now, random: () => 0.25 }).evaluate())) as unknown

test.each([
  ['number("1 000,0", " ", ",")', 1000],
  ['number("1,000.0", ",", ".")', 1000],
  ['string(1.1)', '1.1'],
  ['string({a: [1, "x"]})', '{a: [1, "x"]}'],
  ['date(date and time("2012-12-25T11:00:00Z"))', '2012-12-25'],
  ['date("2012-12-25") - date("2012-12-24")', 'P1D'],
  ['date and time("2012-12-24T23:59:00-08:00").time offset', '-PT8H'],
  ['time(12, 30, 15.5, duration("PT1H"))', '12:30:15.5+01:00'],
  ['duration("PT20H") + time("23:00:00")', '19:00:00'],
  ['years and months duration(date("2011-12-22"), date("2013-08-24"))', 'P1Y8M'],
  ['not(true)', false],
  ['not("a")', null],
])('conversion and logic: %s', (text, expected) => {
  expect(value(text)).toEqual(expected)
})

test.each([
  ['substring("foobar", 3)', 'obar'],
  ['substring("foobar", 3, 3)', 'oba'],
  ['substring("foobar", -2, 1)', 'a'],
  ['substring("\\U01F40Eab", 2)', 'ab'],
  ['substring("foobar", 0)', null],
  ['string length("\\U01F40Eab")', 3],
  ['upper case("aBc4")', 'ABC4'],
  ['substring before("foobar", "bar")', 'foo'],
  ['substring before("foobar", "xyz")', ''],
  ['substring after("foobar", "ob")', 'ar'],
  ['substring after("", "a")', ''],
  ['replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '[1=ab][2=]cd'],
  ['replace("abracadabra", ".*?", "$1")', null],
  ['contains("foobar", "of")', false],
  ['matches("foobar", "^fo*b")', true],
  ['split("John Doe", "\\\\s")', ['John', 'Doe']],
  ['string join(["a", null, "c"], "_and_")', 'a_and_c'],
])('text: %s', (text, expected) => {
  expect(value(text)).toEqual(expected)
})

test.each([
  ['list contains([1, 2, null], null)', true],
  ['count([1, [2, 3]])', 2],
  ['min(1, 2, 3)', 1],
  ['max([])', null],
  ['sum([0.1, 0.2])', 0.3],
  ['mean([1, 2, 3])', 2],
  ['all([true, null, false])', false],
  ['any([false, null, true])', true],
  ['any(false)', false],
  ['sublist([4, 5, 6], 1, 2)', [4, 5]],
  ['append([1], 2, 3)', [1, 2, 3]],
  ['concatenate([1, 2], [3])', [1, 2, 3]],
  ['insert before([1, 3], 1, 2)', [2, 1, 3]],
  ['remove([1, 2, 3], 2)', [1, 3]],
  ['list replace([2, 4, 7, 8], 3, 6)', [2, 4, 6, 8]],
  ['list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)', [5, 5, 7, 8]],
  ['reverse([1, 2, 3])', [3, 2, 1]],
  ['index of([1, 2, 3, 2], 2)', [2, 4]],
  ['union([1, 2], [2, 3])', [1, 2, 3]],
  ['distinct values([1, 2, 3, 2, 1])', [1, 2, 3]],
  ['flatten([[1, 2], [[3]], 4])', [1, 2, 3, 4]],
  ['product([2, 3, 4])', 24],
  ['median(8, 2, 5, 3, 4)', 4],
  ['stddev(2, 4, 7, 5)', 2.0816659994661326],
  ['mode(6, 3, 9, 6, 6)', [6]],
  ['mode([6, 1, 9, 6, 1])', [1, 6]],
  ['sort([3, 1, 4, 5, 2], function(x, y) x < y)', [1, 2, 3, 4, 5]],
])('list: %s', (text, expected) => {
  expect(value(text)).toEqual(expected)
})

test.each([
  ['decimal(1/3, 2)', 0.33],
  ['decimal(2.5, 0)', 2],
  ['floor(-1.56, 1)', -1.6],
  ['ceiling(-1.5)', -1],
  ['round up(-5.5, 0)', -6],
  ['round down(1.126, 2)', 1.12],
  ['round half up(-1.5, 0)', -2],
  ['round half down(-2.5, 0)', -2],
  ['round half up(1234, -2)', 1200],
  ['abs(-10)', 10],
  ['modulo(-12, 5)', 3],
  ['modulo(10.1, -4.5)', -3.4],
  ['sqrt(-1)', null],
  ['log(100) = 2 * log(10)', true],
  ['odd(5)', true],
  ['even(2)', true],
  ['random number()', 0.25],
])('number: %s', (text, expected) => {
  expect(value(text)).toEqual(expected)
})

test.each([
  ['is(time("23:00:50Z"), time("23:00:50+00:00"))', true],
  ['is(time("23:00:50Z"), time("23:00:50"))', false],
  ['today()', '2026-11-25'],
  ['now()', '2026-11-25T12:00:00Z'],
  ['day of year(date(2019, 9, 17))', 260],
  ['day of week(date(2019, 9, 17))', 'Tuesday'],
  ['month of year(date(2019, 9, 17))', 'September'],
  ['week of year(date(2005, 1, 1))', 53],
  ['get value({key1: "value1"}, "key1")', 'value1'],
  ['get entries({a: 1})', [{ key: 'a', value: 1 }]],
  ['context([{key: "a", value: 1}])', { a: 1 }],
  ['context put({x: 1, y: {a: 0}}, ["y", "a"], 2)', { x: 1, y: { a: 2 } }],
  ['context merge([{x: 1, y: 0}, {y: 2}])', { x: 1, y: 2 }],
])('time and contexts: %s', (text, expected) => {
  expect(value(text)).toEqual(expected)
})

test('without a clock and without chance a function of them has no value', () => {
  expect(compileExpression('[now(), today(), random number()]').evaluate()).toEqual([null, null, null])
})
