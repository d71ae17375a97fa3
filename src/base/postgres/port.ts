import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Below the range that systems lend to outgoing connections, so that our port cannot be borrowed while PostgreSQL restarts. */
const LOWEST = 15_432
const HIGHEST = 32_767

/** A free loopback port, `wished` if it is one. */
export async function pickPort(wished?: number): Promise<number> {
  if (wished && (await isFree(wished))) return wished
  for (let turn = 0; turn < 100; turn++) {
    const port = randomInt(LOWEST, HIGHEST + 1)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port between ${LOWEST} and ${HIGHEST}`)
}

/** Whether nobody listens on the loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
