/** A room's `module.ts`, read from its syntax tree without running it. */
import ts from 'typescript'
import { type Floor, hasRooms, sameRoom } from './place.ts'
import { lineOf, nameOf, walk } from './syntax.ts'
import type { CodeFile, Tree } from './tree.ts'

/** An id as it stands in the code. */
export type Id = { text: string; path: string; line: number }
/** `about` are the kinds of its subjects, `asks` the permissions that the room's routes ask for, `answers` what they answer, as `GET /path`. */
export type Manifest = {
  path: string
  floor: Floor
  room: string
  id?: Id
  uses: Id[]
  permissions: Id[]
  kpis: Id[]
  jobs: Id[]
  about: Id[]
  asks: Id[]
  answers: Id[]
}

/** The manifests of all rooms, those of the kernel too; a folder without one is not among them. */
export function manifestsOf(tree: Tree): Manifest[] {
  return tree.shipped
    .filter((f) => hasRooms(f.place) && f.place.room !== undefined && f.place.part === 'module')
    .flatMap((f) => manifestOf(tree, f) ?? [])
}

function manifestOf(tree: Tree, file: CodeFile): Manifest | undefined {
  const table = tableOf(file)
  if (!table) return undefined
  const idNode = propertyOf(table, 'id')
  const id = idNode && ts.isStringLiteralLike(idNode) ? idIn(file, idNode) : undefined
  const routes = tree.shipped.filter((f) => sameRoom(f.place, file.place)).flatMap(routesOf)
  return {
    path: file.path,
    floor: file.place.floor,
    room: file.place.room!,
    ...(id ? { id } : {}),
    uses: elements(tree, file, propertyOf(table, 'uses')).flatMap(({ node, file: at }) =>
      ts.isStringLiteralLike(node) ? [idIn(at, node)] : [],
    ),
    permissions: keys(tree, file, propertyOf(table, 'permissions')),
    kpis: elements(tree, file, propertyOf(table, 'kpis')).flatMap(({ node, file: at }) => idOfRow(at, node)),
    jobs: keys(tree, file, propertyOf(table, 'jobs')),
    about: keys(tree, file, propertyOf(table, 'about')),
    asks: routes.flatMap((r) => r.asks ?? []),
    answers: routes.map((r) => r.answers),
  }
}

const idIn = (file: CodeFile, node: ts.StringLiteralLike): Id => ({ text: node.text, path: file.path, line: lineOf(node) })

function tableOf(file: CodeFile): ts.ObjectLiteralExpression | undefined {
  let found: ts.ObjectLiteralExpression | undefined
  walk(file.source, (node) => {
    if (!ts.isCallExpression(node) || nameOf(node.expression) !== 'defineModule') return
    const [argument] = node.arguments
    if (argument && ts.isObjectLiteralExpression(argument)) found ??= argument
  })
  return found
}

function propertyOf(table: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of table.properties) {
    if (property.name === undefined || property.name.getText() !== name) continue
    if (ts.isPropertyAssignment(property)) return property.initializer
    if (ts.isShorthandPropertyAssignment(property)) return property.name
  }
  return undefined
}

type Found = { node: ts.Expression; file: CodeFile }

/** Follows a name to the constant it stands for, in this file or in the one it is imported from. */
function resolve(tree: Tree, file: CodeFile, node: ts.Expression | undefined): Found | undefined {
  if (!node) return undefined
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return resolve(tree, file, node.expression)
  if (!ts.isIdentifier(node)) return { node, file }
  for (const candidate of [file, ...importedFiles(tree, file, node.text)]) {
    const value = constantIn(candidate, node.text)
    if (value) return resolve(tree, candidate, value)
  }
  return undefined
}

function importedFiles(tree: Tree, file: CodeFile, name: string): CodeFile[] {
  const from = file.source.statements.flatMap((s) => {
    if (!ts.isImportDeclaration(s) || !s.importClause?.namedBindings || !ts.isNamedImports(s.importClause.namedBindings)) return []
    return s.importClause.namedBindings.elements.some((e) => e.name.text === name) ? [(s.moduleSpecifier as ts.StringLiteral).text] : []
  })
  const targets = file.imports.filter((i) => from.includes(i.specifier)).map((i) => i.target)
  return tree.shipped.filter((f) => targets.includes(f.path))
}

function constantIn(file: CodeFile, name: string): ts.Expression | undefined {
  for (const statement of file.source.statements) {
    if (!ts.isVariableStatement(statement)) continue
    const found = statement.declarationList.declarations.find((d) => ts.isIdentifier(d.name) && d.name.text === name)
    if (found?.initializer) return found.initializer
  }
  return undefined
}

function elements(tree: Tree, file: CodeFile, node: ts.Expression | undefined): Found[] {
  const list = resolve(tree, file, node)
  if (!list || !ts.isArrayLiteralExpression(list.node)) return []
  return list.node.elements.flatMap((e) => {
    if (ts.isSpreadElement(e)) return elements(tree, list.file, e.expression)
    return resolve(tree, list.file, e) ?? []
  })
}

function keys(tree: Tree, file: CodeFile, node: ts.Expression | undefined): Id[] {
  const table = resolve(tree, file, node)
  if (!table || !ts.isObjectLiteralExpression(table.node)) return []
  return table.node.properties.flatMap((p) => {
    if (ts.isSpreadAssignment(p)) return keys(tree, table.file, p.expression)
    if (!p.name) return []
    const text = ts.isStringLiteralLike(p.name) ? p.name.text : p.name.getText()
    return [{ text, path: table.file.path, line: lineOf(p) }]
  })
}

function idOfRow(file: CodeFile, node: ts.Expression): Id[] {
  const table = ts.isCallExpression(node) ? node.arguments.find(ts.isObjectLiteralExpression) : node
  if (!table || !ts.isObjectLiteralExpression(table)) return []
  const id = propertyOf(table, 'id')
  return id && ts.isStringLiteralLike(id) ? [idIn(file, id)] : []
}

const verbs = new Set(['get', 'post'])

/** Rows of the form `get('/path', 'room.verb', …)`; `anyone` and `signedIn` are names, not strings, and ask for no permission. */
function routesOf(file: CodeFile): { answers: Id; asks?: Id }[] {
  const found: { answers: Id; asks?: Id }[] = []
  walk(file.source, (node) => {
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression) || !verbs.has(node.expression.text)) return
    const [path, may] = node.arguments
    const text = path && pathText(path)
    if (!text || !may) return
    const answers = { text: `${node.expression.text.toUpperCase()} ${text}`, path: file.path, line: lineOf(node) }
    found.push({ answers, ...(ts.isStringLiteralLike(may) ? { asks: idIn(file, may) } : {}) })
  })
  return found
}

function pathText(node: ts.Expression): string | undefined {
  const text = ts.isStringLiteralLike(node) ? node.text : ts.isTemplateExpression(node) ? node.getText() : ''
  return /^[/`]/.test(text) ? text : undefined
}
