/** Just enough of SQL to know which tables a text names: comments, strings and function syntax are told apart from clauses. */

/** `does` is what the clause does to the name; `call` marks a set-returning function. Names are lower case as PostgreSQL folds them. */
export type Naming = { does: 'use' | 'define' | 'reference'; schema?: string; name: string; call: boolean; line: number }

type Token = { text: string; line: number; body?: string }

const scanner =
  /\s+|--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"((?:[^"]|"")*)"|(\$\w*\$)([\s\S]*?)\2|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|[\s\S]/gy

function tokensOf(text: string, firstLine: number): Token[] {
  const tokens: Token[] = []
  let line = firstLine
  for (const [whole, quoted, , body] of text.matchAll(scanner)) {
    if (body !== undefined) tokens.push({ text: '$body$', line, body })
    else if (quoted !== undefined) tokens.push({ text: quoted, line })
    else if (whole.startsWith("'")) tokens.push({ text: "''", line })
    else if (!/^(\s|--|\/\*)/.test(whole)) tokens.push({ text: whole.toLowerCase(), line })
    line += whole.split('\n').length - 1
  }
  return tokens
}

/** Every table, view, type or schema that stands in a clause of this text; bodies of functions are read too. */
export function namingsOf(text: string, firstLine = 1): Naming[] {
  const tokens = tokensOf(text, firstLine)
  const bodies = tokens.flatMap((t) => (t.body === undefined ? [] : namingsOf(t.body, t.line)))
  return [...statementsOf(tokens).flatMap((s) => [...definitions(s), ...uses(s)]), ...bodies]
}

function statementsOf(tokens: Token[]): Token[][] {
  const statements: Token[][] = [[]]
  for (const token of tokens) {
    if (token.text === ';') statements.push([])
    else statements.at(-1)!.push(token)
  }
  return statements.filter((s) => s.length > 0)
}

const isName = (token: Token | undefined) => token !== undefined && /^[a-z_\u0080-\uffff]/.test(token.text)
const fillers = new Set(['only', 'lateral', 'if', 'not', 'exists', 'table'])

/** Reads a name at `at`, with its schema where one is given; undefined where no name stands there. */
function nameAt(tokens: Token[], at: number, does: Naming['does']): (Naming & { next: number }) | undefined {
  let i = at
  while (fillers.has(tokens[i]?.text ?? '')) i++
  const first = tokens[i]
  if (!first || !isName(first)) return undefined
  const dotted = tokens[i + 1]?.text === '.' && isName(tokens[i + 2])
  const next = dotted ? i + 3 : i + 1
  const name = dotted ? tokens[i + 2]!.text : first.text
  return { does, name, line: first.line, call: tokens[next]?.text === '(', next, ...(dotted ? { schema: first.text } : {}) }
}

const clauses: Record<string, Naming['does']> = {
  from: 'use',
  join: 'use',
  into: 'use',
  update: 'use',
  truncate: 'use',
  lock: 'use',
  references: 'reference',
}
/** `extract(year from x.at)` and its like are no clauses. */
const fromFunctions = new Set(['extract', 'substring', 'trim', 'overlay'])

function uses(tokens: Token[]): Naming[] {
  const found: Naming[] = []
  const opened: string[] = []
  tokens.forEach((token, i) => {
    if (token.text === '(') opened.push(tokens[i - 1]?.text ?? '')
    if (token.text === ')') opened.pop()
    const does = Object.hasOwn(clauses, token.text) ? clauses[token.text] : undefined
    if (!does || isColumn(tokens, i) || isNoClause(token.text, tokens[i - 1]?.text, opened.at(-1))) return
    found.push(...namesFrom(tokens, i + 1, does, token.text === 'from'))
  })
  return found
}

const isColumn = (tokens: Token[], i: number) => tokens[i - 1]?.text === '.' || tokens[i + 1]?.text === '.'
const isNoClause = (word: string, before: string | undefined, inside: string | undefined) =>
  (word === 'from' && (before === 'distinct' || fromFunctions.has(inside ?? ''))) ||
  (word === 'update' && (before === 'for' || before === 'do'))

/** The names of a clause; `from a.x p, b.y q` has several. */
function namesFrom(tokens: Token[], at: number, does: Naming['does'], several: boolean): Naming[] {
  const found: Naming[] = []
  for (let i = at; ; i++) {
    const naming = nameAt(tokens, i, does)
    if (!naming) return found
    const { next, ...rest } = naming
    found.push({ ...rest, call: rest.call && several })
    i = afterAlias(tokens, next)
    if (!several || tokens[i]?.text !== ',') return found
  }
}

function afterAlias(tokens: Token[], at: number): number {
  let i = afterParens(tokens, at)
  if (tokens[i]?.text === 'as') i++
  if (isName(tokens[i])) i++
  return afterParens(tokens, i)
}

function afterParens(tokens: Token[], at: number): number {
  if (tokens[at]?.text !== '(') return at
  let depth = 0
  for (let i = at; i < tokens.length; i++) {
    if (tokens[i]!.text === '(') depth++
    if (tokens[i]!.text === ')' && --depth === 0) return i + 1
  }
  return tokens.length
}

const shaped = new Set(['table', 'view', 'function', 'procedure', 'type', 'domain', 'sequence', 'schema'])
const attached = new Set(['index', 'trigger', 'policy', 'rule'])
const changing = new Set(['create', 'alter', 'drop', 'comment'])

/** What a statement creates, alters, drops or grants. */
function definitions(tokens: Token[]): Naming[] {
  const verb = tokens[0]!.text
  if (verb === 'grant' || verb === 'revoke') return grants(tokens)
  if (!changing.has(verb)) return []
  const kindAt = tokens.slice(0, 7).findIndex((t) => shaped.has(t.text) || attached.has(t.text))
  if (kindAt < 0) return []
  const kind = tokens[kindAt]!.text
  const at = attached.has(kind) ? tokens.findIndex((t, i) => i > kindAt && t.text === 'on') : kindAt
  return at < 0 ? [] : asDefinition(kind, nameAt(tokens, at + 1, 'define'))
}

function asDefinition(kind: string, naming: (Naming & { next: number }) | undefined): Naming[] {
  if (!naming) return []
  const { next: _, ...rest } = naming
  return [kind === 'schema' ? { ...rest, schema: rest.name } : rest]
}

function grants(tokens: Token[]): Naming[] {
  const on = tokens.findIndex((t) => t.text === 'on')
  if (on < 0) return []
  const schemaAt = tokens.findIndex((t, i) => i > on && t.text === 'schema')
  if (schemaAt >= 0) return asDefinition('schema', nameAt(tokens, schemaAt + 1, 'define'))
  const kind = shaped.has(tokens[on + 1]?.text ?? '') ? 1 : 0
  return namesFrom(tokens, on + 1 + kind, 'define', true).map((n) => ({ ...n, call: false }))
}
