export type MailAddress = { name: string; address: string }

export type MailAttachment = {
  /** Safe to show and unique within the mail; never a path. */
  name: string
  /** As the sender declared it, which may be wrong. */
  declaredType: string
  bytes: Uint8Array
  /** Shown inside the text, as logos in signatures are. */
  inline: boolean
}

/** What a mail is for: only `request` may open a case; the others are recorded on the case they concern. */
export type MailKind = 'request' | 'auto-reply' | 'out-of-office' | 'bounce' | 'spam-probe'

export type Bounce = {
  /** The address that could not be reached. */
  recipient: string | null
  /** Enhanced status code (RFC 3463) such as `5.1.1`; first digit 4 means that delivery is still being tried. */
  status: string | null
  diagnostic: string | null
  /** Message-ID of the mail that came back, without angle brackets. */
  originalMessageId: string | null
}

/** A mail as received. Message ids are without angle brackets. */
export type InboundMail = {
  messageId: string | null
  inReplyTo: string | null
  references: string[]
  from: MailAddress | null
  replyTo: MailAddress | null
  /** Null where there is no such header; empty for `<>`, which is how bounces are sent. */
  returnPath: string | null
  to: MailAddress[]
  cc: MailAddress[]
  bcc: MailAddress[]
  subject: string
  date: Temporal.Instant | null
  /** The whole text: the plain part, or the HTML part made plain. */
  text: string
  /** The text without quoted earlier mail and signature. A forwarded mail is kept: it is what is new to the reader. */
  newText: string
  attachments: MailAttachment[]
  kind: MailKind
  bounce?: Bounce
  /** False where an answer could start a loop (RFC 3834 §2): automatic mail, lists, an empty return path. */
  mayAcknowledge: boolean
  /** Sentences for staff about what was odd and how it was handled. */
  warnings: string[]
}
