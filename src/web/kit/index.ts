export { createApp } from './app.ts'
export { compileAssets } from './compile-assets.ts'
export { atomType, writeAtom } from './atom.ts'
export type { Feed, FeedEntry } from './atom.ts'
export { countOf as plural } from '../../kernel/count-of.ts'
export { fileSize, pounds } from './filters.ts'
export { blankForm, cleanText, readForm } from './forms.ts'
export type { FormReader, FormState, FormValue, TextRules } from './forms.ts'
export type { RateGroup, Rates } from './limits.ts'
export { filterChips, pageLinks, readState, sortLink, twinLink, withQuery } from './links.ts'
export type { FilterChip, PageLinks, PageState, QueryChange, SortLink } from './links.ts'
export type {
  App,
  Banner,
  KitOptions,
  Link,
  PageAuthority,
  PageContext,
  PageStaff,
  PageView,
} from './options.ts'
export { httpDate, isUnchanged } from './preconditions.ts'
export { sendRefusal, wantsJson } from './refusals.ts'
export { pageType } from './render.ts'
export { createResponseCache } from './response-cache.ts'
export type { MadeAnswer, ResponseCache } from './response-cache.ts'
export { sendMade } from './send-made.ts'
export type { MadeContent } from './send-made.ts'
export { sendStored } from './send-stored.ts'
export type { StoredContent } from './send-stored.ts'
export { sendCsv, sendJson, toJsonRows } from './tables.ts'
export type { Cell } from '../../kernel/csv-field.ts'
export type { Column } from './tables.ts'
export { readUploadForm } from './upload.ts'
export type { IncomingFile } from './upload.ts'
