/** What the city holds of a person: shown by kind, and taken along as one archive (个人信息保护法 第四十四条、第四十五条). */
import { ReadableStream } from 'node:stream/web'
import { asSystem } from '#base/as-system.ts'
import { countAttempt } from '#base/limit.ts'
import { refusals } from '#base/refusal.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { listNamed } from '#kernel/ledger/api.ts'
import { FileAnswer, type Person, type Personal, type PersonalFile } from '#kernel/module.ts'
import { mustReach, type Visit } from '#kernel/permission/api.ts'
import { dataPath, pathsIn } from '../rules/names.ts'
import { readme } from '../rules/words.ts'
import type { DataShown, Held } from '../schema.ts'
import { archive, type Entry } from './archive.ts'

const refuse = refusals({
  'personal.citizens-only': [403, '这一页是群众自己的个人信息。工作人员的账户在“我的账户”里看'],
  'personal.too-often': [429, '今天已经取过 5 次了，请明天再取。取过的文件在您的“下载”文件夹里'],
})

const mostADay = 5
const dayMs = 86_400_000
/** All of somebody at once is for whoever is known by name and number. */
const takeLevel = 2

export const aboutPerson = (account: string): string => `personal:${account}`

/** The person who is signed in, for himself alone: in nobody else's name, whoever that is. */
export function himself(ctx: Visit): Person {
  const party = ctx.session?.speaking.find((s) => s.as === 'self')?.party
  if (ctx.who.kind !== 'citizen' || !party) throw refuse('personal.citizens-only')
  return { party, account: ctx.who.id }
}

type Read = { entry: Personal; rows: readonly unknown[]; files: readonly PersonalFile[] }

/** Reads room by room, as he himself. */
async function readAll(ctx: Visit, person: Person): Promise<Read[]> {
  const found: Read[] = []
  for (const entry of ctx.rooms.flatMap((room) => room.personal)) found.push({ entry, files: [], ...(await entry.read(ctx, person)) })
  return found
}

const heldOf = ({ entry: { title, why, kept }, rows, files }: Read): Held => ({
  title,
  why,
  kept,
  rows: rows.length,
  files: files.length,
})

const taken = 'personal.taken'

export const data = async (ctx: Visit): Promise<DataShown> => {
  const person = himself(ctx)
  const held = (await readAll(ctx, person)).map(heldOf)
  const before = await listNamed(ctx.tx, [aboutPerson(person.account)], [taken], 5)
  const endings = ctx.rooms.flatMap((room) => room.retention.map(({ title, kept }) => ({ title, kept })))
  return { name: ctx.who.name, held, endings, taken: before.map((f) => f.at) }
}

/** Papers that are not drawn yet are drawn here, while there is a transaction. */
async function entriesOf(ctx: Visit, { entry, rows, files }: Read): Promise<Entry[]> {
  const paths = pathsIn(
    entry.title,
    files.map((f) => f.name),
  )
  const listed = paths.map((path, n) => ({ path, hash: files[n]!.hash }))
  const entries: Entry[] = [{ path: dataPath(entry.title), text: JSON.stringify(rows, null, 1) }]
  for (const { path, hash: of } of listed) {
    const hash = typeof of === 'string' ? of : await of()
    entries.push({ path, open: () => ctx.storage.get(hash) })
  }
  return entries
}

/** Everything as one archive. It is recorded that it was taken along, where he and the auditor read it. */
export const take = async (ctx: Visit): Promise<FileAnswer> => {
  const person = himself(ctx)
  mustReach(ctx, takeLevel, '/me/data')
  const tries = await asSystem(ctx.tx, () => countAttempt(ctx.tx, `personal-take:${person.account}`, ctx.now, dayMs))
  if (tries.n > mostADay) throw refuse('personal.too-often')
  await ctx.emit({
    name: taken,
    about: aboutPerson(person.account),
    readers: [`who:${person.account}`, 'office:auditor'],
    data: { byName: ctx.who.name },
  })
  const all = await readAll(ctx, person)
  const said = readme(ctx.city.name, ctx.who.name, zhMoment(ctx.now), all.map(heldOf))
  const entries: Entry[] = [{ path: '说明.txt', text: said }]
  for (const read of all) entries.push(...(await entriesOf(ctx, read)))
  const lost = (path: string, err: unknown) => ctx.log.error({ err }, `a file of a person is missing in the storage: ${path.split('/')[0]}`)
  const content = ReadableStream.from(archive(entries, ctx.now, lost)) as globalThis.ReadableStream<Uint8Array>
  return new FileAnswer(content, 'application/zip', `我的个人信息 ${ctx.who.name}.zip`, false)
}
