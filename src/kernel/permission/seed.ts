import { asSystem } from '#base/as-system.ts'
import { hashPassword, publicPasswordCost } from '#base/secret.ts'
import { mustAgree } from '#kernel/city.ts'
import type { Action, Ctx, SeedCity } from '#kernel/module.ts'
import { officeOf } from './rules/offices.ts'
import { addAccount } from './store/account.ts'
import { addGrant, putRole, type Role, takeOffice } from './store/grant.ts'

type Staff = { login: string; name: string; organ: string; title: string; roles: string[]; where?: 'city'; demo: boolean }
type Citizen = { id: string; name: string; note: string }

/** The password of every demo account; it stands on the sign-in page. */
export const demoPassword = 'haoban-demo'
/** Grants of the demo city count from before any of its stories. */
const since = '2020-01-01'

/** The roles; in a demo city also its people. A real city begins without any account. */
export const seed: Action<SeedCity, void> = (ctx, city) =>
  asSystem(ctx.tx, async () => {
    for (const role of await city.read<Role[]>('roles.json')) await putRole(ctx.tx, role)
    if (ctx.city.demo) await seedDemo(ctx, city)
  })

/** The staff with what they may do, and the citizens with a list to sign in from. */
async function seedDemo(ctx: Ctx, city: SeedCity): Promise<void> {
  const staff = (await city.find<Staff[]>('staff.json')) ?? []
  for (const person of staff) mustAgree(ctx.city, `staff.json 里的 ${person.login} `, person)
  const hashes = await Promise.all(staff.map(() => hashPassword(demoPassword, ctx.random(16), publicPasswordCost)))
  for (const [i, person] of staff.entries()) await addStaff(ctx, person, hashes[i]!)
  const citizens = await city.find<{ natural: Citizen[] }>('citizens.json')
  if (!citizens) return
  for (const [i, person] of citizens.natural.entries()) await addCitizen(ctx, person, i)
}

async function addStaff(ctx: Ctx, { login, name, organ, title, roles, where }: Staff, passwordHash: string): Promise<void> {
  const id = `staff:${login}`
  const account = { id, kind: 'staff' as const, login, name, party: null, organ, title, passwordHash, mustChange: false, demo: true }
  if (!(await addAccount(ctx.tx, account, ctx.now))) return
  for (const role of roles) {
    const office = officeOf({ role })
    if (office && (await takeOffice(ctx.tx, id, office)) !== office) throw new Error(`staff.json gives ${login} two of the three offices`)
    await addGrant(ctx.tx, {
      id: `seed-${login}-${role}`,
      account: id,
      role,
      permission: null,
      organ: where === 'city' ? '*' : organ,
      division: '*',
      fromOn: since,
      toOn: null,
      reason: '演示',
      proposedBy: 'system',
      proposedAt: ctx.now,
      confirmedBy: 'system:founding',
      confirmedAt: ctx.now,
      demo: true,
    })
  }
}

/** In order of the list: each stands a millisecond after the one before. */
async function addCitizen(ctx: Ctx, { id, name, note }: Citizen, place: number): Promise<void> {
  const account = {
    id: `citizen:${id}`,
    kind: 'citizen' as const,
    login: null,
    name,
    party: id,
    organ: null,
    title: note,
    passwordHash: null,
    mustChange: false,
    demo: true,
  }
  await addAccount(ctx.tx, account, new Date(ctx.now.getTime() + place))
}
