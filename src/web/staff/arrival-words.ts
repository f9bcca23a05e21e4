import {
  arrivalInWords,
  arrivalState,
  type Arrival,
  type ArrivalState,
  type CaseDocument,
} from '../../cases/index.ts'

/** What a page says of a file that came in, before anybody opens it. */
export type ArrivalView = {
  state: ArrivalState
  heading: string
  lines: string[]
  /** Worth knowing, and no reason to warn */
  notes: number
  scanned: boolean
  seen: boolean
}

const headings: Record<ArrivalState, string> = {
  ready: 'Nothing hidden found',
  waiting: 'Not looked into yet',
  warning: 'There is more in this file than it shows',
  virus: 'A virus was found in this file',
}

export function arrivalView(document: Pick<CaseDocument, 'origin' | 'arrival'>): ArrivalView {
  const { arrival } = document
  const state = arrivalState(document)
  return {
    state,
    heading: headings[state],
    lines: arrival === null ? [] : linesOf(arrival),
    notes: arrival?.notes.length ?? 0,
    scanned: arrival?.virus === 'none',
    seen: arrival?.seenAt !== null && arrival?.seenAt !== undefined,
  }
}

const linesOf = (arrival: Arrival): string[] =>
  arrival.virus === 'found'
    ? [`The scanner calls it ${arrival.virusName ?? 'a virus'}.`]
    : arrivalInWords(arrival)
