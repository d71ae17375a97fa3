import { limitText, tripsText } from '#kernel/item/rules/text.ts'
import { Answer, Bring } from '#ui/public/guide.tsx'
import { Due } from '#ui/public/marks.tsx'
import { partsFor, questionsOf } from '../rules/guide.ts'
import type { OwnGuide } from '../schema.ts'

const yuan = (fen: number) => `${Number((fen / 100).toFixed(2))} 元`

const Long = ({ data: { item, endOn, endMakeUp } }: { data: OwnGuide }) => (
  <>
    {item.legal ? `法律规定 ${limitText(item.legal)}，我们承诺 ${limitText(item.promise)}。` : null}
    {item.promise.amount > 0 ? (
      <>
        今天提交并受理，最晚{' '}
        <b>
          <Due on={endOn} makeUp={endMakeUp} />
        </b>
        出结果。
      </>
    ) : null}
    {item.promiseNote}
  </>
)

const money = ({ item, answers, ready }: OwnGuide): string => {
  if (!item.fees.charged) return '不收费'
  const rows = partsFor(item, answers, ready.held).fees
  const sums = rows.map((r) => (r.amountFen === undefined ? r.standard : yuan(r.amountFen)))
  return rows.length === 0 ? '您的情况不收费' : sums.length > 2 ? `分 ${sums.length} 种情况收费` : sums.join('；')
}

function bringing(data: OwnGuide) {
  const { bring, free, maybe, answered } = partsFor(data.item, data.answers, data.ready.held)
  const words = bring.length === 0 ? '什么都不用带' : `准备 ${bring.length} 样`
  return {
    answer: free.length > 0 ? `${words}，${bring.length === 0 ? '' : '另外 '}${free.length} 样免提交` : words,
    more: maybe.length > 0 ? `看情况还可能要 ${maybe.length} 样，答上面的问题就知道。` : answered ? '按您的回答算好的。' : undefined,
    below: <Bring items={[...bring.map((m) => ({ name: m.name, note: m.tip })), ...free.map((m) => ({ name: m.name, exempt: true }))]} />,
  }
}

/** The five answers: who, how long, how often to come, how much, what to bring. */
export const Five = ({ data, fit }: { data: OwnGuide; fit?: string }) => {
  const { item, answers } = data
  const asked = questionsOf(item, answers).length
  const trip = item.trips === 0 ? '全程网上办。' : item.tripsReason
  return (
    <Answer
      rows={[
        {
          ask: '谁能办',
          answer: item.who,
          more: asked > 0 && fit ? <a href={fit}>拿不准？答 {asked} 个问题，看您能不能办</a> : undefined,
        },
        { ask: '要多久', answer: limitText(item.promise), more: <Long data={data} /> },
        { ask: '要不要跑', answer: tripsText(item.trips), more: `${trip}${item.visits ?? ''}` },
        { ask: '多少钱', answer: money(data) },
        { ask: '要带什么', ...bringing(data) },
      ]}
    />
  )
}
