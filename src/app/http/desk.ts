import type { Context } from 'hono'
import type { House } from '../context.ts'
import { deskPolicy } from './policy.ts'

/** The shell of the desk: an empty page that loads what Vite built; who is not signed in is led to the sign-in by the desk itself. */
export function deskPage(house: House, c: Context): Response {
  const { js, css } = house.assets.deskScripts
  if (js.length === 0)
    return c.text('工作台的网页还没有构建。请在装了全部依赖的机器上运行 npm run build，或改用 npm run bundle 打的安装包。', 503)
  const nonce = c.get('nonce')
  const html = [
    '<!doctype html><html lang="zh-Hans-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta name="csp-nonce" content="${nonce}"><title>工作台 - 好办</title><link rel="icon" href="/assets/icon.svg">`,
    ...css.map((f) => `<link rel="stylesheet" href="/assets/desk/${f}">`),
    ...js.map((f) => `<script type="module" src="/assets/desk/${f}"></script>`),
    '</head><body><div id="desk"></div><noscript>工作台需要打开浏览器的 JavaScript。</noscript></body></html>',
  ]
  return c.html(html.join(''), 200, { 'content-security-policy': deskPolicy(nonce) })
}
