import type { Frame } from '#ui/public/shell.tsx'

/** The frame of a page that acts in somebody's name, whomever the session acts for elsewhere. */
export const inName = (frame: Frame, { client }: { client?: string | undefined }, title: string): Frame => ({ ...frame, client, title })
