import { z } from 'zod'
import type { Standing } from '#kernel/module.ts'

export const Nothing = z.object({})

/** One kind of what the city holds of a person: how much, what for, how long. */
export type Held = { title: string; why: string; kept: string; rows: number; files: number }

/** What is deleted by itself, and when. */
export type Ending = { title: string; kept: string }

/** `taken`: when he took it along before, newest first. */
export type DataShown = { name: string; held: Held[]; endings: Ending[]; taken: Date[] }

/** Closing one's account: that one has read what goes and what stays. */
export const CloseAccount = z.object({ sure: z.literal('yes', '请先读完，再勾选这一项') })
export type CloseAccount = z.infer<typeof CloseAccount>

/** What closing an account comes to: what stands against it, what goes, what stays and how long. */
export type CloseShown = { name: string; stands: Standing[]; goes: string[]; stays: { title: string; kept: string }[] }
