/**
 * Traces by OpenTelemetry, from a request over its transactions to the jobs that it left. Without an exporter all of this does nothing.
 * Attributes name routes, tasks and outcomes, never addresses, numbers or people; of an error only its class or code is told.
 */
import { type Attributes, context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { Refusal } from './refusal.ts'

const tracer = () => trace.getTracer('haoban')

/** What an error is called where anybody may read it: a refusal's code, PostgreSQL's SQLSTATE, or the class. */
export function errorType(error: unknown): string {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown }
  return typeof code === 'string' ? code : String(name ?? 'unknown')
}

/** Runs work as a span below the one that is active. A refusal is an answer and no error of the span. */
export function traced<T>(name: string, attributes: Attributes, work: (span: Span) => Promise<T>, kind = SpanKind.INTERNAL): Promise<T> {
  return tracer().startActiveSpan(name, { attributes, kind }, async (span) => {
    try {
      return await work(span)
    } catch (error) {
      span.setAttribute('error.type', errorType(error))
      if (!(error instanceof Refusal)) span.setStatus({ code: SpanStatusCode.ERROR })
      throw error
    } finally {
      span.end()
    }
  })
}

/** The active span in the words of W3C Trace Context, to be carried elsewhere; undefined where nothing is traced. */
export function traceparent(): string | undefined {
  const carrier: { traceparent?: string } = {}
  propagation.inject(context.active(), carrier)
  return carrier.traceparent
}

/** Goes on with a trace that came from elsewhere; an unreadable one begins anew. */
export function continued<T>(parent: string | undefined, work: () => T): T {
  return parent === undefined ? work() : context.with(propagation.extract(context.active(), { traceparent: parent }), work)
}

export type Tracing = { stop(): Promise<void> }
type Env = Record<string, string | undefined>

/** Sends traces where `OTEL_EXPORTER_OTLP_ENDPOINT` says (OTLP over HTTP); other settings are those of OpenTelemetry itself. */
export async function openTracing(env: Env, service: string): Promise<Tracing | undefined> {
  if (!env.OTEL_EXPORTER_OTLP_ENDPOINT) return undefined
  const { exportSpans } = await import('./trace/export.ts')
  return exportSpans(service)
}
