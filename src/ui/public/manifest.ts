import { type FrameCity, siteName } from './shell.tsx'

/** What a telephone needs to keep the city among its own programs (W3C Web Application Manifest), in the city's name. */
export const manifestOf = (city: FrameCity): string =>
  JSON.stringify({
    id: '/',
    name: siteName(city),
    short_name: '好办',
    description: `${city.shortName}的事，在这里一次办好：查怎么办、申请、看进度。`,
    lang: 'zh-Hans-CN',
    dir: 'ltr',
    start_url: '/',
    scope: '/',
    display: 'minimal-ui',
    background_color: '#f6f8f7',
    theme_color: '#0f5f59',
    categories: ['government', 'utilities'],
    icons: [{ src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
    shortcuts: [
      { name: '我的办件', url: '/me' },
      { name: '查进度', url: '/lookup' },
      { name: '关怀版', url: '/?care=1' },
    ],
  })
