import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate, zhMoment } from '#kernel/clock/rules/text.ts'
import type { Page, PageProps } from '#kernel/module.ts'
import { Qr, Start, Toc } from '#ui/public/guide.tsx'
import { Acts, Notice, Title } from '#ui/public/page.tsx'
import { PublicPage } from '#ui/public/shell.tsx'
import { stopOf } from '../rules/guide.ts'
import { placeFor } from '../rules/place.ts'
import type { GuideView, OwnGuide } from '../schema.ts'
import { Five } from './guide-answers.tsx'
import { type Here, parts, Sections } from './guide-parts.tsx'
import { applyHref, fitHref, guideHref, listHref } from './href.ts'
import { ImportedPage } from './imported-page.tsx'

/** Where the guide is read for: the place asked for, else the visitor's own; `near` is false where nobody near handles the item. */
function hereOf(data: OwnGuide, division: string): Here {
  const asked = data.division ?? division
  const place = placeFor(data.places, asked)
  return { asked, place: place ?? data.places[0]!, near: place !== undefined }
}

/** Which division handles it: a plain form, so that it works everywhere. */
const Where = ({ data, here }: { data: OwnGuide; here: Here }) => (
  <form className="filters" action={`/items/${data.code}`} method="get" id="where">
    {Object.entries(data.answers).map(([id, value]) => (
      <input key={id} type="hidden" name={`answers[${id}]`} value={value} />
    ))}
    <div>
      <label htmlFor="in-division">在哪里办</label>
      <select className="input" id="in-division" name="division" defaultValue={here.near ? here.place.impl.division : ''}>
        {here.near ? null : <option value="">请选地区</option>}
        {data.places.map((p) => (
          <option key={p.impl.division} value={p.impl.division}>
            {p.impl.divisionName}
          </option>
        ))}
      </select>
    </div>
    <div className="filters__go">
      <button className="btn btn--plain" type="submit">
        看这个地区的
      </button>
    </div>
  </form>
)

/** Where it is known who handles it, another place is asked for only by whoever wants one. */
const WhereElse = (given: { data: OwnGuide; here: Here }) =>
  given.here.near ? (
    <details className="why">
      <summary>换个地区办</summary>
      <Where {...given} />
    </details>
  ) : (
    <Where {...given} />
  )

/** The lead with its links to the items that some of its readers really want. */
const Lead = ({ lead, leadLinks = [], place }: Pick<OwnGuide['item'], 'lead' | 'leadLinks'> & { place: string }) => {
  const [first, ...rest] = leadLinks
  if (!first) return lead
  const [before, ...after] = lead.split(first.text)
  if (after.length === 0) return <Lead lead={lead} leadLinks={rest} place={place} />
  return (
    <>
      {before}
      <a href={guideHref(first.item, place)}>{first.text}</a>
      <Lead lead={after.join(first.text)} leadLinks={rest} place={place} />
    </>
  )
}

function startOf(data: OwnGuide, here: Here): { text: string; href: string } {
  if (stopOf(data.item, data.answers)) {
    return data.stopItem
      ? { text: `去看“${data.stopItem.name}”`, href: `/items/${data.stopItem.code}` }
      : { text: '重新答', href: fitHref(data.code, here.place.impl.division) }
  }
  if (!here.near) return { text: '先选办理地区', href: '#where' }
  return data.canApply
    ? { text: '开始办理', href: applyHref(data.code, here.place.impl.division, data.answers) }
    : { text: '看办理地点', href: '#place' }
}

/** What ends or bends the way: an answer that leads elsewhere, or a division where nobody handles it. */
const Ahead = ({ data, here, name }: { data: OwnGuide; here: Here; name: string }) => {
  const stop = stopOf(data.item, data.answers)
  if (stop)
    return (
      <Notice tone="warn" title={stop.sentence}>
        {data.stopItem ? null : '拿不准可以打 12345 问一问。'}
      </Notice>
    )
  const { moved } = data
  if (moved) return <Notice title={moved}>下面写的是新地区怎么办。</Notice>
  if (here.near && !data.offered)
    return (
      <Notice tone="warn" title={`这件事在${here.place.impl.divisionName}还不能申请`}>
        还没有登记由哪个机关决定、依据是什么。什么时候可以办，请打 <a href={`tel:${here.place.impl.phone}`}>{here.place.impl.phone}</a>{' '}
        问一问。
      </Notice>
    )
  if (here.near) return null
  return (
    <Notice title={`这件事由县区办理，${name}没有直接办的窗口`}>
      <a href="#where">请先选办理地区</a>。下面的地点和电话先以{here.place.impl.divisionName}为例。
    </Notice>
  )
}

