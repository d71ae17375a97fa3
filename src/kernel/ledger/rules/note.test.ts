import { PrivateKey } from '@haoban/gm'
import { describe, expect, test } from 'vitest'
import { checkpointText, cosign, openCheckpoint, readNote, readVerifier, signNote, verifierOf, writeVerifier } from './note.ts'

const log = { name: 'city.example/ledger', key: PrivateKey.generate() }
const other = { name: 'city.example/ledger', key: PrivateKey.generate() }
const witness = { name: 'library.example', key: PrivateKey.generate() }
const says = { origin: log.name, size: 7, hash: '0a'.repeat(32) }
const note = signNote(checkpointText(says), log)
const keys = [verifierOf(log), verifierOf(witness, 'witness')]

describe('a checkpoint', () => {
  test('is a note of C2SP: origin, size, root, an empty line, signatures', () => {
    expect(note).toMatch(/^city\.example\/ledger\n7\n[A-Za-z0-9+/]{43}=\n\n— city\.example\/ledger [A-Za-z0-9+/=]+\n$/)
    expect(openCheckpoint(note, keys)).toMatchObject({ ...says, witnesses: [] })
  })

  test('is believed of the log it names and of nobody else', () => {
    expect(openCheckpoint(note, [verifierOf(other)])).toBeUndefined()
    expect(openCheckpoint(signNote(checkpointText(says), other), keys)).toBeUndefined()
    const witnessAlone = `${checkpointText(says)}\n${cosign(checkpointText(says), witness, new Date(0))}`
    expect(openCheckpoint(witnessAlone, keys)).toBeUndefined()
  })

  test.each([
    ['size', (n: string) => n.replace('\n7\n', '\n8\n')],
    ['origin', (n: string) => n.replace('city.example/ledger\n7', 'town.example/ledger\n7')],
    ['root', (n: string) => n.replace('CgoK', 'CgoL')],
    ['end', (n: string) => n.slice(0, -1)],
    ['line', (n: string) => `${n}\n`],
    ['size with a zero before it', (n: string) => n.replace('\n7\n', '\n07\n')],
  ])('with another %s is believed no more', (_, change) => {
    expect(change(note)).not.toBe(note)
    expect(openCheckpoint(change(note), keys)).toBeUndefined()
  })

  test('carries the lines of witnesses, and is void with a false one', () => {
    const { text } = readNote(note)!
    const at = new Date('2023-06-15T09:00:00+08:00')
    expect(openCheckpoint(note + cosign(text, witness, at), keys)?.witnesses.map((w) => w.name)).toEqual([witness.name])
    expect(openCheckpoint(note + cosign(text.replace('7', '8'), witness, at), keys)).toBeUndefined()
    const stranger = { name: 'stranger.example', key: PrivateKey.generate() }
    expect(openCheckpoint(note + cosign(text, stranger, at), keys)?.witnesses).toEqual([])
  })

  test('a verifier key is read as it was written, and not with a byte changed', () => {
    for (const key of keys) {
      const text = writeVerifier(key)
      expect(readVerifier(text)).toEqual(key)
      expect(readVerifier(text.replace(/\+[0-9a-f]/, '+g'))).toBeUndefined()
      expect(readVerifier(text.replace('example', 'exampel'))).toBeUndefined()
    }
  })
})
