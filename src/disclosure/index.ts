import type { Reader } from '../db/index.ts'
import type { Services, Staff } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Page } from '../kernel/pagination.ts'
import type {
  CaseAnswer,
  DisclosureEntry,
  EntryFilters,
  EntryPage,
  EntryOutcome,
  EntrySummary,
  ProposedEntry,
  PublishInput,
  Tombstone,
  WithdrawInput,
} from './entry.ts'
import type {
  PublishedItem,
  PublishedItemInput,
  PublishedItemKind,
  SchemeClassNumber,
} from './published-item.ts'

export * from './entry.ts'
export * from './published-item.ts'

// Signatures that others write against; each moves to its own file as it is written.
function pending(): never {
  throw new Error('not written yet')
}

export const readCaseAnswer = (
  _reader: Reader,
  _authorityId: string,
  _caseId: string,
): Promise<CaseAnswer | null> => pending()
/** Pure. The words of the case without its requester, for a person to review. */
export const prepareEntry = (_answer: CaseAnswer, _ordinaryWords?: readonly string[]): ProposedEntry =>
  pending()
export const entryOutcomeOf = (_partOutcomes: readonly string[]): EntryOutcome | null => pending()
/** Refuses `release-stopped`, `not-permitted`, `not-now`, `invalid-input`, `not-found`. A case published twice answers with the first entry. */
export const publishEntry = (
  _services: Services,
  _staff: Staff,
  _input: PublishInput,
): Promise<Outcome<{ reference: string; already: boolean }>> => pending()
export const withdrawEntry = (
  _services: Services,
  _staff: Staff,
  _input: WithdrawInput,
): Promise<Outcome<Tombstone>> => pending()

export const listEntries = (
  _reader: Reader,
  _authorityId: string,
  _filters: EntryFilters,
): Promise<EntryPage> => pending()
export const readEntry = (
  _reader: Reader,
  _authorityId: string,
  _reference: string,
): Promise<{ kind: 'entry'; entry: DisclosureEntry } | { kind: 'withdrawn'; tombstone: Tombstone } | null> =>
  pending()
/** Related answers and other published things, best first. */
export const relatedTo = (
  _reader: Reader,
  _authorityId: string,
  _entry: DisclosureEntry,
  _limit?: number,
): Promise<RelatedItem[]> => pending()
export type RelatedItem = { type: string; title: string; path: string; date: Temporal.PlainDate | null }
/** Newest first, for the feed and the home page. */
export const recentEntries = (
  _reader: Reader,
  _authorityId: string,
  _limit?: number,
): Promise<EntrySummary[]> => pending()
/** Every match of the filters, newest first, a batch at a time: memory stays flat whatever the size. */
export const streamEntries = (
  _reader: Reader,
  _authorityId: string,
  _filters?: EntryFilters,
): AsyncGenerator<DisclosureEntry> => pending()
/** The flat form for CSV, and its columns in order. */
export const entryColumns: readonly string[] = []
export const entryRow = (_entry: DisclosureEntry): Record<string, string | number> => pending()

export const savePublishedItem = (
  _services: Services,
  _staff: Staff,
  _input: PublishedItemInput,
): Promise<Outcome<PublishedItem>> => pending()
export const removePublishedItem = (
  _services: Services,
  _staff: Staff,
  _id: string,
): Promise<Outcome<null>> => pending()
export const listPublishedItems = (
  _reader: Reader,
  _authorityId: string,
  _filters?: { kind?: PublishedItemKind; schemeClass?: SchemeClassNumber; page?: number; pageSize?: number },
): Promise<Page<PublishedItem>> => pending()
/** The publication scheme: every class, empty ones too, with its items by title. */
export const readPublicationScheme = (
  _reader: Reader,
  _authorityId: string,
): Promise<{ number: SchemeClassNumber; title: string; holds: string; items: PublishedItem[] }[]> => pending()
