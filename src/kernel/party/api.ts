/** What the rest of the house may ask of parties. */
export { agencies, endAgency, grantAgency } from './actions/agency.ts'
export { isHimself } from './actions/himself.ts'
export { maskedNames, naturalAmong, wholeName } from './actions/names.ts'
export { type OwnRecord, ownRecord, recordOf, recordsOf, registeredNumbers } from './actions/own.ts'
export { type Profile, profile, profileOf, unmask } from './actions/profile.ts'
export { changeContact, findByNo, registerLegal, registerNatural, setRepresentative } from './actions/register.ts'
export { speaksToday } from './actions/speaks.ts'
export { findParty, listSpeaking as partiesOf, type SpeakingRow, speakingJson } from './store.ts'
