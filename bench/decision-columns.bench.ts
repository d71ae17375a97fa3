/** A million enterprises against a hundred policies of five conditions: two threads here, two threads of DuckDB over the same columns. */
import { BOOLEAN, DOUBLE, DuckDBDataChunk, DuckDBInstance, TINYINT } from '@duckdb/node-api'
import { compile, type Scanner } from '@haoban/dmn'
import { Engine } from 'json-rules-engine'
import { type Bench, type Mode, median, type Row } from './bench.ts'

const sectors = Array.from({ length: 20 }, (_, i) => `S${i}`)
const districts = Array.from({ length: 18 }, (_, i) => `D${i}`)
const policies = 100

/** The same numbers in every run, whatever the machine. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

type Policy = { staff: number; least: number; most: number; sectors: string[]; districts: string[]; hightech: boolean }

function somePolicies(): Policy[] {
  const next = dice(7)
  const some = (names: readonly string[], share: number) => {
    const chosen = names.filter(() => next() < share)
    return chosen.length > 0 ? chosen : [names[0]!]
  }
  return Array.from({ length: policies }, () => {
    const least = Math.floor(next() * 500)
    return {
      staff: Math.floor(next() * 300),
      least,
      most: least + 100 + Math.floor(next() * 400),
      sectors: some(sectors, 0.3),
      districts: some(districts, 0.5),
      hightech: next() > 0.5,
    }
  })
}

const list = (names: readonly string[]) => names.map((name) => `"${name}"`).join(', ')

/** One table whose rules are the policies: COLLECT, so that each counts. */
function model(all: readonly Policy[]): string {
  const types = { staff: 'number', revenue: 'number', sector: 'string', district: 'string', hightech: 'boolean' }
  const names = Object.entries(types)
  const cell = (text: string) => `<inputEntry><text>${text}</text></inputEntry>`
  const rule = (p: Policy, i: number) =>
    `<rule>${cell(`&gt;= ${p.staff}`)}${cell(`[${p.least}..${p.most})`)}${cell(list(p.sectors))}${cell(list(p.districts))}${cell(String(p.hightech))}<outputEntry><text>${i}</text></outputEntry></rule>`
  return `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="policies" namespace="urn:policies">
    ${names.map(([name, type]) => `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`).join('')}
    <decision id="d" name="policies"><variable name="policies"/>
      ${names.map(([name]) => `<informationRequirement><requiredInput href="#${name}"/></informationRequirement>`).join('')}
      <decisionTable hitPolicy="COLLECT">${names.map(([name]) => `<input><inputExpression><text>${name}</text></inputExpression></input>`).join('')}<output/>
      ${all.map(rule).join('')}</decisionTable></decision></definitions>`
}

type Data = { staff: Float64Array; revenue: Float64Array; sector: Int32Array; district: Int32Array; hightech: Uint8Array }

const shared = <T>(make: new (buffer: SharedArrayBuffer) => T, bytes: number) => new make(new SharedArrayBuffer(bytes))

/** One value in fifty is unknown. */
function someData(rows: number): Data {
  const next = dice(11)
  const data: Data = {
    staff: shared(Float64Array, rows * 8),
    revenue: shared(Float64Array, rows * 8),
    sector: shared(Int32Array, rows * 4),
    district: shared(Int32Array, rows * 4),
    hightech: shared(Uint8Array, rows),
  }
  for (let i = 0; i < rows; i++) {
    data.staff[i] = next() < 0.02 ? Number.NaN : Math.floor(next() * 600)
    data.revenue[i] = next() < 0.02 ? Number.NaN : Math.floor(next() * 100_000) / 100
    data.sector[i] = next() < 0.02 ? -1 : Math.floor(next() * sectors.length)
    data.district[i] = next() < 0.02 ? -1 : Math.floor(next() * districts.length)
    data.hightech[i] = next() < 0.02 ? 2 : Number(next() < 0.3)
  }
  return data
}

