/** Closing one's own account (个人信息保护法 第四十七条): what stands against it is said first, what is kept for the account alone goes, the archives stay. */
import { refusals } from '#base/refusal.ts'
import type { Person, Standing } from '#kernel/module.ts'
import { mustReach, SessionAnswer, type Visit } from '#kernel/permission/api.ts'
import type { CloseAccount, CloseShown } from '../schema.ts'
import { aboutPerson, himself } from './data.ts'

const refuse = refusals({
  'personal.stands': [409, '现在还不能注销：{what}。先把它办完，再回来注销'],
})

export const closePath = '/me/data/close'
/** An account is closed by whoever is known by name and number. */
const closeLevel = 2

const entriesOf = (ctx: Visit) => ctx.rooms.flatMap((room) => room.personal)

/** Asked as he himself, so that nobody is told of what he may not see. */
async function standsOf(ctx: Visit, person: Person): Promise<Standing[]> {
  const found: Standing[] = []
  for (const { stands } of entriesOf(ctx)) if (stands) found.push(...(await stands(ctx, person)))
  return found
}

/** What stays: all that no room deletes on closing, each with the class under which it is kept. */
const staysOf = (ctx: Visit): CloseShown['stays'] =>
  entriesOf(ctx).flatMap(({ title, kept, closes }) => (closes ? (closes.stays ? [{ title, kept: closes.stays }] : []) : [{ title, kept }]))

const goesOf = (ctx: Visit): string[] => entriesOf(ctx).flatMap(({ closes }) => (closes ? [closes.goes] : []))

export const closePage = async (ctx: Visit): Promise<CloseShown> => ({
  stands: await standsOf(ctx, himself(ctx)),
  name: ctx.who.name,
  goes: goesOf(ctx),
  stays: staysOf(ctx),
})

export const close = async (ctx: Visit, _: CloseAccount): Promise<SessionAnswer<{ closed: true }>> => {
  const person = himself(ctx)
  mustReach(ctx, closeLevel, closePath)
  const [first] = await standsOf(ctx, person)
  if (first) throw refuse('personal.stands', { what: first.title })
  await ctx.emit({
    name: 'personal.closed',
    about: aboutPerson(person.account),
    readers: [`who:${person.account}`, 'office:auditor'],
    data: { goes: goesOf(ctx), stays: staysOf(ctx) },
  })
  for (const { closes } of entriesOf(ctx)) if (closes) await closes.act(ctx, person)
  return new SessionAnswer(null, { closed: true })
}

/** What is said afterwards, to whoever is nobody here any more. */
export const closedPage = async (): Promise<Record<string, never>> => ({})
