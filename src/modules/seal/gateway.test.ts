import { oids, PublicKey, p256PublicKey, sm2, verifyWith } from '@haoban/gm'
import { afterEach, expect, test } from 'vitest'
import { ringOf } from '#base/secret.ts'
import { fakeMachine } from './fixtures/fake-machine.ts'
import { attachDevice, storeForNew, storeOf } from './gateway/stores.ts'

const keys = ringOf([Buffer.alloc(32, 7)])
const message = new TextEncoder().encode('给申请人的决定')

afterEach(() => attachDevice(undefined))

test.each([
  ['软件密钥库', undefined],
  ['密码机', fakeMachine()],
])('%s里生成的密钥签出来的名，用公钥验得过', async (_, machine) => {
  attachDevice(machine)
  for (let i = 0; i < 20; i++) {
    const key = await storeForNew(keys).generate(`k${i}`, 'sm2')
    const signature = await storeOf(keys, key).sign(key, message, 'sm2')
    expect(sm2.verify(PublicKey.fromPoint(key.publicKey), message, signature)).toBe(true)
    const second = await storeForNew(keys).generate(`p${i}`, 'ecdsa')
    const abroad = await storeOf(keys, second).sign(second, message, 'ecdsa')
    const publicKey = p256PublicKey(second.publicKey)
    expect(verifyWith(publicKey, oids.ecdsaWithSha256, message, abroad)).toBe(true)
    expect(verifyWith(publicKey, oids.ecdsaWithSha256, message.subarray(1), abroad)).toBe(false)
  }
})

test('密码机里的密钥没有一个字节留在外面；软件的密钥只以密文留下', async () => {
  const kept = await storeForNew(keys).generate('soft', 'sm2')
  expect(kept).toMatchObject({ store: 'software', label: null })
  expect(kept.sealed!.length).toBeGreaterThan(64)
  attachDevice(fakeMachine())
  for (const algorithm of ['sm2', 'ecdsa'] as const) {
    const hard = await storeForNew(keys).generate(`hard-${algorithm}`, algorithm)
    expect(hard).toMatchObject({ store: 'device', sealed: null, label: `haoban-seal-hard-${algorithm}` })
  }
})

test('换了一行的密文打不开，密码机断开时说清怎么办', async () => {
  const kept = await storeForNew(keys).generate('one', 'sm2')
  await expect(storeOf(keys, kept).sign({ ...kept, id: 'two' }, message, 'sm2')).rejects.toThrow('does not verify')
  expect(() => storeOf(keys, { store: 'device' })).toThrow('密码机没有连上')
})
