/** What the law reads from a syntax tree: imports, strings, functions, calls. */
import { posix } from 'node:path'
import ts from 'typescript'

/** `target` is the path in the repository where the import stays in the house; packages from npm have none. */
export type Import = { specifier: string; target?: string; typeOnly: boolean; line: number }

export const parse = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS)

export const lineOf = (node: ts.Node): number => {
  const source = node.getSourceFile()
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
}

/** Calls `visit` on every node below, outermost first. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  ts.forEachChild(node, (child) => {
    visit(child)
    walk(child, visit)
  })
}

/** Every import of a file, in whatever form: import, export from, import(), require(), import types. */
export function importsOf(path: string, source: ts.SourceFile): Import[] {
  const found: Import[] = []
  walk(source, (node) => {
    const at = specifierOf(node)
    if (at) found.push({ specifier: at.text, typeOnly: isTypeOnly(node), line: lineOf(node), ...targetOf(path, at.text) })
  })
  return found
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return literal(node.moduleSpecifier)
  if (ts.isCallExpression(node) && isImporting(node.expression)) return literal(node.arguments[0])
  if (ts.isImportTypeNode(node)) return ts.isLiteralTypeNode(node.argument) ? literal(node.argument.literal) : undefined
  if (ts.isExternalModuleReference(node)) return literal(node.expression)
  return undefined
}

const literal = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? node : undefined)
const isImporting = (called: ts.Node) =>
  called.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(called) && called.text === 'require')

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true
  if (ts.isExportDeclaration(node)) return node.isTypeOnly || everyElementIsType(node.exportClause)
  if (!ts.isImportDeclaration(node)) return false
  const clause = node.importClause
  if (clause?.isTypeOnly) return true
  return clause !== undefined && clause.name === undefined && everyElementIsType(clause.namedBindings)
}

function everyElementIsType(bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined): boolean {
  if (!bindings || !('elements' in bindings) || bindings.elements.length === 0) return false
  return [...bindings.elements].every((e) => 'isTypeOnly' in e && e.isTypeOnly)
}

function targetOf(path: string, specifier: string): { target?: string } {
  if (specifier.startsWith('#test/')) return { target: specifier.slice(1) }
  if (specifier.startsWith('#')) return { target: `src/${specifier.slice(1)}` }
  if (specifier.startsWith('.')) return { target: posix.normalize(posix.join(posix.dirname(path), specifier)) }
  return {}
}

/** A piece of text in the code, with `?` where a template puts a value in. `tag` is the last name of a template's tag. */
export type Piece = { text: string; tag?: string; line: number; node: ts.Node }

/** Every string and template of a file, and text between JSX tags, without module specifiers. */
export function piecesOf(source: ts.SourceFile): Piece[] {
  const found: Piece[] = []
  walk(source, (node) => {
    const text = textOf(node)
    if (text === undefined || isSpecifier(node)) return
    const tag = ts.isTaggedTemplateExpression(node.parent) ? nameOf(node.parent.tag) : undefined
    found.push({ text, line: lineOf(node), node, ...(tag ? { tag } : {}) })
  })
  return found
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node) || ts.isJsxText(node)) return node.text
  if (ts.isTemplateExpression(node)) return node.head.text + node.templateSpans.map((s) => ` ? ${s.literal.text}`).join('')
  return undefined
}

function isSpecifier({ parent }: ts.Node): boolean {
  return ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || (ts.isCallExpression(parent) && isImporting(parent.expression))
}

/** The last name of an expression: `sql` for both `sql` and `tx.sql`. */
export function nameOf(node: ts.Node): string | undefined {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isCallExpression(node) || ts.isNonNullExpression(node)) return nameOf(node.expression)
  return undefined
}

/** Functions of a file that have a body, with the number of lines each takes. */
export function functionsOf(source: ts.SourceFile): { name: string; lines: number; line: number }[] {
  const found: { name: string; lines: number; line: number }[] = []
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return
    const last = source.getLineAndCharacterOfPosition(node.getEnd()).line + 1
    found.push({ name: functionName(node), lines: last - lineOf(node) + 1, line: lineOf(node) })
  })
  return found
}

function functionName(node: ts.SignatureDeclaration): string {
  if (node.name) return node.name.getText()
  if (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent)) return node.parent.name.getText()
  return 'a function without a name'
}
