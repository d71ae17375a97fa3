import type { ReactElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

/** The whole answer of a public page: doctype and static markup, no script, no inline style (CSP `default-src 'self'` holds). */
export const renderPage = (page: ReactElement): string => `<!doctype html>${renderToStaticMarkup(page)}`
