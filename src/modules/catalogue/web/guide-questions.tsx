import { Acts, Part } from '#ui/public/page.tsx'
import { Radios } from '#ui/public/pick.tsx'
import { questionsOf } from '../rules/guide.ts'
import type { OwnGuide } from '../schema.ts'

/** The item's questions as a plain form that asks nothing else: the answers come back in the address, and nobody keeps them. */
export const Questions = ({ data: { code, item, answers, division } }: { data: OwnGuide }) => {
  const questions = questionsOf(item, answers)
  if (questions.length === 0) return null
  return (
    <Part id="questions" title="答几个问题，只看您要准备的">
      <form className="form" action={`/items/${code}`} method="get">
        {division ? <input type="hidden" name="division" value={division} /> : null}
        {questions.map((q) => (
          <Radios
            key={q.id}
            name={`answers[${q.id}]`}
            label={q.question}
            hint={q.hint}
            value={answers[q.id]}
            choices={q.options.map((o) => ({ value: o.value, text: o.label, hint: o.hint }))}
          />
        ))}
        <Acts
          plain={[{ text: '看我要准备什么', name: 'answered', value: '1' }]}
          links={
            Object.keys(answers).length > 0 ? [{ text: '重新答', href: `/items/${code}${division ? `?division=${division}` : ''}` }] : []
          }
        />
      </form>
    </Part>
  )
}
