/** The scripts of the benchmark: names that leave traces, read and write data, wait or fail. */
import type { Data, TaskCommand } from '@haoban/bpmn'

/** What a script does: traces it leaves, variables it writes, milliseconds it takes, the error it throws. */
export type Effect = { traces?: readonly string[]; variables?: Data; takes?: number; error?: true; stamp?: string }

const theData = 'String'

/** The variable that data scripts speak of: what the model maps, else the one item that the process declares. */
type World = { variables: Data; item: string }

type Script = (command: TaskCommand, world: World) => Effect

function increment(world: World): Data {
  return { integerVariable: Number(world.variables.integerVariable ?? 0) + 1 }
}

function written(command: TaskCommand, world: World, value: unknown): Data {
  const names = command.results.length > 0 ? command.results : [world.item]
  return Object.fromEntries(names.map((name) => [name, value]))
}

function read(command: TaskCommand, world: World): unknown {
  const mapped = Object.values(command.input ?? {})
  return mapped.length > 0 ? mapped[0] : world.variables[world.item]
}

const scripts: readonly (readonly [RegExp, (match: RegExpExecArray) => Script])[] = [
  [
    /^SCRIPT_\w+$/,
    ([name]) =>
      () => ({ traces: [name] }),
  ],
  [/^INCREMENT_INTEGER_VARIABLE_AND_LOG$/, () => (_c, world) => ({ traces: ['INCREMENT_correct'], variables: increment(world) })],
  [/^INCREMENT_INTEGER_VARIABLE$/, () => (_c, world) => ({ variables: increment(world) })],
  [/^SET_STRING_DATA$/, () => (c, world) => ({ variables: written(c, world, theData) })],
  [/^LOG_DATA$/, () => (c, world) => ({ traces: read(c, world) === theData ? ['DATA_correct'] : [] })],
  [/^CREATE_MARKER_FILE$/, () => () => ({ traces: ['MARKER_exists'] })],
  [/^THROW_ERROR$/, () => () => ({ error: true })],
  [/^WAIT_TEN_SECONDS$/, () => () => ({ takes: 10_000 })],
  [
    /^CREATE_TIMESTAMP_LOG_(\w+)$/,
    ([, name]) =>
      () => ({ stamp: name! }),
  ],
]

/** All else, such as CREATE_LOG_FILE, does nothing. */
export function effectOf(command: TaskCommand, world: World): Effect {
  const source = command.task.script ?? ''
  for (const [form, make] of scripts) {
    const match = form.exec(source)
    if (match) return make(match)(command, world)
  }
  return {}
}
