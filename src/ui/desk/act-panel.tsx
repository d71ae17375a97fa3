import { Button, ConfigProvider } from 'antd'
import { type ReactNode, useState } from 'react'
import { nextTheme } from '../desk-theme.ts'
import { type Ask, AskField, Wrong } from './ask.tsx'
import { command, newKey, Told } from './client.ts'
import { Dialog } from './dialog.tsx'

type Values = Record<string, unknown>

/** One act: where it goes, what it asks, and the verb on its button. `wrap` makes the command's body of the answers. */
export type Act = {
  title: string
  path: string
  asks?: readonly Ask[]
  intro?: ReactNode
  verb?: string
  wrap?: (values: Values) => object
}

/** A question without an answer is left out of the command, so that the house says which one it misses. */
const given = (values: Values): Values => Object.fromEntries(Object.entries(values).filter(([, v]) => v !== undefined && v !== ''))

/** One command in the making: refused or cut off, what was typed stays; the key stays as long as nobody knows whether it arrived. */
export function useCommand<T>(path: string, done: (answer: T) => void) {
  const [wrong, setWrong] = useState<Told>()
  const [busy, setBusy] = useState(false)
  const [key, setKey] = useState(newKey)
  const run = async (body: object): Promise<void> => {
    setBusy(true)
    try {
      const answer = await command<T>(path, body, key)
      setWrong(undefined)
      setKey(newKey())
      done(answer)
    } catch (error) {
      setWrong(error instanceof Told ? error : new Told(0, 'fault', '页面出了问题，请刷新再试'))
      if (!(error instanceof Told) || error.code !== 'offline') setKey(newKey())
    } finally {
      setBusy(false)
    }
  }
  return { wrong, busy, run }
}

/** What was refused of one answer, in its words. */
export const sentenceAt = (wrong: Told | undefined, name: string) =>
  wrong?.fields
    .filter((f) => f.field === name || f.field.startsWith(`${name}.`))
    .map((f) => f.sentence)
    .join('；')

/** Sentences about fields that the panel does not show would be lost; they stand at its foot. */
function rest(wrong: Told | undefined, asks: readonly Ask[]): string | undefined {
  if (!wrong) return undefined
  const elsewhere = wrong.fields.filter((f) => !asks.some((a) => f.field === a.name || f.field.startsWith(`${a.name}.`)))
  return [wrong.message, ...elsewhere.map((f) => f.sentence)].join('；')
}

type Panel = { act: Act; done: (answer: unknown) => void; close: () => void }

/** The panel of one act: what it asks, what was refused and why, and everything typed stays until it is done. */
export function ActPanel({ act, done, close }: Panel) {
  const asks = act.asks ?? []
  const [values, setValues] = useState<Values>(() => Object.fromEntries(asks.map((a) => [a.name, a.first])))
  const { wrong, busy, run } = useCommand<unknown>(act.path, done)
  const submit = () => void run((act.wrap ?? given)(given(values)))
  const footer = (
    <>
      <Button onClick={close}>先不办</Button>{' '}
      <ConfigProvider theme={nextTheme}>
        <Button type="primary" loading={busy} onClick={submit}>
          {act.verb ?? act.title}
        </Button>
      </ConfigProvider>
    </>
  )
  return (
    <Dialog title={act.title} close={close} footer={footer}>
      <div className="stack">
        {act.intro ? <div>{act.intro}</div> : null}
        {asks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            value={values[ask.name]}
            set={(v) => setValues((old) => ({ ...old, [ask.name]: v }))}
            wrong={sentenceAt(wrong, ask.name)}
          />
        ))}
        <Wrong sentence={rest(wrong, asks)} />
      </div>
    </Dialog>
  )
}
