import type { ComponentType } from 'react'
import { useOutletContext } from 'react-router'
import type { Session } from './client.ts'

/** Where a page is offered: in the bar on top, or on one of the shelves behind 管理. */
export const shelves = ['top', '事项与权力', '公众', '机构与人员', '运行'] as const
export type Shelf = (typeof shelves)[number]

/**
 * One page of the desk. A room lists its own in `web/desk/pages.ts` as the default export; the desk finds them by folder.
 * `path` is below /desk. A page without `shelf` is reached from another page. `may`: any of these permissions opens it.
 */
export type DeskPage = {
  path: string
  title: string
  shelf?: Shelf
  /** What one does here, in a line: shown on the page of all pages. */
  about?: string
  may?: readonly string[]
  /** `lists`: beside the rail of lists; `whole`: the page fills the desk; `plain` (usual): beside the rail of its shelf. */
  frame?: 'lists' | 'whole'
  load: () => Promise<ComponentType>
}

/** What this session may do, each permission once. */
export const permissionsOf = ({ grants }: Pick<Session, 'grants'>): ReadonlySet<string> => new Set(grants.map((g) => g.permission))

export const opensFor = ({ may }: Pick<DeskPage, 'may'>, permissions: ReadonlySet<string>): boolean =>
  may === undefined || may.some((p) => permissions.has(p))

/** What the frame gives every page. */
export type Desk = { session: Session }
export const useSession = (): Session => useOutletContext<Desk>().session