/** The draft that waits, with when it was saved and how much is left. */
function draftOf({ ready: { draft } }: OwnGuide): { href: string; saved: string } | undefined {
  if (!draft) return undefined
  const left = draft.left > 0 ? `还剩 ${draft.left} 项` : '可以提交了'
  return { href: `/drafts/${draft.id}`, saved: `${zhMoment(draft.savedAt)}保存，${left}` }
}

/** How much there is to answer, before anybody begins; for whoever is signed in, what is known already. */
function meterText({ canApply, ready: { meter, applicant } }: OwnGuide): string | null {
  if (!canApply) return null
  if (!applicant) return `约 ${meter.minutes} 分钟，${meter.total} 项。登录以后，知道的替您填好。`
  return `约 ${meter.minutes} 分钟，${meter.total} 项里有 ${meter.known} 项我们已经知道，您确认就行。`
}

const channelsOf = ({ canApply, code }: OwnGuide) =>
  canApply
    ? [
        { text: '到窗口', href: '#place' },
        { text: '下载空白表', href: `/items/${code}/form.pdf` },
        { text: '请人代办', href: '/help#agent' },
      ]
    : undefined

const trailOf = ({ item }: OwnGuide) => {
  const person = item.audiences.includes('1')
  const theme = person ? item.themes.person[0] : item.themes.enterprise[0]
  const base = person ? { text: '个人办事', href: '/browse/person' } : { text: '企业办事', href: '/browse/enterprise' }
  const audience = person ? 'person' : 'enterprise'
  return [{ text: '首页', href: '/' }, base, ...(theme ? [{ text: theme, href: listHref({ audience, theme, source: 'own' }) }] : [])]
}

const OwnPage = ({ data, frame }: PageProps<OwnGuide>) => {
  const division = data.division ?? frame.division.code
  const here = hereOf(data, division)
  const name = frame.divisions.find((d) => d.code === division)?.name ?? division
  const start = startOf(data, here)
  const shown = parts(data)
  return (
    <PublicPage frame={frame} title={data.item.name}>
      <Title text={data.item.name} trail={trailOf(data)} lead={<Lead {...data.item} place={here.place.impl.division} />} />
      <div className="wrap aside">
        <div>
          <Ahead data={data} here={here} name={name} />
          <Five data={data} fit={fitHref(data.code, here.place.impl.division)} />
        </div>
        <Start
          act={start}
          draft={draftOf(data)}
          about={
            <>
              {meterText(data)}
              {here.near ? `由${here.place.impl.organName}办理。` : null}
            </>
          }
          channels={channelsOf(data)}
        >
          <WhereElse data={data} here={here} />
          <Toc parts={shown} />
        </Start>
        <div className="parts">
          <Sections data={data} here={here} />
          <Acts className="part" next={start}>
            <Qr {...data.qr} label="二维码：用手机打开本页">
              扫一扫，
              <br />
              在手机上看
            </Qr>
          </Acts>
          <p className="meta">
            {data.rating ? (
              <>
                满意度 {data.rating.average} 分（满分 5 分），{data.rating.count} 人评价，
                <a href={`/evaluations?item=${data.code}`}>看评价</a>。
                <br />
              </>
            ) : null}
            第 {data.version} 版，{zhDate(dayOf(data.publishedAt), data.todayOn)}发布。已经在办的件，按提交那天的版本办。
          </p>
        </div>
      </div>
    </PublicPage>
  )
}

/** A guide: five answers first, then the sections in the order of GB/T 36114. */
export const GuidePage: Page<GuideView> = ({ data, ...rest }) =>
  data.kind === 'own' ? OwnPage({ ...rest, data }) : ImportedPage({ ...rest, data })
