import { SpanKind } from '@opentelemetry/api'
import { InMemorySpanExporter, type ReadableSpan, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { register } from '#base/trace/export.ts'
import { fillDraft, sendDraft } from '#test/food.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'

const memory = new InMemorySpanExporter()
let tracing: { stop(): Promise<void> }
let city: TestCity
let citizen: Client

beforeAll(async () => {
  city = await openTestCity()
  citizen = await city.citizen('钟家明')
  tracing = register(new SimpleSpanProcessor(memory), 'haoban-test')
})
afterAll(async () => {
  await tracing.stop()
  await city.close()
})

const spans = () => memory.getFinishedSpans()
const named = (name: string) => spans().filter((s) => s.name === name)
const traceOf = (span: ReadableSpan) => span.spanContext().traceId
const parentOf = (span: ReadableSpan) => span.parentSpanContext?.spanId

test('a request, its transaction and the jobs that it leaves are one trace', async () => {
  const draft = await fillDraft(citizen)
  await city.drain()
  memory.reset()
  await sendDraft(citizen, draft)
  const [sent] = named('POST /drafts/:id/check')
  expect(sent).toMatchObject({ kind: SpanKind.SERVER, attributes: { 'http.route': '/drafts/:id/check', 'http.response.status_code': 200 } })
  const inside = named('transaction').find((s) => parentOf(s) === sent!.spanContext().spanId)
  expect(traceOf(inside!)).toBe(traceOf(sent!))
  await city.drain()
  const [job] = named('job document.draw')
  expect(job!.kind).toBe(SpanKind.CONSUMER)
  expect(traceOf(job!)).toBe(traceOf(sent!))
  const work = named('transaction').find((s) => parentOf(s) === job!.spanContext().spanId)
  expect(traceOf(work!)).toBe(traceOf(sent!))
})

test('a request goes on with the trace of whoever sent it', async () => {
  const id = '4bf92f3577b34da6a3ce929d0e0e4736'
  await citizen.send('GET', '/items', { headers: { traceparent: `00-${id}-00f067aa0ba902b7-01` } })
  const [list] = named('GET /items')
  expect([traceOf(list!), parentOf(list!)]).toEqual([id, '00f067aa0ba902b7'])
})

test('a refusal is no error, and its code is told; a fault is one', async () => {
  memory.reset()
  await citizen.get('/work/cases?queue=office')
  const refused = named('transaction').find((s) => s.attributes['error.type'] !== undefined)
  expect(refused).toMatchObject({ attributes: { 'error.type': expect.stringMatching(/^[a-z]+[.-]/) }, status: { code: 0 } })
})

test('no span tells a name, a number, an address or an answer', () => {
  const told = JSON.stringify(spans().map((s) => [s.name, s.attributes, s.events, s.status]))
  expect(told).not.toMatch(/[\u4e00-\u9fff]/)
  expect(told).not.toMatch(/\d{11}|kejia|zhong|\?|drafts\/[0-9a-z]{10}/)
})
