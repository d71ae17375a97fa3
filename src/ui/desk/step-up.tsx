import { startAuthentication } from '@simplewebauthn/browser'
import { Button, Input } from 'antd'
import { useEffect, useState } from 'react'
import { Wrong } from './ask.tsx'
import { load, proveWith, sendProof, sentenceOf, Told } from './client.ts'
import { Dialog } from './dialog.tsx'

type Ways = {
  totp: boolean
  passkeys: number
  directory: { title: string; factor: boolean } | null
  proved: boolean
  minutes: number | null
}
type Wanted = { ways: Ways; done: (proved: boolean) => void }

const askPasskey = async (): Promise<void> => {
  const optionsJSON = await sendProof<never>('/account/step-up/options', {})
  const response = await startAuthentication({ optionsJSON }).catch(() => {
    throw new Told(0, 'passkey', '没有验成：取消了，或者等得太久。请再试一次')
  })
  await sendProof('/account/step-up/passkey', { response })
}

/** Whether the proof that was given in another window has come. */
async function mustBeProved(): Promise<void> {
  if (!(await load<Ways>('/account/step-up')).proved) throw new Told(0, 'directory', '那边还没有验成。请在另开的那一页验完，再按“验好了”')
}

/** The directory is another page, which opens beside this one: what was typed here stays. */
const ByDirectory = ({ title, busy, proved }: { title: string; busy: boolean; proved: () => void }) => (
  <p className="row">
    <a href="/sign-in/with/directory?prove=yes&back=/account/step-up" target="_blank" rel="noreferrer">
      到{title}验（另开一页）
    </a>
    <Button type="primary" loading={busy} onClick={proved}>
      验好了，接着办
    </Button>
  </p>
)

function Panel({ ways, done }: Wanted) {
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [busy, setBusy] = useState(false)
  const run = (work: () => Promise<unknown>) => {
    setBusy(true)
    work()
      .then(() => done(true))
      .catch((error: unknown) => {
        setWrong(sentenceOf(error))
        setBusy(false)
      })
  }
  const byCode = () => run(() => sendProof('/account/step-up', { code }))
  const directory = ways.directory?.factor ? ways.directory : null
  const none = !ways.totp && ways.passkeys === 0 && !directory
  const footer = <Button onClick={() => done(false)}>先不办</Button>
  return (
    <Dialog title="再验一次身份" narrow close={() => done(false)} footer={footer}>
      <div className="stack">
        <p>这一步要先证明是您本人。验一次，{ways.minutes ?? 15} 分钟内有效；写的内容都在，验完接着办。</p>
        {none ? (
          <p>
            您还没有第二重验证。请在
            <a href="/account" target="_blank" rel="noreferrer">
              我的账户（另开一页）
            </a>
            绑定通行密钥或验证器，再回来办。
          </p>
        ) : null}
        {directory ? <ByDirectory title={directory.title} busy={busy} proved={() => run(mustBeProved)} /> : null}
        {ways.passkeys > 0 ? (
          <Button type="primary" loading={busy} onClick={() => run(askPasskey)}>
            用通行密钥验
          </Button>
        ) : null}
        {ways.totp ? (
          <form
            onSubmit={(event) => {
              event.preventDefault()
              byCode()
            }}
          >
            <label htmlFor="step-up-code">验证器上的 6 位动态码</label>
            <p className="row">
              <Input
                id="step-up-code"
                className="chip-find"
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(e) => setCode(e.target.value)}
              />
              <Button htmlType="submit" loading={busy}>
                用动态码验
              </Button>
            </p>
          </form>
        ) : null}
        <Wrong sentence={wrong} />
      </div>
    </Dialog>
  )
}

/** Stands in the desk once: asks for a second factor where an act wants one, over whatever is open. */
export function StepUp() {
  const [wanted, setWanted] = useState<Wanted>()
  useEffect(() => {
    proveWith(async () => {
      const ways = await load<Ways>('/account/step-up')
      const proved = await new Promise<boolean>((done) => setWanted({ ways, done }))
      setWanted(undefined)
      return proved
    })
    return () => proveWith(undefined)
  }, [])
  return wanted ? <Panel {...wanted} /> : null
}
