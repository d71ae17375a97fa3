/** The front door of 事项目录: what the command line and other rooms may ask of it. */
export { importCatalogue } from './actions/import.ts'
export { indexItem } from './actions/index-item.ts'
export { search, suggest } from './actions/search.ts'
export type { ImportReport, ItemList, Suggestion } from './schema.ts'
