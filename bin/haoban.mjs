#!/usr/bin/env node
/** Runs the bundle that was made from the sources as they are now, and where there is none, the sources themselves. */
import { existsSync } from 'node:fs'
import './node-version.mjs'

// React draws a page four times as fast without its checks for developers, and asks this variable as it loads. What the keeper
// of the city has set, the city reads from its own copy.
const env = { ...process.env }
process.env.NODE_ENV ||= 'production'

const server = new URL('../dist/server/', import.meta.url)

async function bundle() {
  const sources = new URL('sources.mjs', server)
  if (!existsSync(sources)) return undefined
  const { bundleOf } = await import(sources.href)
  const file = new URL(`${bundleOf()}/cli.mjs`, server)
  return existsSync(file) ? import(file.href) : undefined
}

async function sources() {
  const { register } = await import('tsx/esm/api')
  register()
  return import('../src/app/cli.ts')
}

const { main } = (await bundle()) ?? (await sources())
await main(process.argv.slice(2), env)
