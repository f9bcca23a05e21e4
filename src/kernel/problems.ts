/**
 * Every way Muniment says no, in one table: HTML pages, `application/problem+json` (RFC 9457) and the
 * command line all speak from it. `exit` follows docs/operate/problems.md.
 */
export type Problem = { status: number; exit: number; title: string; explanation: string }

export const problems = {
  'invalid-input': {
    status: 422,
    exit: 7,
    title: 'There is a problem with what was entered',
    explanation:
      'Some answers are missing or are not in the form needed. Each one is named, with what to do.',
  },
  'bad-request': {
    status: 400,
    exit: 2,
    title: 'The request could not be read',
    explanation:
      'The request was not in a form this service understands. Check it against the API documentation.',
  },
  usage: {
    status: 400,
    exit: 2,
    title: 'The command was not understood',
    explanation: 'The command or one of its options is wrong. Run it with --help to see what it takes.',
  },
  'invalid-setting': {
    status: 500,
    exit: 2,
    title: 'A setting is wrong',
    explanation: 'A setting in the environment has a value that cannot be used. The message names it.',
  },
  'not-signed-in': {
    status: 401,
    exit: 5,
    title: 'Sign in to continue',
    explanation: 'This page is for staff. Sign in and you will be brought back here.',
  },
  'sign-in-failed': {
    status: 401,
    exit: 5,
    title: 'You could not be signed in',
    explanation:
      'The email address, password, code or link is wrong or out of date, or there were too many attempts. Check them, or wait and try again.',
  },
  'second-factor-needed': {
    status: 401,
    exit: 5,
    title: 'Enter the code from your authenticator',
    explanation:
      'This account has a second factor. Enter the six digits its device shows now; each code works once.',
  },
  'key-changed': {
    status: 503,
    exit: 69,
    title: 'Your code cannot be checked',
    explanation:
      'The key of this installation is not the one with which your second factor was kept. Tell an administrator.',
  },
  'not-permitted': {
    status: 403,
    exit: 5,
    title: 'You cannot do this',
    explanation: 'Your role does not allow it. An administrator of your authority can change roles.',
  },
  'not-found': {
    status: 404,
    exit: 3,
    title: 'Page not found',
    explanation:
      'If you typed the address, check it is correct. If you followed a link, it may be out of date.',
  },
  withdrawn: {
    status: 410,
    exit: 3,
    title: 'This has been withdrawn',
    explanation: 'It was published and has been taken down. The page says when and why.',
  },
  'method-not-allowed': {
    status: 405,
    exit: 2,
    title: 'This address does not take that kind of request',
    explanation: 'Check the API documentation for what this address accepts.',
  },
  stale: {
    status: 409,
    exit: 6,
    title: 'This was changed since you opened it',
    explanation:
      'Somebody else changed it, or you did in another window. Nothing you entered is lost: compare and try again.',
  },
  'not-now': {
    status: 409,
    exit: 4,
    title: 'This cannot be done at this stage',
    explanation: 'The case is not at a stage that allows it. The message says what is needed first.',
  },
  'own-work': {
    status: 403,
    exit: 4,
    title: 'Somebody else must approve this',
    explanation: 'The person who wrote an answer can never be the one who approves it.',
  },
  'release-stopped': {
    status: 409,
    exit: 7,
    title: 'The release check stopped this',
    explanation: 'Something in it must not leave: the findings name what and where.',
  },
  quarantined: {
    status: 403,
    exit: 7,
    title: 'This file is locked away',
    explanation: 'A virus was found in it. Nobody can open or send it; ask whoever sent it for a clean copy.',
  },
  'idempotency-conflict': {
    status: 422,
    exit: 6,
    title: 'That idempotency key was used for something else',
    explanation: 'The same key came with a different body. Use a new key for a new request.',
  },
  'precondition-required': {
    status: 428,
    exit: 6,
    title: 'Say which version you are changing',
    explanation: 'Send If-Match with the version you read, so that nobody’s change is overwritten unseen.',
  },
  'precondition-failed': {
    status: 412,
    exit: 6,
    title: 'The version you are changing is no longer the newest',
    explanation: 'It was changed after you read it. Read it again, and send If-Match with its new version.',
  },
  'query-too-slow': {
    status: 422,
    exit: 69,
    title: 'The question takes too long to answer',
    explanation: 'It was stopped at its time limit. Ask for less: add a filter, or take the whole file.',
  },
  'sql-refused': {
    status: 422,
    exit: 7,
    title: 'The SQL cannot be run',
    explanation:
      'One SELECT over published datasets is what can be run here. The message says what is wrong and where.',
  },
  'too-large': {
    status: 413,
    exit: 7,
    title: 'That is too large',
    explanation: 'The upload or text is over the limit. The message gives the limit.',
  },
  'unsupported-type': {
    status: 415,
    exit: 7,
    title: 'That kind of file or content cannot be used here',
    explanation: 'The content is not of a kind this address accepts, or is not what it says it is.',
  },
  'too-many-requests': {
    status: 429,
    exit: 69,
    title: 'Too many requests',
    explanation: 'Wait a little and try again. Retry-After gives the seconds.',
  },
  'forged-form': {
    status: 403,
    exit: 5,
    title: 'This form could not be checked',
    explanation:
      'The form did not come from this site, or it was open too long. Go back, reload the page and send again.',
  },
  fault: {
    status: 500,
    exit: 1,
    title: 'Sorry, there is a problem with the service',
    explanation: 'It is our fault, not yours. Nothing was half done. Try again later.',
  },
  unavailable: {
    status: 503,
    exit: 69,
    title: 'The service is unavailable',
    explanation: 'A part it needs cannot be reached. The message says which.',
  },
  'disk-full': {
    status: 507,
    exit: 69,
    title: 'The disk is full',
    explanation:
      'There is no room left where Muniment keeps its files. Nothing was half kept. Free some space and try again.',
  },
  'port-in-use': {
    status: 503,
    exit: 69,
    title: 'The port is in use',
    explanation: 'Another program listens on that port. Stop it, or choose another with PORT.',
  },
  'directory-unusable': {
    status: 503,
    exit: 69,
    title: 'The data directory cannot be used',
    explanation:
      'Muniment must be able to create and write its data directory. Choose another with MUNIMENT_DATA.',
  },
  'directory-locked': {
    status: 503,
    exit: 6,
    title: 'Another Muniment uses that data directory',
    explanation:
      'Two servers on one data directory would lose records. Stop the other or choose another directory.',
  },
  'database-unreachable': {
    status: 503,
    exit: 69,
    title: 'The database cannot be reached',
    explanation:
      'DATABASE_URL names a server that does not answer. Check the address, the network and the password.',
  },
  'chain-broken': {
    status: 500,
    exit: 7,
    title: 'The audit chain is broken',
    explanation:
      'An audit record does not match the one before it: something changed it. The first broken link is named.',
  },
} as const satisfies Record<string, Problem>

export type ProblemCode = keyof typeof problems

/** Where a problem's own page is, on every installation. */
export function problemPath(code: ProblemCode): string {
  return `/help/problems#${code}`
}
