export { sayDay, sayDeadline } from './dates.ts'
export type { WordingKey } from './english.ts'
export { catalogues, checkWording, isWordingKey, placeholdersIn, resolveWording } from './wording.ts'
export type { Catalogue, Filling, Locale, Placeholder, Wording, WordingOverride } from './wording.ts'
