import type { CatalogItem, Guide, HandlingItem } from '../../schema/item.ts'

/** A breach as a rule reports it; the table adds its own id and severity. */
export type Breach = { path: string; sentence: string }

/** What an item file and a handling item have in common: the guide and its catalogue entry. */
export type Checked = Guide & { catalogue: Omit<CatalogItem, 'demo'> }

type Rule<T> = { id: string; severity: 'error' | 'warning'; check(item: T): Breach[] }

/** An error keeps an item from being published; a warning is shown to the one who publishes it. */
export type QualityRule = Rule<Checked>

/** A rule about one organ's implementation. */
export type OrganRule = Rule<HandlingItem>

/** A rule of one condition at one place. */
export const unless = (holds: boolean, path: string, sentence: string): Breach[] => (holds ? [] : [{ path, sentence }])
