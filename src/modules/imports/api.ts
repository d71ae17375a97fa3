/** What the command line asks of imports. */
export { importerOf, takeTable } from './actions/take.ts'
