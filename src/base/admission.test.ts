import { describe, expect, test, vi } from 'vitest'
import { openAdmission } from './admission.ts'

const small = () => openAdmission({ working: 2, waiting: 2, waitMs: { write: 400, read: 100 } })

describe('the queue before the house', () => {
  test('lets in as many as there are places, and no more', async () => {
    const door = small()
    expect([await door.enter('read'), await door.enter('write')]).toEqual([true, true])
    void door.enter('read')
    expect(door.standing()).toEqual({ working: 2, waiting: 1 })
  })

  test('whoever finds the queue full is told at once', async () => {
    const door = small()
    for (let n = 0; n < 4; n++) void door.enter('read')
    expect(await door.enter('read')).toBe(false)
    expect(door.standing()).toEqual({ working: 2, waiting: 2 })
  })

  test('a place that becomes free goes to a writer before a reader, and to the first of them', async () => {
    const door = small()
    const order: string[] = []
    await door.enter('read')
    await door.enter('read')
    const came = (name: string) => (entered: boolean) => void order.push(`${name} ${entered}`)
    const all = [
      door.enter('read').then(came('reader')),
      door.enter('write').then(came('first writer')),
      door.enter('write').then(came('second writer')),
    ]
    for (let n = 0; n < 3; n++) {
      door.leave()
      await new Promise(setImmediate)
    }
    await Promise.all(all)
    expect(order).toEqual(['first writer true', 'second writer true', 'reader true'])
    expect(door.standing()).toEqual({ working: 2, waiting: 0 })
  })

  test('a reader waits a short while and a writer longer, and then each is told no', async () => {
    vi.useFakeTimers()
    try {
      const door = small()
      await door.enter('read')
      await door.enter('read')
      const told: string[] = []
      void door.enter('read').then((entered) => told.push(`reader ${entered}`))
      void door.enter('write').then((entered) => told.push(`writer ${entered}`))
      await vi.advanceTimersByTimeAsync(101)
      expect(told).toEqual(['reader false'])
      await vi.advanceTimersByTimeAsync(300)
      expect(told).toEqual(['reader false', 'writer false'])
      expect(door.standing()).toEqual({ working: 2, waiting: 0 })
    } finally {
      vi.useRealTimers()
    }
  })

  test('when all have left, nobody is at work', async () => {
    const door = small()
    await door.enter('read')
    await door.enter('write')
    door.leave()
    door.leave()
    expect(door.standing()).toEqual({ working: 0, waiting: 0 })
  })
})
