type Send = (address: string, init?: RequestInit) => Promise<Response>
export type Licence = {
  name: string
  typeCode: string
  no: string
  identifier: string
  version: number
  issuer: string
  issuedOn: string
  validFrom: string
  validTo: string
  stateCode: string
  state: string
  demo: boolean
}
export type Asked = { type: string; holderNo: string; subject: string; purpose: string; test?: boolean }
export function findLicences(site: string, key: string, asked: Asked, send?: Send): Promise<Licence[]>
export function findType(site: string, name: string, send?: Send): Promise<{ code: string; name: string; face: string[] }>
