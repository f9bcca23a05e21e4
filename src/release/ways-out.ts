import type { IdentityField, ReleaseRoute } from './certificate.ts'

export type WayOut = {
  /** What leaves by it */
  what: string
  /** Requester's details that may go, because they go to the requester */
  allow: readonly IdentityField[]
  /** The functions that put it through the gate, by file; nobody else may call the gate for it */
  checkedIn: readonly string[]
}

const own: readonly IdentityField[] = ['name', 'email', 'phone', 'address']

/**
 * Every route out of the building, what may go by it, and where it is checked. The gate never allows more than this
 * table. Feeds, files and pages of the disclosure log show only what `publishEntry` let in. A route that is not here
 * does not exist: `ReleaseRequest` takes no other.
 */
export const waysOut: Record<ReleaseRoute, WayOut> = {
  letter: {
    what: 'A letter to the requester, in each of its forms, by mail, post or tracking page',
    allow: own,
    checkedIn: ['src/cases/check-answer.ts'],
  },
  attachment: {
    // Given under the Acts it is given to anyone; the requester's own data is exempt there (FOIA s.40(1), EIR reg 5(3))
    what: 'A file released with an answer',
    allow: [],
    checkedIn: ['src/cases/check-answer.ts'],
  },
  email: {
    what: 'The body of a message to the requester',
    allow: own,
    checkedIn: ['src/cases/commands/tell-requester.ts'],
  },
  'disclosure-log': {
    what: 'An entry of the public log, with its feed, files and search results',
    allow: [],
    checkedIn: ['src/disclosure/commands/publish-entry.ts', 'src/disclosure/commands/withdraw-entry.ts'],
  },
  dataset: {
    what: 'A version of a dataset, with every file, feed and answer made from it',
    allow: [],
    checkedIn: ['src/datasets/commands/publish-version.ts'],
  },
  'dataset-words': {
    what: 'What is said of a dataset, and why it or a version is withdrawn, in pages, files, feeds and the catalogue',
    allow: [],
    checkedIn: ['src/datasets/check-words.ts'],
  },
  feedback: {
    what: 'The words of a report about data, and the answer to it, on the public list and by mail',
    allow: [],
    checkedIn: ['src/catalogue/commands/answer-feedback.ts'],
  },
  notice: {
    what: 'Typed words in a notice to whoever subscribes to data or sees to a duty to publish',
    allow: [],
    checkedIn: ['src/catalogue/certified-notice.ts'],
  },
}

/**
 * Messages that carry no certificate, by the file that writes them, and why: each is a fixed text with a reference,
 * dates and links, or says back to somebody what that person wrote.
 */
export const fixedMessages: Readonly<Record<string, string>> = {
  'src/cases/commands/acknowledge.ts':
    'A fixed text with the reference, the date and the title of the request, which go to whoever asked',
  'src/cases/commands/run-timers.ts':
    'A fixed text to a team of the authority: a reference, a date, a link to sign in at',
}