/** Sectors and districts are numbers there as well, as that is what DuckDB compares fastest. */
async function duckdb(data: Data, all: readonly Policy[]): Promise<() => Promise<number[]>> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect()
  await connection.run('create table e (staff double, revenue double, sector tinyint, district tinyint, hightech boolean)')
  const appender = await connection.createAppender('e')
  const known = (value: number) => (Number.isNaN(value) ? null : value)
  for (let start = 0; start < data.staff.length; start += 2_048) {
    const rows = Math.min(2_048, data.staff.length - start)
    const column = <T>(read: (row: number) => T) => Array.from({ length: rows }, (_, i) => read(start + i))
    const chunk = DuckDBDataChunk.create([DOUBLE, DOUBLE, TINYINT, TINYINT, BOOLEAN])
    chunk.setColumns([
      column((i) => known(data.staff[i]!)),
      column((i) => known(data.revenue[i]!)),
      column((i) => (data.sector[i]! < 0 ? null : data.sector[i]!)),
      column((i) => (data.district[i]! < 0 ? null : data.district[i]!)),
      column((i) => (data.hightech[i] === 2 ? null : data.hightech[i] === 1)),
    ])
    appender.appendDataChunk(chunk)
  }
  appender.flushSync()
  const codes = (some: readonly string[], among: readonly string[]) => some.map((name) => among.indexOf(name)).join(', ')
  const count = (p: Policy) =>
    `select count(*) from e where staff >= ${p.staff} and revenue >= ${p.least} and revenue < ${p.most} and sector in (${codes(p.sectors, sectors)}) and district in (${codes(p.districts, districts)}) and hightech = ${p.hightech}`
  // Of the forms tried (filtered aggregates, sums of conditions, one select a policy) this is the fastest.
  const query = all.map(count).join(' union all ')
  return async () => (await connection.runAndReadAll(query)).getRows().map(([rows]) => Number(rows))
}

/** Seconds for one row and all policies. */
async function jsonRules(data: Data, all: readonly Policy[], rows: number): Promise<number> {
  const engine = new Engine([], { allowUndefinedFacts: true })
  for (const [i, p] of all.entries()) {
    const when = [
      { fact: 'staff', operator: 'greaterThanInclusive', value: p.staff },
      { fact: 'revenue', operator: 'greaterThanInclusive', value: p.least },
      { fact: 'revenue', operator: 'lessThan', value: p.most },
      { fact: 'sector', operator: 'in', value: p.sectors },
      { fact: 'district', operator: 'in', value: p.districts },
      { fact: 'hightech', operator: 'equal', value: p.hightech },
    ]
    engine.addRule({ conditions: { all: when }, event: { type: String(i) } })
  }
  const start = performance.now()
  for (let i = 0; i < rows; i++) {
    await engine.run({
      staff: data.staff[i],
      revenue: data.revenue[i],
      sector: sectors[data.sector[i]!] ?? null,
      district: districts[data.district[i]!] ?? null,
      hightech: data.hightech[i] === 2 ? null : data.hightech[i] === 1,
    })
  }
  return (performance.now() - start) / 1_000 / rows
}

async function seconds(act: () => unknown): Promise<number> {
  const start = performance.now()
  await act()
  return (performance.now() - start) / 1_000
}

function check(own: Float64Array, peer: readonly number[]): void {
  const differing = peer.findIndex((count, i) => count !== own[i])
  if (differing >= 0) throw new Error(`Policy ${differing}: ${own[differing]} rows here, ${peer[differing]} in DuckDB`)
}

const peak = () => `peak memory of the process ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB`

const bench: Bench = {
  title: 'A million rows at once: 100 policies of 5 conditions, one value in fifty unknown',
  async *run(mode: Mode): AsyncIterable<Row> {
    const rows = mode === 'smoke' ? 20_000 : 1_000_000
    const rounds = mode === 'smoke' ? 1 : 5
    const all = somePolicies()
    const data = someData(rows)
    const scanner: Scanner = compile(model(all)).columns('policies')
    const columns = { ...data, sector: { codes: data.sector, names: sectors }, district: { codes: data.district, names: districts } }
    const inThreads = () => scanner.scanInBackground(columns, { workers: 2, countsOnly: true })
    check((await inThreads()).met, scanner.scan(columns).met as unknown as number[])
    const own: number[] = []
    const single: number[] = []
    await inThreads()
    const ownPeak = peak()
    const query = await duckdb(data, all)
    check((await inThreads()).met, await query())
    const peer: number[] = []
    for (let round = 0; round < rounds; round++) {
      own.push(await seconds(inThreads))
      single.push(await seconds(() => scanner.scan(columns)))
      peer.push(await seconds(query))
    }
    const yardstick = { name: 'DuckDB, 2 threads', value: median(peer) }
    const row = (name: string, times: readonly number[], note: string, atLeast?: number): Row => ({
      name,
      value: median(times),
      unit: 's',
      yardstick,
      ratio: yardstick.value / median(times),
      atLeast,
      note,
    })
    yield row('scan in 2 threads, their start included', own, `${rows} rows; ${ownPeak} with data and result`, 1 / 1.5)
    yield row('scan in this thread, with a verdict a row', single, `${rows} rows`)
    const slice = mode === 'smoke' ? 20 : 300
    const perRow = await jsonRules(data, all, slice)
    yield {
      name: 'scan in 2 threads',
      value: median(own),
      unit: 's',
      yardstick: { name: 'json-rules-engine', value: perRow * rows },
      ratio: (perRow * rows) / median(own),
      atLeast: 1_000,
      note: `the yardstick is extrapolated from ${slice} rows`,
    }
  },
}

export default bench
