/** docs/guide/ledger-verify.py says the same as the house of good files and of bad ones. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrivateKey, sm3 } from '@haoban/gm'
import { afterAll, expect, test } from 'vitest'
import { toHex, utf8 } from './rules/bytes.ts'
import { consistencyProof, inclusionProof, rootOf, treeOf } from './rules/merkle.ts'
import { checkpointText, signNote, verifierOf, writeVerifier } from './rules/note.ts'
import { checkProof, headsText, placeIn } from './rules/receipt.ts'
import { factTree, rootHash, rootLeaf } from './rules.ts'
import { growthFormat, type Receipt, type RootRecord, receiptFormat } from './schema.ts'

const script = fileURLToPath(new URL('../../../docs/guide/ledger-verify.py', import.meta.url))
const hasPython = spawnSync('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 8))']).status === 0
const dir = mkdtempSync(join(tmpdir(), 'haoban-python-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const signer = { name: 'city.example/ledger', key: PrivateKey.generate() }
const keys = [writeVerifier(verifierOf(signer))]
const digest = (text: string) => toHex(sm3(utf8(text)))

/** A ledger of so many roots; the first is of the flat form, root n has n facts. */
const factsOf = Array.from({ length: 11 }, (_, r) => Array.from({ length: r + 1 }, (_, i) => digest(`fact ${r} ${i}`)))
const records: RootRecord[] = []
for (const [r, hashes] of factsOf.entries()) {
  const [form, afterFact] = [r === 0 ? (1 as const) : (2 as const), records.at(-1)?.uptoFact ?? 0]
  const hash = rootHash(digest, form, '', hashes)
  records.push({
    id: r + 1,
    form,
    afterFact,
    uptoFact: afterFact + hashes.length,
    facts: hashes.length,
    hash,
    at: '2023-06-15T01:00:00.000Z',
  })
}
const tree = treeOf(records.map(rootLeaf))
const noteOf = (size: number) => signNote(checkpointText({ origin: signer.name, size, hash: toHex(rootOf(tree, size)) }), signer)

/** The last fact of every root as one chain, under the checkpoint of `size`. */
function receiptAt(size: number): Receipt {
  const madeAt = '2023-06-15T02:00:00.000Z'
  const facts = records.map((root, r) => {
    const hash = factsOf[r]!.at(-1)!
    const place = root.id <= size ? placeIn(root, factsOf[r]!, hash)! : null
    return { about: 'case:a', seq: r + 1, id: root.uptoFact, name: 'case.read', at: root.at, hash, place }
  })
  const roots = records.slice(0, size).map((root, i) => ({
    ...root,
    path: inclusionProof(tree, i, size).map(toHex),
    ...(root.form === 1 ? { flat: { before: '' as const, hashes: factsOf[i]! } } : {}),
  }))
  const heads = signNote(headsText(signer.name, madeAt, facts), signer)
  return {
    format: receiptFormat,
    title: '测试',
    origin: signer.name,
    madeAt,
    keys,
    checkpoint: size ? noteOf(size) : null,
    roots,
    facts,
    heads,
  }
}
const growth = (from: number, to: number) => ({
  format: growthFormat,
  keys,
  from: noteOf(from),
  to: noteOf(to),
  proof: consistencyProof(tree, from, to).map(toHex),
})

/** Runs the script over many files in one process, and says for each how it ended. */
const runAll = `
import json, runpy, sys
main, ended = runpy.run_path(sys.argv[1], run_name="x")["main"], []
for path in json.loads(sys.argv[2]):
    try: main(path, *sys.argv[3:]); ended.append(True)
    except (SystemExit, Exception): ended.append(False)
print(json.dumps(ended))`

/** What both say of each file. */
function both(texts: readonly string[]): [ours: boolean, theirs: boolean][] {
  const paths = texts.map((text, i) => {
    const path = join(dir, `${i}.json`)
    writeFileSync(path, text)
    return path
  })
  const said = execFileSync('python3', ['-c', runAll, script, JSON.stringify(paths), ...keys], { encoding: 'utf8' })
  const theirs = JSON.parse(said.trim().split('\n').at(-1)!) as boolean[]
  return texts.map((text, i) => {
    const report = checkProof(text, keys)
    return [report.valid && report.trusted !== false, theirs[i]!]
  })
}

