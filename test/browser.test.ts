import { describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'

/** Whether the two signs are drawn differently: a missing letter is the same box every time. */
async function tellsApart(env: Record<string, string | undefined>, one: string, other: string): Promise<boolean> {
  const browser = await openBrowser(env)
  try {
    const page = await browser.newPage()
    return await page.evaluate(
      ([a, b]) => {
        const draw = (sign: string) => {
          const canvas = document.createElement('canvas')
          const pen = canvas.getContext('2d')!
          pen.font = '40px sans-serif'
          pen.fillText(sign, 10, 60)
          return canvas.toDataURL()
        }
        return draw(a!) !== draw(b!)
      },
      [one, other],
    )
  } finally {
    await browser.close()
  }
}

describe('a browser for tests', () => {
  test('the first one found shows Chinese', async () => {
    expect(await tellsApart(process.env, '赣', '州')).toBe(true)
  })

  test('a bare machine takes the one from npm, and it shows Chinese too', async () => {
    expect(await tellsApart({ HOME: process.env.HOME }, '赣', '州')).toBe(true)
  })

  test('a wrong CHROMIUM_PATH is said, and nothing else is started', async () => {
    await expect(openBrowser({ ...process.env, CHROMIUM_PATH: '/no/such/browser' })).rejects.toThrow('CHROMIUM_PATH names /no/such/browser')
  })
})
