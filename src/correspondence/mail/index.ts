export type { Bounce, InboundMail, MailAddress, MailAttachment, MailKind } from './mail.ts'
export { readMailApart } from './read-mail-apart.ts'
export { detectRegimeHints, type RegimeHint } from './regime-hints.ts'
export {
  memoryTransport,
  smtpTransport,
  type MailTransport,
  type SendFailure,
  type SendResult,
} from './send-mail.ts'
export { suggestParts, withoutMarker, type SuggestedParts } from './split-request.ts'
export { suggestTitle } from './suggest-title.ts'
export { findThread, referencePattern, type ThreadEvidence } from './thread.ts'
export { watchFolder, type FolderVerdict, type WatchOptions } from './watch-folder.ts'
export { messageIdFor, renderOutgoing, type OutgoingMail, type RenderedMail } from './write-mail.ts'
