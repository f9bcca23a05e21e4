import type { Reader } from '../db/index.ts'
import type { Services } from '../identity/index.ts'
import type { Calendars } from '../law/index.ts'
import type { Hit, HitPage, SearchInput, SimilarCase } from './hit.ts'

export * from './hit.ts'

// Signatures that others write against; each moves to its own file as it is written.
function pending(): never {
  throw new Error('not written yet')
}

export const searchPublished = (
  _reader: Reader,
  _authorityId: string,
  _input: SearchInput,
): Promise<HitPage> => pending()
/** What may already answer a person who typed `freeText` (up to 100 KB is read). Empty where nothing is really alike. */
export const suggestPublished = (
  _reader: Reader,
  _authorityId: string,
  _freeText: string,
  _limit?: number,
): Promise<Hit[]> => pending()
export const similarCases = (
  _reader: Reader,
  _authorityId: string,
  _input: {
    text: string
    receivedOn: Temporal.PlainDate
    excludeCaseId?: string
    requesterId?: string
    limit?: number
  },
  _calendars: Calendars,
): Promise<SimilarCase[]> => pending()
/** Everything that may already answer one case. Null where the authority has no such case. */
export const suggestAnswered = (
  _reader: Reader,
  _authorityId: string,
  _caseId: string,
  _calendars: Calendars,
  _limit?: number,
): Promise<{ published: Hit[]; cases: SimilarCase[] } | null> => pending()
/** Counts only, never what was typed. */
export const recordSuggestionCounts = (
  _services: Services,
  _authorityId: string,
  _counts: { shown?: number; opened?: number; resolved?: number },
): Promise<void> => pending()
