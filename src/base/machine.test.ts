import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { listeningIn, lookAtMachine } from './machine.ts'

const head = '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'

test('sockets that take connections are read with their addresses, others are left out', () => {
  const tcp = `${head}   0: 0100007F:1538 00000000:0000 0A 0\n   1: 00000000:0050 00000000:0000 0A 0\n   2: 0100007F:1538 0100007F:9C40 01 0\n`
  const tcp6 = `${head}   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 0\n   1: 00000000000000000000000000000000:0016 0:0 0A 0\n`
  expect(listeningIn(tcp)).toEqual([
    { address: '127.0.0.1', port: 5432 },
    { address: '0.0.0.0', port: 80 },
  ])
  expect(listeningIn(tcp6)).toEqual([
    { address: '::1', port: 8080 },
    { address: '::', port: 22 },
  ])
})

test.skipIf(!existsSync('/proc/net/tcp'))('a port that is opened on this machine is found', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const { port } = server.address() as { port: number }
  const machine = await lookAtMachine({ HAOBAN_STORAGE: tmpdir() }, tmpdir())
  server.close()
  expect(machine.listening).toContainEqual({ address: '127.0.0.1', port })
  expect(machine.free).toBeGreaterThan(0)
  expect(machine.gateways).toEqual({ sms: false, email: false })
})
