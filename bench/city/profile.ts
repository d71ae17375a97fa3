/** Where one thread's time goes, by V8's own samples: each belongs to the innermost function of a table that is on its stack. */
import { type Profiler, Session } from 'node:inspector/promises'

/** By a name for the reader: functions as `file:function`, or `file:` for all of a file; the file's path may be cut at its beginning. */
export type Places = Readonly<Record<string, readonly string[]>>

type Frame = Profiler.ProfileNode['callFrame']

function placeOf({ functionName, url }: Frame, places: Places): string | undefined {
  if (functionName === '(idle)') return 'waiting'
  if (functionName === '(garbage collector)') return 'collecting garbage'
  const named = (one: string) => {
    const [file, name] = one.split(':') as [string, string]
    return url.endsWith(file) && (name === '' || name === functionName)
  }
  return Object.keys(places).find((place) => places[place]!.some(named))
}

/** Milliseconds by place; what belongs to none is `the rest`. */
function sorted({ nodes, samples = [], timeDeltas = [] }: Profiler.Profile, places: Places): Map<string, number> {
  const at = new Map<number, string>()
  const walk = (id: number, above: string) => {
    const node = byId.get(id)!
    const place = placeOf(node.callFrame, places) ?? above
    at.set(id, place)
    for (const child of node.children ?? []) walk(child, place)
  }
  const byId = new Map(nodes.map((n) => [n.id, n]))
  walk(nodes[0]!.id, 'the rest')
  const spent = new Map<string, number>()
  for (const [i, id] of samples.entries()) spent.set(at.get(id)!, (spent.get(at.get(id)!) ?? 0) + timeDeltas[i]! / 1_000)
  return spent
}

/** Does work under the profiler. */
export async function profiled(work: () => Promise<void>, places: Places): Promise<Map<string, number>> {
  const session = new Session()
  session.connect()
  await session.post('Profiler.enable')
  await session.post('Profiler.setSamplingInterval', { interval: 200 })
  await session.post('Profiler.start')
  await work()
  const { profile } = await session.post('Profiler.stop')
  session.disconnect()
  return sorted(profile, places)
}
