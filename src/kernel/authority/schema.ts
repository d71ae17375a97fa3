import { z } from 'zod'

/** How an organ came to a power: by law, transferred to an approval bureau, entrusted, delegated downwards, or reporting straight up. */
export const AuthorityKind = z.enum(['statutory', 'transferred', 'entrusted', 'delegated', 'directReport'])
export type AuthorityKind = z.infer<typeof AuthorityKind>
export const authorityKinds: Record<AuthorityKind, string> = {
  statutory: '法定',
  transferred: '划转',
  entrusted: '委托',
  delegated: '下放',
  directReport: '直报',
}

/** One dated grant: `organ` decides `item` in `division` from a day, to a day or for good, on a basis that names its clause. */
export const Authority = z.object({
  id: z.string(),
  item: z.string(),
  division: z.string(),
  organ: z.string(),
  kind: AuthorityKind,
  basis: z.string().min(2, '请写明依据的文件和条款'),
  fromOn: z.iso.date(),
  toOn: z.iso.date().nullable(),
  demo: z.boolean().default(false),
})
export type Authority = z.infer<typeof Authority>

export const GrantAuthority = Authority.omit({ id: true })
export type GrantAuthority = z.infer<typeof GrantAuthority>

export const EndAuthority = z.object({ id: z.string(), toOn: z.iso.date(), reason: z.string().trim().min(4, '请写明收回的理由') })
export type EndAuthority = z.infer<typeof EndAuthority>

export const AskAuthority = z.object({ item: z.string(), division: z.string(), on: z.iso.date().optional() })
export type AskAuthority = z.infer<typeof AskAuthority>
