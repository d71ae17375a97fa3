import { z } from 'zod'

export const Nothing = z.object({})

/** One kind of what the city holds of a person: how much, what for, how long. */
export type Held = { title: string; why: string; kept: string; rows: number; files: number }

/** What is deleted by itself, and when. */
export type Ending = { title: string; kept: string }

/** `taken`: when he took it along before, newest first. */
export type DataShown = { name: string; held: Held[]; endings: Ending[]; taken: Date[] }
