/** Tests of conditions as the cells of a table would write them. */
import { textOf } from '../builtins/text.ts'
import type { Node } from '../feel/node.ts'
import { FeelRange, isList, type Value } from '../values/value.ts'

const literal = (value: Value): string => {
  if (isList(value)) return value.map(literal).join(', ')
  const isMoment =
    typeof value === 'object' && value !== null && !(value instanceof FeelRange) && 'toJSON' in value && !('toFixed' in value)
  return isMoment ? `@"${String(value)}"` : textOf(value)
}

const operand = (node: Node) => (node.op === 'const' ? literal(node.value) : '…')

/** `x = true` is said by its name alone. */
export function cellText(node: Node | undefined): string {
  if (!node) return '-'
  switch (node.op) {
    case 'compare':
      return node.sign === '=' ? operand(node.right) : `${node.sign} ${operand(node.right)}`
    case 'meets':
      return operand(node.test)
    case 'between':
      return `[${operand(node.low)}..${operand(node.high)}]`
    case 'any':
      return node.tests.map(cellText).join(', ')
    case 'not':
      return `not(${cellText(node.of)})`
    case 'and':
    case 'or':
      return `${cellText(node.left)} ${node.op} ${cellText(node.right)}`
    default:
      return '…'
  }
}
