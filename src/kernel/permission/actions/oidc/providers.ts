/** The city's providers, and how a conversation with one fails in words. */

import { directoryProvider } from '#kernel/directory.ts'
import { type Level, levelNames, Provider } from '#kernel/provider.ts'
import { ProviderFault } from '../../gateway/platform.ts'
import { reachOf } from '../../rules/claims.ts'
import type { Visit } from '../../schema.ts'
import { listProviderRows } from '../../store/identity.ts'
import { refuse } from '../refuse.ts'

/** Providers by the city's settings, with the directory of its staff, and after them those that the installation keeps as rows of its database. Needs the scope `system`. */
export async function providersOf(ctx: Pick<Visit, 'city' | 'tx'>): Promise<Provider[]> {
  const { providers = [], directory } = ctx.city
  const said = directory ? [...providers, directoryProvider(directory)] : providers
  const rows = (await listProviderRows(ctx.tx)).map(({ id, title, settings }) => Provider.safeParse({ ...settings, id, title }))
  const kept = rows.flatMap((row) => (row.success ? [row.data] : []))
  return [...said, ...kept.filter((p) => said.every((s) => s.id !== p.id))]
}

export async function getProvider(ctx: Visit, id: string): Promise<Provider> {
  const found = (await providersOf(ctx)).find((p) => p.id === id)
  if (!found) throw refuse('permission.unknown-provider', { on: again() })
  return found
}

/** Where a refused sign-in goes on: shown as the way on beside the sentence. */
export const again = (back = '/', kind: Provider['kind'] = 'citizen') => ({
  text: '再登录一次',
  href: `/sign-in?${kind === 'staff' ? 'as=staff&' : ''}back=${encodeURIComponent(back)}`,
})

/** Providers of citizens and firms that can vouch for a level. */
export const reaching = (all: readonly Provider[], level: Level): Provider[] => all.filter((p) => p.kind !== 'staff' && reachOf(p) >= level)

const codes = { down: 'permission.provider-down', cancelled: 'permission.login-cancelled', untrue: 'permission.login-untrue' } as const
/** Staff do not go to the counter. */
const codesOfStaff = { ...codes, down: 'permission.directory-down', untrue: 'permission.directory-untrue' } as const

/** Talks to a platform; a fault is told to the person in a sentence, and its detail, which holds nothing of him, to the log. */
export async function talk<T>({ log }: Pick<Visit, 'log'>, { id, title, kind }: Provider, back: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error
    if (error.kind !== 'cancelled') log.warn({ provider: id, kind: error.kind, detail: error.message }, 'a sign-in failed at the platform')
    throw refuse((kind === 'staff' ? codesOfStaff : codes)[error.kind], { title, on: again(back, kind) })
  }
}

export const nameOf = (level: Level): string => levelNames[level]
