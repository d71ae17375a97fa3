/** What an order's history says to a reader. */
/** What the facts of an order hold for a reader, in the order in which it is told. */
const told: readonly (readonly [key: string, label: string, words?: Record<string, string>])[] = [
  ['reached', '联系上', { true: '是', false: '没有' }],
  ['passed', '复核', { true: '通过', false: '不通过' }],
  ['upheld', '申诉', { true: '成立', false: '不成立' }],
  ['level', '类型', { simple: '简单，立行立改', complex: '复杂，限期整改' }],
  ['measures', '整改措施'],
  ['result', '整改结果'],
  ['answer', '答复'],
  ['article', '依据'],
  ['reason', '理由'],
  ['evidence', '证据'],
  ['opinion', '意见'],
  ['note', '情况'],
  ['dueOn', '最后一天'],
]

/** A fact's data as rows of label and value. */
export function tell(data: Record<string, unknown>): { label: string; value: string }[] {
  return told.flatMap(([key, label, words]) => {
    const value = data[key]
    if (value === undefined || value === null || value === '') return []
    const text = Array.isArray(value) ? value.join('；') : String(value)
    return [{ label, value: words?.[text] ?? text }]
  })
}

type Waiting = { dueOn: string; answeredAt: Date | null; closedAt: Date | null; state: string }

/** The lamp of an order that still waits for its answer: yellow on its last working day and the one before, red after it. */
export function lampOf(order: Waiting, today: string, daysLeft: number): 'green' | 'yellow' | 'red' | null {
  if (order.answeredAt !== null || order.closedAt !== null) return null
  if (order.dueOn < today) return 'red'
  return daysLeft <= 1 ? 'yellow' : 'green'
}
