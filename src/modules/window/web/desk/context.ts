import { useOutletContext } from 'react-router'
import type { Desk } from '#ui/desk/pages.ts'
import type { Queues } from '../../schema/desk.ts'

export type DeskContext = Desk & { rail: Queues; refresh: () => void; me: { id: string; name: string } }
export const useDesk = () => useOutletContext<DeskContext>()
