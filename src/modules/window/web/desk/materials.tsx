import { cityDay, momentText } from '#ui/desk/moment.ts'
import type { CaseMaterial, CasePage } from '../../schema/desk.ts'
import { fileHref } from './documents/shown.ts'

const provideTag: Record<string, string> = { licence: 'tag ok', exempt: 'tag ok', shared: 'tag ok', tolerant: 'tag warn' }

type Part = { page: CasePage; at: ReadonlySet<string>; opened: ReadonlySet<string>; show: (href: string) => void }
type Mark = { word: string; why: string }

/** Who looked at the files of a material and when, each with his last look: '您 10:08 看过；曾伟 6月14日 16:02 看过'. */
function looksIn(m: CaseMaterial, today: string): string {
  const mine = m.files.flatMap((f) => f.seen.mine ?? []).sort()
  const others = new Map<string, string>()
  for (const { name, at } of m.files.flatMap((f) => f.seen.others)) if (at > (others.get(name) ?? '')) others.set(name, at)
  const last = mine.at(-1)
  return [...(last ? [['您', last] as const] : []), ...others].map(([who, at]) => `${who} ${momentText(at, today)} 看过`).join('；')
}

/** How far the one who looks has come with the files of a material, and where he has not, who of his colleagues has. */
function markOf(m: CaseMaterial, { page, at, opened }: Part): Mark | undefined {
  const hrefs = m.files.map((f) => fileHref(page.id, f.hash))
  const why = looksIn(m, cityDay(page.now))
  if (hrefs.some((h) => at.has(h))) return { word: '在看', why }
  const seen = m.files.filter((f, i) => f.seen.mine || opened.has(hrefs[i]!)).length
  if (seen > 0) return { word: seen < hrefs.length ? `已看 ${seen}/${hrefs.length}` : '已看', why }
  return m.files.some((f) => f.seen.others.length > 0) ? { word: '同事看过', why } : undefined
}

const Seen = ({ mark: { word, why } }: { mark: Mark }) => (
  <span className="tag" title={why || undefined}>
    {word}
    {why ? <span className="vh">：{why}</span> : null}
  </span>
)

/** An uploaded file of the first version needs no word about where it is from once it is said who has seen it. */
const isPlain = (m: CaseMaterial) => m.provide === 'upload' && m.version === 1

function MaterialRow({ m, ...part }: Part & { m: CaseMaterial }) {
  const { page, at, show } = part
  const mark = markOf(m, part)
  const hrefs = m.files.map((f) => fileHref(page.id, f.hash))
  return (
    <li aria-current={hrefs.some((h) => at.has(h)) ? 'true' : undefined}>
      {hrefs.length
        ? hrefs.map((href, i) => (
            <button key={href} type="button" className="btn bare sm" title={m.standard ?? undefined} onClick={() => show(href)}>
              {i === 0 ? m.name : `第 ${i + 1} 份`}
            </button>
          ))
        : m.name}
      {mark && isPlain(m) ? null : (
        <span className={provideTag[m.provide] ?? 'tag'}>
          {m.source ?? m.provideLabel}
          {m.version > 1 ? `，第 ${m.version} 版` : ''}
        </span>
      )}
      {mark ? <Seen mark={mark} /> : null}
    </li>
  )
}

/** What was handed in, what is looked at, and what has been; then what is still missing. */
export const Materials = (part: Part) => (
  <section className="block">
    <h2>
      材料<span>{part.page.materials.length} 件</span>
    </h2>
    <ol className="mats">
      {part.page.materials.map((m) => (
        <MaterialRow key={m.code} m={m} {...part} />
      ))}
      {part.page.missing.map((m) => (
        <li key={m.code} className="soft">
          {m.name}
          <span className="tag">没有交{m.mayFollow ? '，可容缺' : ''}</span>
        </li>
      ))}
    </ol>
  </section>
)
