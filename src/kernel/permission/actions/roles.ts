/** Changing what a role may do: what takes away counts at once, what gives more waits for the security administrator. */
import { asSystem } from '#base/as-system.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { given, whyNotRole } from '../rules/roles.ts'
import type { ChangeRole, EndGrant, GrantId, RoleChange, RoleChanged, RoleTable } from '../schema.ts'
import { findRole, listRoles, type Role } from '../store/grant.ts'
import { addRoleChange, findRoleChange, listRoleChanges, putRoleAtDesk, settleRoleChange } from '../store/role.ts'
import { refuse } from './refuse.ts'

const about = (role: string) => `role:${role}`
const namesIn = (ctx: Ctx): ReadonlyMap<string, string> => new Map(ctx.rooms.flatMap((r) => Object.entries(r.permissions)))
const inWords = (ctx: Ctx, permissions: readonly string[]) => permissions.map((p) => namesIn(ctx).get(p) ?? p).join('、')

function leave(ctx: Ctx, name: string, change: Pick<RoleChange, 'id' | 'role' | 'title' | 'permissions' | 'before'>, reason: string) {
  const { id, role, title, permissions, before } = change
  const data = {
    change: id,
    title,
    permissions,
    before,
    more: inWords(ctx, given(before, permissions)),
    less: inWords(ctx, given(permissions, before)),
    reason,
    byName: ctx.who.name,
  }
  return ctx.emit({ name, about: about(role), data, readers: ['office:auditor'] })
}

/** The roles, and the changes that wait. */
export const roles: Action<unknown, RoleTable> = async (ctx) => ({
  roles: await listRoles(ctx.tx),
  waiting: await asSystem(ctx.tx, () => listRoleChanges(ctx.tx)),
  names: Object.fromEntries(namesIn(ctx)),
})

async function apply(ctx: Ctx, change: RoleChange | (Role & { change: string })): Promise<void> {
  const [id, role] = 'change' in change ? [change.change, change.id] : [change.id, change.role]
  await putRoleAtDesk(ctx.tx, { id: role, title: change.title, permissions: change.permissions })
  await settleRoleChange(ctx.tx, id, 'confirmed', ctx.who.id, ctx.now)
}

/** A role is changed, or a new one made. Where it gives nothing that it did not give before, it counts at once. */
export const changeRole: Action<ChangeRole, RoleChanged> = async (ctx, { role, title, permissions, reason }) => {
  const why = whyNotRole(role, permissions, new Set(namesIn(ctx).keys()))
  if (why) throw refuse(why.code as 'permission.office-role', why.data)
  const old = await findRole(ctx.tx, role)
  const before = old?.permissions ?? []
  const wanted = [...new Set(permissions)]
  const more = given(before, wanted)
  if (old && more.length === 0 && given(wanted, before).length === 0 && old.title === title) throw refuse('permission.role-same')
  const change = { id: ctx.id(), role, title, permissions: wanted, before, reason, proposedBy: ctx.who.id, proposedAt: ctx.now }
  const waits = more.length > 0
  await asSystem(ctx.tx, async () => {
    if (!(await addRoleChange(ctx.tx, change))) throw refuse('permission.role-waits')
    if (!waits) await apply(ctx, { id: role, title, permissions: wanted, change: change.id })
  })
  await leave(ctx, waits ? 'role.proposed' : 'role.changed', change, reason)
  return { id: change.id, waits }
}

async function open(ctx: Ctx, id: string): Promise<RoleChange> {
  const change = await findRoleChange(ctx.tx, id)
  if (!change) throw refuse('permission.unknown-grant')
  if (change.settledAt) throw refuse('permission.settled')
  return change
}

/** The security administrator lets a role grow; never the one who asked, and never into something else than he was shown. */
export const confirmRole: Action<GrantId, void> = async (ctx, { id }) => {
  const change = await asSystem(ctx.tx, () => open(ctx, id))
  if (change.proposedBy === ctx.who.id) throw refuse('permission.own-proposal')
  const now = (await findRole(ctx.tx, change.role))?.permissions ?? []
  if (given(now, change.before).length > 0 || given(change.before, now).length > 0) throw refuse('permission.role-moved')
  await asSystem(ctx.tx, () => apply(ctx, change))
  await leave(ctx, 'role.changed', change, change.reason)
}

/** Turned down by the second administrator, or withdrawn by the first. */
export const turnDownRole: Action<EndGrant, void> = async (ctx, { id, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  const change = await asSystem(ctx.tx, async () => {
    const found = await open(ctx, id)
    await settleRoleChange(ctx.tx, id, 'turned-down', ctx.who.id, ctx.now)
    return found
  })
  await leave(ctx, 'role.turned-down', change, reason)
}
