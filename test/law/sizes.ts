/** Sizes that a reader can hold, and colours where a designer looks for them. */
import ts from 'typescript'
import type { Rule, Violation } from './rule.ts'
import { functionsOf, type Piece, piecesOf } from './syntax.ts'
import type { CodeFile, TextFile, Tree } from './tree.ts'

const fileLimit = 500
const functionLimit = 50
/** A component is mostly markup, which reads faster than code. */
const componentLimit = 80

const isGenerated = ({ path }: TextFile) => /\.gen\.tsx?$/.test(path)
const linesOf = (text: string) => text.replace(/\n$/, '').split('\n').length
const limitOf = (f: CodeFile) => (f.path.endsWith('.tsx') ? componentLimit : functionLimit)

function longFunctions(f: CodeFile): Violation[] {
  return functionsOf(f.source)
    .filter((fn) => fn.lines > limitOf(f))
    .map((fn) => ({ path: f.path, line: fn.line, says: `${fn.name} has ${fn.lines} lines` }))
}

const colour = /(^|[\s(:,])#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})(?![\w-])|\b(rgb|hsl|oklch)a?\(/i
const pixels = /(^|[\s(:,])-?\d+(\.\d+)?px\b/
const anchors = new Set(['href', 'to', 'id', 'htmlFor', 'action'])

/** `href="#fee"` is a place on the page and no colour. */
const isAnchor = ({ node }: Piece) => ts.isJsxAttribute(node.parent) && anchors.has(node.parent.name.getText())

function paintIn(f: CodeFile): Violation[] {
  return piecesOf(f.source)
    .filter((p) => !isAnchor(p))
    .flatMap((p) => {
      const found = colour.exec(p.text) ?? pixels.exec(p.text)
      return found ? [{ path: f.path, line: p.line, says: `says ${found[0].trim()}` }] : []
    })
}

const inSource = (f: TextFile) => f.path.startsWith('src/') && f.place.floor !== 'ui'

function paint(tree: Tree): Violation[] {
  const styles = tree.texts.filter((f) => inSource(f) && f.path.endsWith('.css'))
  return [
    ...tree.shipped.filter(inSource).flatMap(paintIn),
    ...styles.filter((f) => colour.test(f.text) || pixels.test(f.text)).map((f) => ({ path: f.path, says: 'holds colours or pixels' })),
  ]
}

export const sizeRules: Rule[] = [
  {
    id: 'file-size',
    sentence: `a file has no more than ${fileLimit} lines`,
    check: (tree) =>
      tree.code
        .filter((f) => !isGenerated(f) && linesOf(f.text) > fileLimit)
        .map((f) => ({ path: f.path, says: `has ${linesOf(f.text)} lines` })),
  },
  {
    id: 'function-size',
    sentence: `a function has no more than ${functionLimit} lines, in a .tsx file ${componentLimit}; tests, which read as stories, may be longer`,
    check: (tree) => tree.shipped.filter((f) => !isGenerated(f)).flatMap(longFunctions),
  },
  { id: 'paint', sentence: 'colours and pixels stand in src/ui and nowhere else', check: paint },
]
