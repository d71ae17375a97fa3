/** The front door of 权责: what rooms may ask of it. */
export { isOffered, mustBeOffered } from './actions/offer.ts'