test('the tree over facts of one root is that of any tree', () => expect(toHex(rootOf(factTree(factsOf[3]!)))).toBe(records[3]!.hash))

test.skipIf(!hasPython)('good files hold here and there', () => {
  const files = [noteOf(1), noteOf(11), ...[0, 1, 2, 7, 8, 11].map((size) => JSON.stringify(receiptAt(size)))]
  for (const [from, to] of [
    [1, 1],
    [1, 2],
    [2, 5],
    [3, 11],
    [4, 8],
    [6, 7],
    [11, 11],
  ] as const)
    files.push(JSON.stringify(growth(from, to)))
  expect(both(files)).toEqual(files.map(() => [true, true]))
})

const flip = (hex: string) => `${hex[0] === '0' ? '1' : '0'}${hex.slice(1)}`
const bent = (change: (receipt: Receipt) => unknown, size = 9): string => {
  const receipt = structuredClone(receiptAt(size))
  change(receipt)
  return JSON.stringify(receipt)
}

test.skipIf(!hasPython)('bad files hold neither here nor there', () => {
  const other = { ...growth(3, 7), to: noteOf(8) }
  const files = [
    noteOf(3).replace('\n3\n', '\n4\n'),
    signNote(checkpointText({ origin: signer.name, size: 3, hash: 'a'.repeat(64) }), { name: signer.name, key: PrivateKey.generate() }),
    JSON.stringify(other),
    JSON.stringify({ ...growth(3, 7), proof: growth(3, 7).proof.slice(1) }),
    JSON.stringify({ ...growth(3, 7), proof: growth(3, 7).proof.map(flip) }),
    JSON.stringify({ ...growth(7, 7), proof: growth(3, 7).proof }),
    JSON.stringify({ ...growth(7, 7), from: noteOf(7), to: noteOf(6) }),
    bent((r) => (r.facts[4]!.hash = flip(r.facts[4]!.hash))),
    bent((r) => (r.facts[4]!.id += 1000)),
    bent((r) => (r.facts[4]!.place!.index = 0)),
    bent((r) => r.facts[4]!.place!.path.pop()),
    bent((r) => r.facts.pop()),
    bent((r) => r.facts.splice(3, 1)),
    bent((r) => (r.roots[5]!.hash = flip(r.roots[5]!.hash))),
    bent((r) => (r.roots[5]!.at = '2023-06-16T01:00:00.000Z')),
    bent((r) => (r.roots[5]!.path[0] = flip(r.roots[5]!.path[0]!))),
    bent((r) => r.roots[0]!.flat!.hashes.push('a'.repeat(64))),
    bent((r) => (r.checkpoint = noteOf(10))),
    bent((r) => (r.madeAt = '2024-06-15T02:00:00.000Z')),
    bent((r) => (r.origin = 'town.example/ledger')),
    bent((r) => (r.heads = r.heads.replace('case:a', 'case:b'))),
  ]
  expect(both(files)).toEqual(files.map(() => [false, false]))
})

test.skipIf(!hasPython)('called as a person would, it ends with 0 or says what does not hold', () => {
  const call = (text: string) => {
    const path = join(dir, 'one.json')
    writeFileSync(path, text)
    return spawnSync('python3', [script, path, ...keys], { encoding: 'utf8' })
  }
  expect(call(JSON.stringify(receiptAt(11)))).toMatchObject({
    status: 0,
    stdout: '11 facts stand in the ledger under checkpoint 11, 0 are younger\n',
  })
  expect(call(bent((r) => r.facts.pop()))).toMatchObject({ status: 1, stderr: 'this does not hold: the ends of the chains are those\n' })
})

test.skipIf(!hasPython)('the SM3 of the script gives the examples of GB/T 32905', () => {
  const code = `import runpy; m = runpy.run_path(${JSON.stringify(script)}, run_name='x'); print(m['sm3'](b'abc').hex()); print(m['sm3'](b'abcd' * 16).hex())`
  expect(execFileSync('python3', ['-c', code], { encoding: 'utf8' }).trim().split('\n')).toEqual([
    '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  ])
})
