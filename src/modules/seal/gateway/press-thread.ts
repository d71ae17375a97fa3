/** The thread of the press: everything about a sealed file but its signature. */
import { parentPort } from 'node:worker_threads'
import { signOfd } from '@haoban/gm/ofd'
import { placesOf } from '../rules/places.ts'
import type { Asked, Pressing } from './press.ts'

const port = parentPort!
const asked = new Map<number, (signed: Uint8Array) => void>()

const ask = (id: number, what: Asked) =>
  new Promise<Uint8Array>((signed) => {
    asked.set(id, signed)
    port.postMessage({ id, ask: what })
  })

async function pressed(id: number, { bytes, esl, places, side, at, lock }: Pressing): Promise<Uint8Array> {
  return signOfd(bytes, {
    provider: { name: 'haoban', company: '好办' },
    at,
    seal: esl,
    places: await placesOf(bytes, places, side),
    lock,
    sign: ({ dataHash, propertyInfo, at: signedAt }) => ask(id, { dataHash, propertyInfo, at: signedAt }),
  })
}

port.on('message', ({ id, file, signed }: { id: number; file?: Pressing; signed?: Uint8Array }) => {
  if (signed) {
    asked.get(id)?.(signed)
    asked.delete(id)
  } else if (file)
    pressed(id, file).then(
      (done) => port.postMessage({ id, done }),
      (error: Error) => port.postMessage({ id, failed: { name: error.name, message: error.message } }),
    )
})
