/** The city's tree over its roots, kept in memory as far as it was asked for: a root never changes, so that it only grows. */
import type { Tx } from '#base/db.ts'
import type { Ctx } from '#kernel/module.ts'
import { emptyTree, grow, type Tree } from '../rules/merkle.ts'
import { verifierOf, writeVerifier } from '../rules/note.ts'
import { rootLeaf } from '../rules.ts'
import type { RootRecord } from '../schema.ts'
import { listRoots } from '../store.ts'

/** For proofs alone: what signs and what verifies reads the roots anew. */
const grown = new WeakMap<Ctx['checkpoints'], Tree>()

/** The tree with at least this many leaves where there are as many roots. */
export async function treeUpTo({ tx, checkpoints }: Pick<Ctx, 'tx' | 'checkpoints'>, size: number): Promise<Tree> {
  const tree = grown.get(checkpoints) ?? emptyTree()
  grown.set(checkpoints, tree)
  if (tree.size < size) {
    const fresh = await listRoots(tx, tree.size)
    for (const root of fresh) if (root.id === tree.size + 1) grow(tree, rootLeaf(root))
  }
  return tree
}

/** All roots as they are stored now, and the tree over them. */
export async function freshTree(tx: Tx): Promise<{ roots: RootRecord[]; tree: Tree }> {
  const roots = await listRoots(tx)
  const tree = emptyTree()
  for (const root of roots) grow(tree, rootLeaf(root))
  return { roots, tree }
}

/** The keys by which checkpoints of this house are believed, the current one first. */
export const logKeys = ({ signers }: Ctx['checkpoints']): string[] => signers.map((s) => writeVerifier(verifierOf(s)))

/** The key by which a cosignature of this house is believed. */
export const witnessKey = ({ signers }: Ctx['checkpoints']): string => writeVerifier(verifierOf(signers[0]!, 'witness'))
