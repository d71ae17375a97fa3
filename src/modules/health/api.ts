/** What the command line asks of the house's health. */
export { doctor as diagnosis } from './actions.ts'
