/** What failed, or held only when it was looked at again, a line each, after everything else was told: where only the end of a log is kept, it says what to look at. */
import type { Reporter, TestModule } from 'vitest/node'

type Told = { name?: string; message?: string; stack?: string }

const line = (error: Told | undefined) => `${error?.name ?? 'Error'}: ${(error?.message ?? '').replace(/\s+/g, ' ').slice(0, 400)}`
const place = (error: Told | undefined) => /^\s*at .*$/m.exec(error?.stack ?? '')?.[0].trim() ?? ''

function* failuresOf(module: TestModule): Generator<string> {
  for (const error of module.errors()) yield `${module.relativeModuleId}: ${line(error)}`
  for (const suite of module.children.allSuites())
    for (const error of suite.errors()) yield `${module.relativeModuleId} > ${suite.fullName}: ${line(error)}`
  for (const test of module.children.allTests('failed'))
    yield `${module.relativeModuleId} > ${test.fullName}: ${line(test.result().errors?.[0])}`
}

/** A fault to be found, though the run is green. */
function* againOf(module: TestModule): Generator<string> {
  for (const test of module.children.allTests('passed'))
    if (test.diagnostic()?.flaky) yield `${module.relativeModuleId} > ${test.fullName}: ${line(test.result().errors?.[0])}`
}

export default class FailedLast implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly Told[]): void {
    const failures = [...modules].flatMap((module) => [...failuresOf(module)])
    const strays = unhandled.map((error) => `nobody caught: ${line(error)} ${place(error)}`)
    for (const told of [...modules].flatMap((module) => [...againOf(module)])) process.stdout.write(`ONLY AT THE SECOND LOOK ${told}\n`)
    for (const told of [...failures, ...strays]) process.stdout.write(`FAILED ${told}\n`)
  }
}
