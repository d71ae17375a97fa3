import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Measure } from '../schema.ts'

const file = new URL('../../../../measures/measures.json', import.meta.url)

/** The programme as published, read once when the house opens: it is a text of 2023 that nobody edits at run time. */
export const measures: readonly Measure[] = z.array(Measure).parse(JSON.parse(readFileSync(file, 'utf8')))
