/** `haoban rekey`: everything that is sealed in the database under the first master key of the ring, beside servers that run. */
import { type Db, openDb } from '#base/db.ts'
import { refusals } from '#base/refusal.ts'
import { blocksAtATime, blocksOf, resealBlocks, type SealedColumn, type Standing, standingOf } from '#base/reseal.ts'
import { findRing, type Keys, ringIds } from '#base/secret.ts'
import { mastersOf } from '#modules/seal/api.ts'
import { act, type House, system } from '../context.ts'
import { dataDirOf } from '../open.ts'
import { answersKept, digested, sealedColumns } from '../sealed.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'
import { rekeyAll } from './seal-rekey.ts'

const refuse = refusals({
  'rekey.not-owner': [
    409,
    'DATABASE_URL 的登录名不是表的所有者，不能改已封存的内容。请用 DATABASE_OWNER_URL 给出表的所有者，再执行 npx haoban rekey。',
  ],
})

/** A row that somebody writes while the table is gone through can come to lie behind: then it is gone through once more. */
const mostPasses = 5

type Resealed = Standing & { column: string; moved: number }

const nameOf = ({ table, column }: SealedColumn) => `${table}.${column}`

/** Goes through one column until nothing is left that opens; `before`: how many were moved in an earlier round. */
async function resealColumn(owner: Db, keys: Keys, column: SealedColumn, tell: (moved: number) => void, before = 0): Promise<Resealed> {
  let moved = before
  let standing = await owner.owner((tx) => standingOf(tx, keys, column))
  for (let pass = 0; standing.left > 0 && pass < mostPasses; pass++) {
    const already = moved
    const blocks = await owner.owner((tx) => blocksOf(tx, column))
    for (let first = 0; first < blocks; first += blocksAtATime) {
      const some = await owner.owner((tx) => resealBlocks(tx, keys, column, first))
      moved += some
      if (some > 0) tell(moved)
    }
    standing = await owner.owner((tx) => standingOf(tx, keys, column))
    if (moved === already) break
  }
  return { column: nameOf(column), ...standing, moved }
}

/**
 * Goes through all columns, and again where a server that still has the old key alone wrote into one that was done: what is said of each in
 * the end was so after all of them.
 */
async function resealColumns(owner: Db, keys: Keys, tell: (column: string, moved: number) => void): Promise<Resealed[]> {
  let columns: Resealed[] = sealedColumns.map((c) => ({ column: nameOf(c), rows: 0, left: 0, moved: 0 }))
  for (let round = 0; round < mostPasses; round++) {
    const before = columns
    columns = []
    for (const [n, c] of sealedColumns.entries())
      columns.push(await resealColumn(owner, keys, c, (moved) => tell(nameOf(c), moved), before[n]!.moved))
    if (columns.every((c, n) => c.moved === before[n]!.moved)) break
  }
  return columns
}

/** Seals all anew, column by column; what was begun and killed goes on with what is left. */
export async function resealAll(house: House, tell: (column: string, moved: number) => void) {
  if (!house.ownerUrl) throw refuse('rekey.not-owner')
  const owner = openDb(house.ownerUrl, { max: 1, onError: (err) => house.log.warn({ err }, 'a connection was lost') })
  try {
    const columns = await resealColumns(owner, house.keys, tell)
    const sealKeys = await rekeyAll(house, (moved) => tell('seal.key.sealed', moved))
    const masters = await act(house, system, mastersOf)
    const rows = masters.reduce((sum, m) => sum + m.keys, 0)
    const now = masters.find((m) => m.master === house.keys.current)?.keys ?? 0
    columns.push({ column: 'seal.key.sealed', rows, left: rows - now, moved: sealKeys })
    const expiring = (await owner.owner((tx) => standingOf(tx, house.keys, answersKept))).left
    return { columns, left: columns.reduce((sum, c) => sum + c.left, 0), expiring }
  } finally {
    await owner.close()
  }
}

const sentencesOf = ({ columns, left, expiring }: Awaited<ReturnType<typeof resealAll>>, current: string, oldest: string): string[] => [
  ...columns
    .filter((c) => c.moved + c.left > 0)
    .map((c) => `${c.column}  ${c.rows} 条，这次换 ${c.moved} 条${c.left ? `，还剩 ${c.left} 条` : ''}`),
  left === 0
    ? `都在主密钥 ${current} 下了，这次一共换 ${columns.reduce((sum, c) => sum + c.moved, 0)} 条`
    : `还有 ${left} 条不在主密钥 ${current} 下：密钥环里没有它们的密钥，或者内容已损坏。请把封存它们的密钥放回 HAOBAN_KEY，再执行一次`,
  ...(expiring ? [`防重复提交的回执还有 ${expiring} 条在旧密钥下，一天后自动清除，不用换`] : []),
  ...(oldest === current ? [] : [`密钥 ${oldest} 不能从密钥环里去掉：按号码查找（${digested.join('、')}）还用它`]),
]

export async function rekey({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    const done = await resealAll(house, (column, moved) => json || say(`${column} 已换 ${moved} 条……`))
    const { current } = house.keys
    const dataDir = dataDirOf(env)
    const ring = findRing(dataDir, env)!
    const oldest = ringIds(ring.text, ring.from).at(-1)!
    if (json) say(JSON.stringify({ current, ...done, oldest: { key: oldest, digests: digested } }))
    else for (const sentence of sentencesOf(done, current, oldest)) say(sentence)
    return done.left === 0 ? 0 : 1
  })
}
