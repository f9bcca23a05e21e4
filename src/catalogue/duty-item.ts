import type { DutyStatus } from '../law/index.ts'

/** A duty to publish as one authority stands to it. */
export type DutyItem = {
  /** Names it in addresses and commands: a duty of the law by its id, one’s own by its row’s */
  key: string
  /** A duty of src/law/publication; null for the authority’s own */
  rule: string | null
  title: string
  /** What must be public; empty for one’s own */
  words: string
  /** `Transparency Code 2015 Part 2 …`, or what an authority gave for its own */
  basis: string
  basisUrl: string | null
  /** How sure the reading is */
  basisNote: string | null
  force: 'law' | 'practice' | 'own'
  /** A frequency of src/law/publication */
  frequency: string
  dueWords: string
  /** Whom the law binds, where not every authority */
  appliesWhen: string | null
  applies: boolean
  /** A template of src/datasets that meets it */
  template: string | null
  /** What it is met with */
  dataset: { slug: string; title: string; latestVersion: number | null } | null
  publishedOn: Temporal.PlainDate | null
  coversTo: Temporal.PlainDate | null
  startsOn: Temporal.PlainDate
  /** Null where it does not apply */
  status: DutyStatus | null
}

/** The same for staff: who sees to it. */
export type StaffDutyItem = DutyItem & {
  note: string
  owner: string
  ownerEmail: string | null
  graceDays: number
  /** 0 until somebody has saved it */
  version: number
}

export type SaveDutyInput = {
  key: string
  /** The version that was read: 0 where none was saved yet */
  version: number
  applies: boolean
  note: string
  owner: string
  ownerEmail: string | null
  /** A dataset’s address; null where nothing meets it yet */
  dataset: string | null
  startsOn: Temporal.PlainDate
}

export type AddDutyInput = Omit<SaveDutyInput, 'key' | 'version' | 'applies'> & {
  title: string
  basis: string
  frequency: string
  graceDays: number
}
