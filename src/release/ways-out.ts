import type { IdentityField, ReleaseRoute } from './certificate.ts'

export type WayOut = {
  /** What leaves by it */
  what: string
  /** Requester's details that may go, because they go to the requester */
  allow: readonly IdentityField[]
  /** The gate itself, or what puts these bytes through it */
  checkedBy: 'checkRelease' | 'publishEntry'
}

const own: readonly IdentityField[] = ['name', 'email', 'phone', 'address']

/**
 * Every route out of the building, and the function that checks it. Feeds, files and pages of the disclosure log show
 * only what `publishEntry` let in. A route that is not here does not exist: `ReleaseRequest` takes no other.
 */
export const waysOut: Record<ReleaseRoute, WayOut> = {
  letter: {
    what: 'A letter to the requester, in each of its forms, by mail, post or tracking page',
    allow: own,
    checkedBy: 'checkRelease',
  },
  attachment: {
    what: 'A file released with an answer: others may be given the same file, so it names nobody',
    allow: [],
    checkedBy: 'checkRelease',
  },
  email: {
    what: 'The body of a message to the requester',
    allow: own,
    checkedBy: 'checkRelease',
  },
  'disclosure-log': {
    what: 'An entry of the public log, with its feed, files and search results',
    allow: [],
    checkedBy: 'publishEntry',
  },
}
