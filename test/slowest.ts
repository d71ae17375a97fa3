/** The ten files that took longest, at the end of every run: what to mend first where the suite grows slow. */
import type { Reporter, TestModule } from 'vitest/node'

const shown = 10

/** A file's own time: reading its modules, its hooks and its tests. */
const msOf = (module: TestModule): number => {
  const { collectDuration, duration } = module.diagnostic()
  return collectDuration + duration
}

export default class Slowest implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const slow = modules
      .map((module) => ({ path: module.relativeModuleId, ms: msOf(module) }))
      .sort((a, b) => b.ms - a.ms)
      .slice(0, shown)
    if (modules.length <= shown) return
    const total = modules.reduce((sum, module) => sum + msOf(module), 0)
    const lines = slow.map(({ path, ms }) => `  ${(ms / 1_000).toFixed(1).padStart(6)} s  ${path}`)
    process.stdout.write(
      `The ${shown} slowest of ${modules.length} files, of ${Math.round(total / 1_000)} s in all:\n${lines.join('\n')}\n`,
    )
  }
}
