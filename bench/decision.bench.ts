/** One decision at a time: a table of five columns against an interpreter of FEEL and a compiled engine in Rust. */
import { ZenEngine } from '@gorules/zen-engine'
import { compile } from '@haoban/dmn'
import { unaryTest } from 'feelin'
import { type Bench, type Mode, median, type Row, rate } from './bench.ts'

type Facts = { age: number; income: number; level: string; resident: boolean; children: number }

const types: Record<keyof Facts, string> = { age: 'number', income: 'number', level: 'string', resident: 'boolean', children: 'number' }
const names = Object.keys(types) as (keyof Facts)[]

const rules: readonly (readonly string[])[] = [
  ['< 18', '-', '-', '-', '-', 'child'],
  ['[18..25)', '< 30000', '"low", "none"', 'true', '-', 'student'],
  ['[25..60)', '< 24000', '"low", "none"', 'true', '>= 2', 'family'],
  ['[25..60)', '< 36000', '-', 'true', '>= 3', 'large family'],
  ['>= 80', '-', '-', 'true', '-', 'old age'],
  ['[70..80)', '< 60000', '"low", "middle"', 'true', '-', 'senior'],
  ['[60..70)', '< 20000', '"low"', 'true', '< 2', 'early senior'],
  ['-', '-', '-', '-', '-', 'none'],
]

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;')
const text = (source: string) => `<text>${escaped(source)}</text>`

function model(): string {
  const rule = (cells: readonly string[]) =>
    `<rule>${cells
      .slice(0, -1)
      .map((cell) => `<inputEntry>${text(cell)}</inputEntry>`)
      .join('')}<outputEntry>${text(`"${cells.at(-1)}"`)}</outputEntry></rule>`
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="aid" namespace="urn:aid">
    ${names.map((name) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${types[name]}"/></inputData>`).join('')}
    <decision id="d" name="aid"><variable name="aid"/>
      ${names.map((name) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
      <decisionTable hitPolicy="FIRST">
        ${names.map((name) => `<input><inputExpression>${text(name)}</inputExpression></input>`).join('')}<output/>
        ${rules.map(rule).join('')}
      </decisionTable></decision></definitions>`
}

function zenTable(): object {
  const inputs = names.map((name) => ({ id: name, name, field: name, type: 'expression' }))
  const row = (cells: readonly string[], i: number) => ({
    _id: `r${i}`,
    ...Object.fromEntries(names.map((name, c) => [name, cells[c] === '-' ? '' : cells[c]])),
    out: `"${cells.at(-1)}"`,
  })
  const content = {
    hitPolicy: 'first',
    inputs,
    outputs: [{ id: 'out', name: 'out', field: 'out', type: 'expression' }],
    rules: rules.map(row),
  }
  return {
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'table', type: 'decisionTableNode', name: 'table', position: { x: 1, y: 0 }, content },
      { id: 'done', type: 'outputNode', name: 'done', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'b', type: 'edge', sourceId: 'table', targetId: 'done' },
    ],
  }
}

/** The same numbers in every run, whatever the machine. */
function* chance(): Generator<number, never> {
  for (let seed = 42; ; ) {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    yield seed / 2_147_483_648
  }
}

function someFacts(count: number): Facts[] {
  const dice = chance()
  const next = () => dice.next().value
  const levels = ['none', 'low', 'middle', 'high']
  return Array.from({ length: count }, () => ({
    age: Math.floor(next() * 95),
    income: Math.floor(next() * 80_000),
    level: levels[Math.floor(next() * 4)]!,
    resident: next() > 0.2,
    children: Math.floor(next() * 5),
  }))
}

function byFeelin(facts: Facts): string | null {
  const found = rules.find((cells) =>
    names.every(
      (name, c) => cells[c] === '-' || (unaryTest(cells[c]!, { '?': facts[name] }) as unknown as { value: boolean }).value === true,
    ),
  )
  return found?.at(-1) ?? null
}

/** Runs per second of an engine that answers in promises, a batch of them under way at once. */
async function rateOf(act: (facts: Facts) => Promise<unknown>, facts: readonly Facts[], ms: number): Promise<number> {
  const batch = facts.slice(0, 200)
  const start = performance.now()
  let runs = 0
  while (performance.now() - start < ms) {
    await Promise.all(batch.map(act))
    runs += batch.length
  }
  return (runs * 1_000) / (performance.now() - start)
}

const bench: Bench = {
  title: 'One decision at a time: a table of five columns and eight rules',
  async *run(mode: Mode): AsyncIterable<Row> {
    const facts = someFacts(1_000)
    const aid = compile(model())
    const script = (each: Facts) => aid.evaluate('aid', each)
    const closures = compile(model(), { backEnd: 'closures' })
    const decision = new ZenEngine().createDecision(zenTable())
    const byZen = async (each: Facts) => ((await decision.evaluate(each)) as { result: { out?: string } }).result.out ?? null
    for (const each of facts.slice(0, 100)) {
      const answers = [script(each), closures.evaluate('aid', each), byFeelin(each), await byZen(each)]
      if (new Set(answers).size !== 1) throw new Error(`The engines disagree over ${JSON.stringify(each)}: ${answers.join(', ')}`)
    }
    const [rounds, ms] = mode === 'smoke' ? [1, 50] : [5, 1_000]
    const measured: Record<'script' | 'closures' | 'feelin' | 'zen', number[]> = { script: [], closures: [], feelin: [], zen: [] }
    let at = 0
    const next = () => {
      at = (at + 1) % facts.length
      return facts[at]!
    }
    for (let round = 0; round < rounds; round++) {
      measured.script.push(rate(() => script(next()), ms, 10_000))
      measured.closures.push(rate(() => closures.evaluate('aid', next()), ms, 1_000))
      measured.feelin.push(rate(() => byFeelin(next()), ms, 20))
      measured.zen.push(await rateOf(byZen, facts, ms))
    }
    const value = (name: keyof typeof measured) => median(measured[name])
    const row = (name: string, own: number, peer: 'feelin' | 'zen', atLeast?: number): Row => ({
      name,
      value: own,
      unit: 'decisions/s',
      yardstick: { name: peer === 'zen' ? '@gorules/zen-engine' : peer, value: value(peer) },
      ratio: own / value(peer),
      atLeast,
    })
    yield row('compiled to JavaScript', value('script'), 'feelin', 1_000)
    yield row('compiled to JavaScript', value('script'), 'zen', 100)
    yield row('compiled to closures', value('closures'), 'feelin')
  },
}

export default bench
