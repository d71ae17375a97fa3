import { expect, test, vi } from 'vitest'
import { sharedPath } from './shared.ts'

test('the shared material lies beside the repository, unless another place is named', () => {
  vi.stubEnv('HAOBAN_SHARED', '')
  expect(sharedPath('conformance/x.dmn')).toMatch(/\/shared\/conformance\/x\.dmn$/)
  vi.stubEnv('HAOBAN_SHARED', '/somewhere/else')
  expect(sharedPath('conformance/x.dmn')).toBe('/somewhere/else/conformance/x.dmn')
  vi.unstubAllEnvs()
})
