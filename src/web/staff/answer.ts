import type { FastifyReply } from 'fastify'
import type { PageView } from '../kit/index.ts'

const doneCookie = 'muniment_done'

/** What the banner says after each act. The cookie holds only the name, so nobody can put words on a page. */
const banners = {
  'case-opened': 'The request was recorded',
  started: 'Work on the request has started',
  'regime-changed': 'The law it is answered under was changed, and the dates were worked out again',
  assigned: 'The request was assigned',
  'details-saved': 'The details were saved',
  'parts-saved': 'The parts were saved',
  split: 'A new linked request was made for the parts you chose',
  'clarification-asked': 'The requester was asked to clarify. The clock waits for the answer',
  'clarification-recorded': 'The clarification was recorded and the clock runs again',
  'fees-notice-given': 'The fees notice was given. The clock waits for the payment',
  'fee-recorded': 'The payment was recorded and the clock runs again',
  extended: 'The time was extended and the requester was told',
  'event-retracted': 'The clock event was taken back and the dates were worked out again',
  'task-added': 'The team was asked',
  'task-cancelled': 'The task was cancelled',
  'task-answered': 'Your answer was saved',
  'document-added': 'The documents were added',
  'release-changed': 'What happens to the document was saved',
  'part-decided': 'The decision was saved',
  'cost-estimated': 'The cost estimate was saved',
  'review-decided': 'The outcome of the review was saved',
  submitted: 'The answer was sent for approval',
  'ready-to-send': 'The answer is ready to send. Nobody else needs to approve it',
  recalled: 'The answer was taken back. It can be changed again',
  approved: 'You approved the answer. It can be sent',
  'approved-next': 'You approved the answer. The next person was asked',
  'changes-asked': 'You asked for changes. The officer has it again',
  'passed-on': 'You passed the answer on',
  sent: 'The answer was put in the outbox and will be sent',
  'sent-held': 'The answer is finished. No mail server is set up, so the message is kept in the outbox',
  'file-let-out': 'The file is let out. It is looked into again before it opens.',
  'file-unlock-asked': 'Kept. A second person must say the same on this page.',
  'findings-accepted': 'You let it go. Whoever sends it can now try again',
  'some-accepted': 'You let some of it go. The rest still stops it',
  withdrawn: 'The request was withdrawn',
  closed: 'The request was closed',
  reopened: 'The request is open again',
  'review-requested': 'A review was opened as a request of its own',
  'note-added': 'The note was added',
  linked: 'The requests were linked',
  published: 'The answer was published in the disclosure log',
  'disclosure-edited': 'The published answer was changed',
  'disclosure-withdrawn': 'The entry was withdrawn. Its address now says so',
  'dataset-created': 'The dataset was added. It is not public yet',
  'dataset-published': 'The entry is public',
  'import-answered': 'Your answers were saved. The file is being read again',
  'import-retried': 'The file is being read again',
  'import-publishing': 'The table is being published',
  'import-asking': 'The table is being made ready for a second person',
  'import-cancelled': 'The file was put aside. Nothing of it was published',
  'version-approved': 'You let it out. The version is published',
  'version-refused': 'You held it back. Nothing was published',
  'version-withdrawn': 'The version was withdrawn. Its address now says so',
  'dataset-withdrawn': 'The dataset was withdrawn. Its address now says so',
  sealed: 'The rows sent so far are being made into a version',
  'nothing-to-seal': 'No rows were sent since the last version',
  'duties-taken': 'The duties were taken up from today',
  'duty-saved': 'The duty was saved',
  'feedback-saved': 'The report was saved',
  'news-saved': 'The item was published',
  'news-withdrawn': 'The item was taken down',
  'change-undone': 'The last change was undone',
  'marked-already': 'That was marked already. Nothing was changed',
  'copy-made': 'The redacted copy was made and checked',
  'person-added': 'The name was added',
  'person-removed': 'The name was taken off the list',
  saved: 'Your changes were saved',
  'staff-added': 'The person was added',
  'token-revoked': 'The token no longer works',
  'extended-session': 'You are still signed in',
} as const
export type Done = keyof typeof banners

/** Sends a staff page, with the banner of the act just done: once, and gone on the next page. */
export function show(reply: FastifyReply, template: string, view: PageView, status = 200): FastifyReply {
  const code = reply.request.cookies[doneCookie]
  if (code === undefined) return reply.page(`staff/${template}`, view, { status })
  reply.clearCookie(doneCookie, { path: '/staff' })
  const text = isDone(code) ? banners[code] : null
  const banner = text === null ? null : { kind: code === 'sent-held' ? 'notice' : 'success', text }
  return reply.page(`staff/${template}`, { banner, ...view }, { status })
}

/** After an act: on to a page that says it was done (Post/Redirect/Get). */
export function done(reply: FastifyReply, to: string, code: Done): FastifyReply {
  reply.setCookie(doneCookie, code, { path: '/staff', httpOnly: true, sameSite: 'lax', maxAge: 60 })
  return reply.redirect(to, 303)
}

function isDone(code: string): code is Done {
  return Object.hasOwn(banners, code)
}
