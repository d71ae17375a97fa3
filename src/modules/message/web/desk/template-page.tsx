import { Button, Checkbox, ConfigProvider, Input } from 'antd'
import { useState } from 'react'
import { useParams } from 'react-router'
import { useCommand } from '#ui/desk/act-panel.tsx'
import { Wrong } from '#ui/desk/ask.tsx'
import { useLoaded } from '#ui/desk/loaded.ts'
import { momentText } from '#ui/desk/moment.ts'
import { PlainPage } from '#ui/desk/plain-page.tsx'
import { nextTheme } from '#ui/desk-theme.ts'
import { look } from '../../rules/preview.ts'
import type { Channel, TemplatePage } from '../../schema.ts'

type Words = { title: string; text: string; sms: string; channels: Channel[] }
const ways: { value: Channel; label: string }[] = [
  { value: 'inbox', label: '站内消息' },
  { value: 'sms', label: '短信' },
]

function Preview({ words, fields }: { words: Words; fields: TemplatePage['fields'] }) {
  const seen = look(words, fields)
  return (
    <>
      <section className="block">
        <h2>站内消息 {words.channels.includes('inbox') ? null : <span>这个模板不发站内消息</span>}</h2>
        <p>
          <b>{seen.title}</b>
        </p>
        <p>{seen.text}</p>
      </section>
      <section className="block">
        <h2>
          短信 <span>{seen.sms === null ? '这个模板不发短信' : `${seen.length} 个字，算 ${seen.parts} 条`}</span>
        </h2>
        {seen.sms === null ? null : <p className="quote">{seen.sms}</p>}
        <Wrong sentence={seen.fault ?? undefined} />
      </section>
    </>
  )
}

const wordsOf = ({ title, text, sms = '', channels }: TemplatePage['template']): Words => ({ title, text, sms, channels })

type Typing = { words: Words; set: (part: Partial<Words>) => void; at: (field: string) => string | undefined }

function Typed({ words, set, at }: Typing) {
  return (
    <>
      <label htmlFor="t-title">
        <b>标题</b>
      </label>
      <Input id="t-title" value={words.title} onChange={(e) => set({ title: e.target.value })} />
      <Wrong sentence={at('title')} />
      <label htmlFor="t-text">
        <b>正文</b>
      </label>
      <Input.TextArea id="t-text" rows={5} value={words.text} onChange={(e) => set({ text: e.target.value })} />
      <Wrong sentence={at('text')} />
      <Checkbox.Group options={ways} value={words.channels} onChange={(channels) => set({ channels })} />
      <Wrong sentence={at('channels')} />
      {words.channels.includes('sms') ? (
        <>
          <label htmlFor="t-sms">
            <b>短信</b>
            <span className="soft">（不写就用正文）</span>
          </label>
          <Input.TextArea id="t-sms" rows={3} value={words.sms} onChange={(e) => set({ sms: e.target.value })} />
          <Wrong sentence={at('sms')} />
        </>
      ) : null}
    </>
  )
}

const Versions = ({ versions }: Pick<TemplatePage, 'versions'>) => (
  <section className="block">
    <h2>版本</h2>
    <ol className="trail long">
      {versions.map((v) => (
        <li key={v.version} className="act">
          <time>{momentText(String(v.at))}</time>
          <div>
            <b>第 {v.version} 版</b>
            <span className="soft">，{v.byName}</span>
            <p>{v.text}</p>
          </div>
        </li>
      ))}
    </ol>
  </section>
)

const FieldButtons = ({ fields, add }: { fields: TemplatePage['fields']; add: (name: string) => void }) => (
  <section className="block">
    <h2>
      可以用的字段 <span>写在花括号里，发送时换成实际内容</span>
    </h2>
    <div className="row">
      {fields.map((f) => (
        <Button key={f.name} size="small" title={f.example} onClick={() => add(f.name)}>
          {f.label} {`{${f.name}}`}
        </Button>
      ))}
    </div>
  </section>
)

function Editor({ page, again }: { page: TemplatePage; again: () => void }) {
  const [words, setWords] = useState<Words>(() => wordsOf(page.template))
  const { wrong, busy, run } = useCommand<{ version: number }>(`/messages/templates/${page.template.code}`, again)
  const set = (part: Partial<Words>) => setWords((old) => ({ ...old, ...part }))
  const changed = JSON.stringify(words) !== JSON.stringify(wordsOf(page.template))
  const publish = () => void run({ ...words, version: page.template.version })
  return (
    <div className="with-side">
      <div className="scroll">
        <section className="block stack fields">
          <Typed words={words} set={set} at={(field) => wrong?.fields.find((f) => f.field === field)?.sentence} />
          <div className="row">
            <ConfigProvider theme={nextTheme}>
              <Button type="primary" disabled={!changed} loading={busy} onClick={publish}>
                发布第 {page.template.version + 1} 版
              </Button>
            </ConfigProvider>
            {changed ? (
              <Button onClick={() => setWords(wordsOf(page.template))}>还是原来的</Button>
            ) : (
              <span className="soft">还没有改</span>
            )}
            <Wrong sentence={wrong?.message} />
          </div>
        </section>
        <FieldButtons fields={page.fields} add={(name) => set({ text: `${words.text}{${name}}` })} />
        <Versions versions={page.versions} />
      </div>
      <aside className="side">
        <section className="block">
          <h2>
            群众看到的样子 <span>用演示的内容填</span>
          </h2>
        </section>
        <Preview words={words} fields={page.fields} />
      </aside>
    </div>
  )
}

/** One template: its words, how they will look, and what they were before. */
export function TemplatePageView() {
  const { code = '' } = useParams()
  const loaded = useLoaded<TemplatePage>(`/messages/templates/${code}`)
  return (
    <PlainPage
      title={loaded.data?.template.title ?? '一个消息模板'}
      loaded={loaded}
      back={{ text: '消息模板', to: '/desk/templates' }}
      note={(d) => `第 ${d.template.version} 版`}
    >
      {(page) => <Editor key={page.template.version} page={page} again={loaded.again} />}
    </PlainPage>
  )
}
