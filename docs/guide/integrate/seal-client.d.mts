type Send = (address: string, init?: RequestInit) => Promise<Response>
export type State = 'waiting' | 'approved' | 'rejected' | 'withdrawn' | 'used'
export type Asked = {
  file: Uint8Array
  ref: string
  kind: 'official' | 'business'
  title: string
  purpose: string
  over: string
  fileName?: string
  test?: boolean
}
export type Answer = { test: boolean; state: State; opinion?: string; use?: string; digest?: string }
export function askSeal(site: string, key: string, asked: Asked, send?: Send): Promise<Answer>
export function fetchSealed(site: string, key: string, ref: string, send?: Send): Promise<Answer & { file?: Uint8Array }>
