/** The part of tracing that only a house with an exporter loads. */
import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import { BasicTracerProvider, BatchSpanProcessor, type SpanProcessor } from '@opentelemetry/sdk-trace-base'

/** Makes a processor the one of this process; `stop` sends what waits, and leaves no trace of tracing. */
export function register(processor: SpanProcessor, service: string): { stop(): Promise<void> } {
  const resource = defaultResource().merge(resourceFromAttributes({ 'service.name': service }))
  const provider = new BasicTracerProvider({ resource, spanProcessors: [processor] })
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(provider)
  return {
    async stop() {
      for (const api of [trace, context, propagation]) api.disable()
      await provider.shutdown()
    },
  }
}

/** In batches, beside the work; what the collector does not take is dropped and never holds a request up. */
export const exportSpans = (service: string) => register(new BatchSpanProcessor(new OTLPTraceExporter()), service)
