/** The front door of 权责: what rooms may ask of it. */
export { countPowerless, isOffered, mustBeOffered } from './actions/offer.ts'
