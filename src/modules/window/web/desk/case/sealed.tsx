import { Button } from 'antd'
import { momentText } from '#ui/desk/moment.ts'
import type { CasePage, SealedFile } from '../../../schema/desk.ts'

const marks = { true: '✓', false: '✗', null: '–' } as const

const One = ({ file: { use, title, sealName, at, check }, show }: { file: SealedFile; show: (href: string) => void }) => (
  <>
    <p>
      <b>{title}</b> <span className={check.holds ? 'tag ok' : 'tag over'}>{check.sentence}</span>
    </p>
    <p className="soft small">
      {sealName}，{momentText(at)} 盖章
    </p>
    <p>
      <Button size="small" onClick={() => show(`/seals/uses/${use}/pages/1`)}>
        看盖章件
      </Button>{' '}
      <a href={`/seals/uses/${use}/file`}>下载 OFD</a>
    </p>
    <details open={!check.holds}>
      <summary>核验的每一步</summary>
      <ul className="proof">
        {check.steps.map((s) => (
          <li key={s.name}>
            <span aria-hidden="true">{marks[String(s.holds) as keyof typeof marks]}</span>{' '}
            <span className="vh">{s.holds ? '通过' : s.holds === false ? '不通过' : '不适用'}</span> {s.name}：{s.sentence}
          </li>
        ))}
      </ul>
    </details>
  </>
)

/** Files that the applicant sealed with a seal of his own, each with the verdict of now. */
export const SealedBlock = ({ page, show }: { page: CasePage; show: (href: string) => void }) =>
  page.sealed.length ? (
    <section className="block" aria-label="企业盖章的文件">
      <h2>企业盖章的文件</h2>
      {page.sealed.map((file) => (
        <One key={file.use} file={file} show={show} />
      ))}
    </section>
  ) : null
