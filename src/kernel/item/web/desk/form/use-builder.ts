import { useMemo, useState } from 'react'
import { assemble } from '#kernel/form/rules/assemble.ts'
import { type Finding, lintForm } from '#kernel/form/rules/lint.ts'
import type { Elements } from '#kernel/form/schema/element.ts'
import { type Form, FormFile, Scenario } from '#kernel/form/schema/form.ts'

type Past = { file: FormFile; at: string; what: string }
const mostPast = 100

/** What is being built: the file as its author has it, joined with what it stands on, and everything that keeps it from being published. */
export type Building = {
  file: FormFile
  /** names that the item's scenarios bear, taken for new ones */
  taken: readonly string[]
  form: Form
  elements: Elements
  findings: readonly Finding[]
  /** the question that is worked on */
  at: string
  choose: (question: string) => void
  /** a change, and what it was: changes of one place that follow each other are taken back together. `then`: the question to go on with */
  change: (file: FormFile, what: string, then?: string) => void
  undo: (() => void) | undefined
  /** the refusal that the preview shows */
  refused: Refused | undefined
  refuse: (refused: Refused | undefined) => void
}

/** An answer that is not taken: which, and the keyword that it breaks. */
export type Refused = { field: string; keyword: string }

const scenariosIn = (raw: unknown): Scenario[] =>
  (Array.isArray(raw) ? raw : []).flatMap((s) => {
    const read = Scenario.safeParse(s)
    return read.success ? [read.data] : []
  })

const firstQuestion = (file: FormFile): string => file.ui.sections[0]?.questions[0]?.id ?? ''

/** A form file in the hands of its author; `keep` is told the whole text after each change. */
export function useBuilder(first: FormFile, elements: Elements, rawScenarios: unknown, keep: (text: string) => void): Building {
  const [file, setFile] = useState(first)
  const [at, setAt] = useState(() => firstQuestion(first))
  const [past, setPast] = useState<readonly Past[]>([])
  const [refused, refuse] = useState<Refused>()
  const scenarios = useMemo(() => scenariosIn(rawScenarios), [rawScenarios])
  const form = useMemo(() => assemble(file, { elements, scenarios }), [file, elements, scenarios])
  const findings = useMemo(() => lintForm(file, { elements, scenarios }), [file, elements, scenarios])
  const put = (next: FormFile, question: string) => {
    setFile(next)
    setAt(question)
    keep(JSON.stringify(next, null, 2))
  }
  const change: Building['change'] = (next, what, then = at) => {
    if (next === file) return
    if (past.at(-1)?.what !== what) setPast([...past, { file, at, what }].slice(-mostPast))
    put(next, then)
  }
  const last = past.at(-1)
  const undo =
    last &&
    (() => {
      setPast(past.slice(0, -1))
      put(last.file, last.at)
    })
  return { file, taken: scenarios.map((s) => s.id), form, elements, findings, at, choose: setAt, change, undo, refused, refuse }
}

/** The file as it was kept; undefined where it is no form file that a screen can show. One with words still missing can be. */
export function readForm(raw: unknown): FormFile | undefined {
  const read = FormFile.safeParse(raw)
  if (read.success) return read.data
  const unworded = read.error.issues.every(
    (i) => i.code === 'too_small' && (['title', 'label'].includes(String(i.path.at(-1))) || i.path.includes('sentences')),
  )
  return unworded ? { ...(raw as FormFile), scenarios: (raw as Partial<FormFile>).scenarios ?? [] } : undefined
}
