/** 两个表单的差别, field by field, as rows that a reviewer reads. */
import type { FormFile } from '../schema/form.ts'

export type FormDiff = { path: string; part: string; kind: 'added' | 'removed' | 'changed'; before?: string; after?: string }

const labelOf = (form: FormFile, name: string): string => form.ui.fields[name]?.label ?? name

/** How a field is asked, in words: its label, hint, options, and whether it must be answered. */
function saying(form: FormFile, name: string): string {
  const ui = form.ui.fields[name]
  const options = ui?.options?.map((o) => o.label).join('、')
  return [
    labelOf(form, name),
    form.schema.required.includes(name) ? '必填' : '选填',
    ...(ui?.hint ? [`提示“${ui.hint}”`] : []),
    ...(options ? [`选项：${options}`] : []),
    ...(ui?.unsure ? [`可以说不清楚（${ui.unsure}）`] : []),
  ].join('，')
}

function changed(a: FormFile, b: FormFile, name: string): FormDiff[] {
  const [before, after] = [saying(a, name), saying(b, name)]
  const part = `表单：${labelOf(b, name)}`
  const path = `form.${name}`
  if (before !== after) return [{ path, part, kind: 'changed', before, after }]
  const constraint = (f: FormFile) => JSON.stringify([f.schema.properties[name], f.ui.fields[name]])
  if (constraint(a) === constraint(b)) return []
  return [{ path, part, kind: 'changed', before: constraint(a), after: constraint(b) }]
}

/** What is asked now and was not, what is asked no more, and what is asked otherwise. Equal forms have no rows. */
export function diffForm(a: FormFile, b: FormFile): FormDiff[] {
  const names = [...new Set([...Object.keys(a.schema.properties), ...Object.keys(b.schema.properties)])]
  return names.flatMap((name): FormDiff[] => {
    const [had, has] = [name in a.schema.properties, name in b.schema.properties]
    if (had && has) return changed(a, b, name)
    const path = `form.${name}`
    return has
      ? [{ path, part: `表单：${labelOf(b, name)}`, kind: 'added', after: saying(b, name) }]
      : [{ path, part: `表单：${labelOf(a, name)}`, kind: 'removed', before: saying(a, name) }]
  })
}
