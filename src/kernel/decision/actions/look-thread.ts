/** The thread in which large tables are read, checked and tried. */
import { answering } from '#base/in-thread.ts'
import { type Look, lookAt } from '../rules/look.ts'
import type { LookQuestion } from './look.ts'

answering(({ xml, ground }: LookQuestion): Look => lookAt(xml, ground))
