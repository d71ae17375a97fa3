import { expect, test } from 'vitest'
import { readBody, readQuery } from './body.ts'
import { openIntake } from './intake.ts'

const read = async (request: Request) => {
  const { taken } = await openIntake().take(request, 10_000)
  return readBody(taken, request.headers.get('content-type') ?? '')
}
const posted = (fields: Record<string, string>) => read(new Request('http://house/', { method: 'POST', body: new URLSearchParams(fields) }))

test('分三格填的一天，读成一个日期；在一行一行填的表里也一样', async () => {
  expect(await posted({ 'on[year]': '2023', 'on[month]': '7', 'on[day]': '1' })).toEqual({ on: '2023-07-01' })
  const row = { 'staff[0][name]': '钟家明', 'staff[0][since][year]': '2023', 'staff[0][since][month]': '', 'staff[0][since][day]': '5' }
  expect(await posted(row)).toEqual({ staff: [{ name: '钟家明', since: '2023--5' }] })
  expect(await posted({ 'on[year]': '', 'on[month]': '', 'on[day]': '' })).toEqual({ on: '' })
  expect(readQuery(new URL('http://house/?on[year]=2023&on[month]=12&on[day]=31'))).toEqual({ on: '2023-12-31' })
})

test('整个写的日期照旧；只有一格两格的不当成日期；程序发来的照原样', async () => {
  expect(await posted({ on: '2023-07-01' })).toEqual({ on: '2023-07-01' })
  expect(await posted({ 'on[year]': '2023', 'on[month]': '7' })).toEqual({ on: { year: '2023', month: '7' } })
  const body = JSON.stringify({ on: { year: '2023', month: '7', day: '1' } })
  const json = new Request('http://house/', { method: 'POST', body, headers: { 'content-type': 'application/json' } })
  expect(await read(json)).toEqual({ on: { year: '2023', month: '7', day: '1' } })
})
