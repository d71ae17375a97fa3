import type { Readable } from 'node:stream'

/** Where the bytes lie. A driver writes a name whole or not at all, and gives undefined for one it does not have. */
export interface Driver {
  put(chunks: AsyncIterable<Uint8Array>, name: () => string): Promise<void>
  find(name: string): Promise<Readable | undefined>
  has(name: string): Promise<boolean>
  /** takes a name away unless it was put since a moment of the real clock; false where it was, or is not there */
  remove(name: string, since: Date): Promise<boolean>
  /** every name there is, in no order */
  list(): AsyncIterable<string>
}

/** Two levels of folders, so that no folder grows beyond what tools handle well. */
export const pathOf = (name: string): string => `${name.slice(0, 2)}/${name.slice(2, 4)}/${name}`
