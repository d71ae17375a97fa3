/// <reference types="vite/client" />
import type { DeskPage } from '#ui/desk/pages.ts'

const found = import.meta.glob<readonly DeskPage[]>('../../../{kernel,modules}/*/web/desk/pages.ts', { eager: true, import: 'default' })

/** The desk pages of all rooms, found by folder; a room that is added needs no line here. */
export const pages: readonly DeskPage[] = [
  ...Object.values(found).flat(),
  { path: 'manage', title: '管理', load: () => import('./all-pages.tsx').then((m) => m.AllPages) },
]
