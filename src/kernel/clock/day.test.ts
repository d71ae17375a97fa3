import { expect, test } from 'vitest'
import { lastDayAfter } from './rules/day.ts'

test.each([
  ['2023-06-20', 60, '2028-06-19'],
  ['2023-01-01', 12, '2023-12-31'],
  ['2023-12-15', 1, '2024-01-14'],
  ['2024-01-31', 1, '2024-02-29'],
  ['2024-02-29', 12, '2025-02-28'],
  ['2023-03-01', 36, '2026-02-28'],
])('from %s for %i months is until %s', (on, months, last) => expect(lastDayAfter(on, months)).toBe(last))
