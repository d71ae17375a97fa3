/**
 * After an install: removes the weights of the fonts that nothing draws with. The packages bring nine weights of each family, 10 to 15 MB a
 * weight; papers, seals and the browser of the tests use two (docs/adr/0014-fonts-are-trimmed-after-the-install.md).
 */
import { existsSync, readdirSync, rmSync } from 'node:fs'

const packages = new URL('../node_modules/@expo-google-fonts/', import.meta.url)
/** as in `src/kernel/document/render/fonts.ts` */
const used = new Set(['400Regular', '700Bold'])

if (existsSync(packages))
  for (const family of readdirSync(packages))
    for (const entry of readdirSync(new URL(`${family}/`, packages)))
      if (/^\d{3}[A-Z]/.test(entry) && !used.has(entry)) rmSync(new URL(`${family}/${entry}`, packages), { recursive: true })
