/** What of a case can be looked at in the middle of its page. */
import { sizeText } from '#ui/day.ts'
import { momentText } from '#ui/desk/moment.ts'
import type { CaseMaterial, CasePage } from '../../../schema/desk.ts'

export type Shown = { title: string; href: string; type: string; note: string }

/** The type of what the applicant filled in: no file, but read beside one. */
export const answersType = 'answers'

/** More pages of a sealed file are looked at in the file itself. */
const mostSealedPages = 20

export const fileHref = (caseId: string, hash: string): string => `/work/cases/${caseId}/materials/${hash}`

type Files = CaseMaterial['earlier'][number]['files']
const place = (files: Files, i: number) => (files.length > 1 ? `（第 ${i + 1} 份）` : '')

const filesOf = (page: CasePage): Shown[] =>
  page.materials.flatMap((m) =>
    m.files.map((f, i) => ({
      title: `${m.name}${place(m.files, i)}`,
      href: fileHref(page.id, f.hash),
      type: f.type,
      note: `${f.name}，${sizeText(f.size)}`,
    })),
  )

const replacedOf = (page: CasePage): Shown[] =>
  page.materials.flatMap((m) =>
    m.earlier.flatMap((old) =>
      old.files.map((f, i) => ({
        title: `${m.name}第 ${old.version} 版${place(old.files, i)}`,
        href: fileHref(page.id, f.hash),
        type: f.type,
        note: `${momentText(old.at)}交的，后来换了`,
      })),
    ),
  )

const sealedOf = (page: CasePage): Shown[] =>
  page.sealed.flatMap((f) =>
    Array.from({ length: Math.min(f.pages, mostSealedPages) }, (_, n) => ({
      title: f.pages > 1 ? `${f.title}（盖章件第 ${n + 1} 页）` : `${f.title}（盖章件）`,
      href: `/seals/uses/${f.use}/pages/${n + 1}`,
      type: 'image/svg+xml',
      note: f.check.sentence,
    })),
  )

const papersOf = (page: CasePage): Shown[] =>
  page.papers.map((p) => ({ title: p.title, href: `/papers/${p.id}`, type: 'application/pdf', note: p.no ?? '' }))

const answersOf = (page: CasePage): Shown[] => [
  { title: '填报内容', href: `/work/cases/${page.id}/answers`, type: answersType, note: `${page.channel}提交` },
]

/** Everything of a case that can be looked at one after the other: files of its materials, what the applicant sealed, then its papers. */
export const shownOf = (page: CasePage): Shown[] => [...filesOf(page), ...sealedOf(page), ...papersOf(page)]

/** What can lie beside it, in groups: all of that, what was replaced, and what the applicant filled in. */
export const besideOf = (page: CasePage): { title: string; all: Shown[] }[] =>
  [
    { title: '材料', all: filesOf(page) },
    { title: '换下来的', all: replacedOf(page) },
    { title: '申请人填的', all: answersOf(page) },
    { title: '盖章件和文书', all: [...sealedOf(page), ...papersOf(page)] },
  ].filter(({ all }) => all.length > 0)
