#!/usr/bin/env node
import { register } from 'tsx/esm/api'

// React draws a page four times as fast without its checks for developers, and asks this variable as it loads. What the keeper
// of the city has set, the city reads from its own copy.
const env = { ...process.env }
process.env.NODE_ENV ||= 'production'

register()
const { main } = await import('../src/app/cli.ts')
await main(process.argv.slice(2), env)
