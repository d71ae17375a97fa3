/** What a model says of the models that it imports (DMN 1.5 §6.3.3): names that mean one thing, and no circles. */
import type { Definitions, Import } from './definitions.ts'
import type { Report } from './report.ts'

const modelsOf = ({ imports }: Definitions): Import[] => imports.filter((each) => each.isModel)

/** Reports what is wrong with the imports of each of the models; the first is the one that was asked for. */
export function checkImports(models: ReadonlyMap<string, Definitions>, report: Report): void {
  for (const definitions of models.values()) {
    checkGiven(definitions, models, report)
    checkNames(definitions, report)
  }
  checkCircles(models, report)
}

function checkGiven(definitions: Definitions, models: ReadonlyMap<string, Definitions>, report: Report): void {
  for (const { namespace, name, element } of modelsOf(definitions)) {
    if (!models.has(namespace))
      report.add('error', 'import', `The model that is imported as “${name}” was not given: ${namespace}`, element.place)
  }
}

/** A name with a dot in front of it means what is imported, so that it must mean one import, and had better mean nothing else. */
function checkNames({ imports, elements, itemDefinitions }: Definitions, report: Report): void {
  const own = new Set([...elements.map((each) => each.name), ...itemDefinitions.map((each) => each.attribute('name')?.trim())])
  const taken = new Set<string>()
  for (const { name, element } of imports) {
    if (name === '') continue
    if (taken.has(name)) report.add('error', 'import', `Two imports have the name “${name}”.`, element.place)
    else if (own.has(name))
      report.add('warning', 'import', `“${name}” is the name of an import and of something in this model.`, element.place)
    taken.add(name)
  }
}

/** Each circle is told once, at the import that closes it. */
function checkCircles(models: ReadonlyMap<string, Definitions>, report: Report): void {
  const done = new Set<string>()
  const path: string[] = []
  const visit = (namespace: string, through?: Import): void => {
    if (through && path.includes(namespace)) tellCircle(path, through, report)
    const definitions = models.get(namespace)
    if (!definitions || path.includes(namespace) || done.has(namespace)) return
    path.push(namespace)
    for (const each of modelsOf(definitions)) visit(each.namespace, each)
    path.pop()
    done.add(namespace)
  }
  for (const namespace of models.keys()) visit(namespace)
}

function tellCircle(path: readonly string[], { namespace, element }: Import, report: Report): void {
  const circle = [...path.slice(path.indexOf(namespace)), namespace]
  report.add('error', 'import', `Models import one another in a circle: ${circle.join(' → ')}`, element.place)
}
