import type { DocumentOrigin } from './case.ts'

/** Says where and how much, never what is written there. Kinds are those of the release gate. */
export type ArrivalFinding = { kind: string; where: string; detail: string }

/** What was seen in a file when it came in. `notes` are worth knowing and no reason to warn. */
export type Arrival = {
  lookedAt: Temporal.Instant
  clean: boolean
  findings: ArrivalFinding[]
  notes: ArrivalFinding[]
  virus: 'none' | 'found' | 'not-scanned'
  virusName?: string
  engine?: string
  /** When an officer read the warning and went on */
  seenAt: Temporal.Instant | null
}

/** As it is kept: the moments as text. While a worker has the file in hand it is `{ taken }`. */
export type KeptArrival = Omit<Arrival, 'lookedAt' | 'seenAt'> & { lookedAt: string; seenAt?: string }

/** Null where nobody has looked yet. */
export function readArrival(kept: unknown): Arrival | null {
  if (typeof kept !== 'object' || kept === null || !('lookedAt' in kept)) return null
  // Only `lookIntoArrivals` writes it.
  const { lookedAt, seenAt, ...rest } = kept as KeptArrival
  return {
    ...rest,
    lookedAt: Temporal.Instant.from(lookedAt),
    seenAt: seenAt === undefined ? null : Temporal.Instant.from(seenAt),
  }
}

/** Most office files and mails have these, and officers expect them; before a release the gate looks at them all the same. */
const ordinary: readonly string[] = ['metadata', 'exif', 'mail-header', 'named-range', 'personal-data']

export const isOrdinary = ({ kind }: { kind: string }): boolean => ordinary.includes(kind)

/** Made here, so nothing arrives with it. */
const madeHere: readonly DocumentOrigin[] = ['letter', 'redacted']

/** What a reader must be told before the file opens. */
export type ArrivalState = 'ready' | 'waiting' | 'warning' | 'virus'

export function arrivalState(document: { origin: DocumentOrigin; arrival: Arrival | null }): ArrivalState {
  const { origin, arrival } = document
  if (arrival?.virus === 'found') return 'virus'
  if (madeHere.includes(origin)) return 'ready'
  if (arrival === null) return 'waiting'
  return arrival.clean ? 'ready' : 'warning'
}

/** A warning, or a virus, that no officer has looked at. */
export const hasUnseenWarning = (document: { origin: DocumentOrigin; arrival: Arrival | null }): boolean =>
  ['warning', 'virus'].includes(arrivalState(document)) && document.arrival?.seenAt === null

/**
 * Why a file must not leave whatever the gate says, as a sentence, or null: a virus, or no scan where one is set up.
 * An installation without a scanner does not wait for one.
 */
export function whyHeldBack(
  document: { name: string; origin: DocumentOrigin; arrival: Arrival | null },
  hasScanner: boolean,
): string | null {
  const { name, origin, arrival } = document
  if (arrival?.virus === 'found') return `${name}: a virus was found in it, so it can never be sent.`
  if (!hasScanner || madeHere.includes(origin) || arrival?.virus === 'none') return null
  return arrival === null
    ? `${name} has not been scanned for viruses yet. Try again in a minute.`
    : `${name} could not be scanned for viruses, so it cannot be sent.`
}

const one: Record<string, string> = {
  'pivot-cache': 'pivot table with its source data',
  'external-link': 'link to another file',
  'data-model': 'data model',
  'tracked-change': 'place with tracked changes',
  'hidden-text': 'place with hidden text',
  'covered-text': 'place with text under a box',
  attachment: 'file attached inside',
  annotation: 'page with notes or marks',
  'form-field': 'form field',
  javascript: 'script',
  'previous-revision': 'earlier state still inside',
  'embedded-object': 'object embedded',
  macro: 'macro',
  unreadable: 'part that could not be looked into',
}
const many: Record<string, string> = {
  'pivot-cache': 'pivot tables with their source data',
  'external-link': 'links to other files',
  'tracked-change': 'places with tracked changes',
  'hidden-text': 'places with hidden text',
  'covered-text': 'places with text under a box',
  attachment: 'files attached inside',
  annotation: 'pages with notes or marks',
  'previous-revision': 'earlier states still inside',
  'embedded-object': 'objects embedded',
  unreadable: 'parts that could not be looked into',
}
const mostPlaces = 5

/** `1 hidden sheet: sheet “Staff”. Hidden, with 40 cells.`, a line for each kind. */
export function arrivalInWords({ findings }: Pick<Arrival, 'findings'>): string[] {
  const kinds = Map.groupBy(findings, ({ kind }) => kind)
  return [...kinds].map(([kind, found]) => {
    const name = one[kind] ?? kind.replaceAll('-', ' ')
    const count = found.length === 1 ? `1 ${name}` : `${found.length} ${many[kind] ?? `${name}s`}`
    const [only] = found
    if (found.length === 1 && only) return `${count}: ${only.where}. ${only.detail}`
    const places = found.slice(0, mostPlaces).map(({ where }) => where)
    const rest = found.length - places.length
    return `${count}: ${places.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}.`
  })
}
