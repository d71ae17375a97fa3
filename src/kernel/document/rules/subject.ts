/** What a paper is about, as the ledger names it: papers of a case were kept under its bare id, all others under `order:…` and their like. */
export const subjectOf = (about: string): string => (about.includes(':') ? about : `case:${about}`)
