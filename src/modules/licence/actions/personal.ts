/** A person's own licences whole, for himself. */
import type { Personal } from '#kernel/module.ts'
import { listAround, listHeldBy } from '../store/holder.ts'
import { listAllOf } from '../store/licence.ts'
import { openFace } from './keep.ts'

export const personal: readonly Personal[] = [
  {
    title: '电子证照',
    why: '证明您有的资格，办事时不用再带',
    kept: '按档案法长期保存；亮证的码过期 1 天后删',
    mends: { by: 'register', how: '打开那张证照，点“纠错”，发证机关核实后换发', href: '/licences' },
    tables: ['licence.licence', 'licence.version', 'licence.showing', 'licence.authorisation', 'licence.correction', 'licence.copy'],
    async read(ctx, { party }) {
      const { licences, versions } = await listAllOf(ctx.tx, party)
      const ids = licences.map((l) => l.id)
      const { copies, ...around } = await listAround(ctx.tx, ids)
      const of = <T extends { licence: string }>(rows: readonly T[], id: string) => rows.filter((row) => row.licence === id)
      const rows = licences.map((l) => ({
        ...l,
        versions: of(versions, l.id).map((v) => ({ ...v, face: openFace(ctx, v) })),
        copies: of(copies, l.id),
        ...Object.fromEntries(Object.entries(around).map(([what, all]) => [what, of(all as { licence: string }[], l.id)])),
      }))
      const lent = (await listHeldBy(ctx.tx, party)).map((a) => ({ what: 'authorised-by-others', ...a }))
      const made = versions.flatMap((v) => (v.file ? [{ name: `${v.identifier}.ofd`, hash: v.file }] : []))
      return { rows: [...rows, ...lent], files: [...made, ...copies.map((c) => ({ name: `加注件 ${c.purpose}.ofd`, hash: c.file }))] }
    },
  },
]
