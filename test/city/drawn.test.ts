/** Pages that are drawn once for all strangers: nobody gets another's, and nobody gets one that is out of date. */
import { gunzipSync } from 'node:zlib'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act } from '#app/context.ts'
import { anonymous } from '#kernel/permission/api.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'

let city: TestCity
beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
})
afterAll(() => city.close())

const food = 'food-business-licence-new'
const guide = `/items/${food}?division=360702`
const textOf = async (path = guide, who: Client = city.anyone()) => (await who.page(path)).text.replace(/<[^>]*>/g, '')

describe('a page for everybody', () => {
  test('reads neither the client key nor the moment, so that one drawing is right for all', async () => {
    const steady = city.house.rooms.flatMap((r) => r.routes ?? []).filter((r) => r.steady)
    expect(steady.map((r) => r.path)).toEqual(['/items/:code'])
    for (const { page, act: load } of steady) {
      const data = await act(city.house, anonymous, (ctx) => load(ctx, { code: food, division: '360702', answers: {} }))
      const [division] = city.house.divisions
      const frame = { title: '', city: city.house.city, division: division!, divisions: city.house.divisions, care: false, path: guide }
      const drawn = (key: string, at: string) => renderToString(createElement(() => page!({ data, frame, key, now: new Date(at) })))
      expect(drawn('one', '2023-06-15T10:00:00+08:00')).toBe(drawn('other', '2024-01-01T00:00:00+08:00'))
    }
  })

  test('follows the place, the answers, 关怀版, the day and whether one is signed in', async () => {
    const citizen = await city.citizen('钟家明')
    const here = await textOf()
    expect(await textOf()).toBe(here)
    expect(await textOf(guide.replace('360702', '360704'))).not.toBe(here)
    expect(await textOf(`${guide}&answers[sells]=packaged`)).not.toBe(here)
    expect((await city.anyone().page(guide)).text).not.toContain('data-care')
    expect((await city.anyone().send('GET', guide, { headers: { accept: 'text/html', cookie: 'haoban_care=1' } })).text).toContain(
      'data-care',
    )
    expect(await textOf(guide, citizen)).toContain('钟家明')
    expect(await textOf()).not.toContain('钟家明')
    city.clock.set('2023-06-16T10:00:00+08:00')
    expect(await textOf()).not.toBe(here)
  })

  test('is gone at once where the item is suspended, and there again when it goes on', async () => {
    const suspend = (to: string) => city.sql('update item.item set state = $1 where code = $2', [to, food])
    const before = await textOf()
    await suspend('suspended')
    expect((await city.anyone().page(guide)).status).toBe(410)
    await suspend('published')
    expect(await textOf()).toBe(before)
  })

  test('shows a new version from the first request after it was published, in every process', async () => {
    expect(await textOf()).toContain('第 1 版')
    // As another process of the house would write it.
    await city.sql(`insert into item.version select code, 2, jsonb_set(file, '{lead}', '"换了新的开头。"'), form, hash || '2', published_at, published_by, note
      from item.version where code = '${food}' and version = 1`)
    await city.sql(`insert into item.handling (handling_code, version, code, organ, division, content)
      select handling_code, 2, code, organ, division, jsonb_set(content, '{lead}', '"换了新的开头。"') from item.handling where code = '${food}' and version = 1`)
    await city.sql('update item.item set version = 2 where code = $1', [food])
    const after = await textOf()
    expect(after).toContain('第 2 版')
    expect(after).toContain('换了新的开头。')
  })
})

describe('compressed', () => {
  const asked = (who: Client) =>
    city.app.request(guide, {
      headers: {
        accept: 'text/html',
        'accept-encoding': 'gzip, br',
        cookie: who
          .jar()
          .map(([k, v]) => `${k}=${v}`)
          .join('; '),
      },
    })

  test('a stranger’s page is small on the way and the same at its end', async () => {
    const answer = await asked(city.anyone())
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual(['gzip', 'accept-encoding'])
    expect(gunzipSync(bytes).toString()).toBe((await city.anyone().page(guide)).text)
    expect(bytes.length).toBeLessThan(gunzipSync(bytes).length / 2)
  })

  test('with a session nothing is, because its token stands in the page', async () => {
    const answer = await asked(await city.citizen('钟家明'))
    expect(answer.headers.get('content-encoding')).toBeNull()
    expect(await answer.text()).toContain('钟家明')
  })
})
