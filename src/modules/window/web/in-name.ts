import { type Frame, placedIn } from '#ui/public/shell.tsx'

type Matter = { client?: string | undefined; division: string }

/** The frame of a page about one matter: headed by its place, and by whom it acts for, whatever the visitor has chosen elsewhere. */
export const inName = (frame: Frame, { client, division }: Matter, title: string): Frame => ({
  ...placedIn(frame, division),
  client,
  title,
})
