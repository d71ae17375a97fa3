/** Large tables: made ready in time that grows with their rules, and without keeping whatever else waits. */
import { expect, test } from 'vitest'
import { compile, outlineOf, parse, parseInPieces } from '../src/index.ts'
import { tableModel } from '../src/table/fixture.ts'

/** Each rule has a place and a span of its own, as fees by place and year have. */
const largeTable = (count: number): string =>
  tableModel({
    hitPolicy: 'FIRST',
    inputs: { place: 'string', age: 'number', resident: 'boolean' },
    rules: Array.from({ length: count }, (_, i) => [`"place ${i}"`, `[${i}..${i + 10})`, i % 2 ? 'true' : '-', `${i}`]),
  })

const decideLast = (xml: string, count: number) => compile(xml).evaluate('d', { place: `place ${count - 1}`, age: count, resident: true })

/** The processor's time in milliseconds, the least of several runs. */
function cost(work: () => void): number {
  const once = () => {
    const before = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  }
  return Math.min(...Array.from({ length: 4 }, once))
}

test('ten times as many rules take some ten times as long to be read, joined and looked up, and no hundred times', () => {
  const [small, large] = [largeTable(350), largeTable(3_500)]
  expect(decideLast(small, 350)).toBe(349)
  const unit = cost(() => decideLast(small, 350))
  expect(cost(() => decideLast(large, 3_500)) / unit).toBeLessThan(30)
})

test('a file read in pieces lets others have their turn, and is the same model', async () => {
  const xml = largeTable(3_500)
  let turns = 0
  const others = setInterval(() => turns++, 1)
  const file = await parseInPieces(xml)
  clearInterval(others)
  expect(turns).toBeGreaterThan(1)
  expect(outlineOf(file)).toEqual(outlineOf(xml))
  const facts = { place: 'place 7', age: 10, resident: true }
  expect(compile(file).evaluate('d', facts)).toBe(7)
  expect(compile(parse(xml)).evaluate('d', facts)).toBe(7)
})

test('what is wrong in a cell is told of every rule that has it', () => {
  const rules = [
    ['"a', '1'],
    ['"a', '2'],
    ['"b"', '3'],
    ['"b"', '4'],
  ]
  const { problems } = compile(tableModel({ hitPolicy: 'FIRST', inputs: { place: 'string' }, rules }))
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['syntax', problems[0]!.line],
    ['syntax', problems[1]!.line],
  ])
  expect(problems[0]).not.toEqual(problems[1])
})
