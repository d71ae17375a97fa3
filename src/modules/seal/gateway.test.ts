import { PublicKey, sm2 } from '@haoban/gm'
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
    const key = await storeForNew(keys).generate(`k${i}`)
    const signature = await storeOf(keys, key).sign(key, message)
    expect(sm2.verify(PublicKey.fromPoint(key.publicKey), message, signature)).toBe(true)
  }
})

test('密码机里的密钥没有一个字节留在外面；软件的密钥只以密文留下', async () => {
  const kept = await storeForNew(keys).generate('soft')
  expect(kept).toMatchObject({ store: 'software', label: null })
  expect(kept.sealed!.length).toBeGreaterThan(64)
  attachDevice(fakeMachine())
  expect(await storeForNew(keys).generate('hard')).toMatchObject({ store: 'device', sealed: null, label: 'haoban-seal-hard' })
})

test('换了一行的密文打不开，密码机断开时说清怎么办', async () => {
  const kept = await storeForNew(keys).generate('one')
  await expect(storeOf(keys, kept).sign({ ...kept, id: 'two' }, message)).rejects.toThrow('does not verify')
  expect(() => storeOf(keys, { store: 'device' })).toThrow('密码机没有连上')
})
