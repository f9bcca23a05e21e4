import PostalMime from 'postal-mime'
import type { Surface } from './surface.ts'

/** Headers that tell of people and machines the reader does not see. */
const telling =
  /^(?:bcc|resent-bcc|received|x-originating-ip|x-sender|x-mailer|user-agent|x-forwarded-to|delivered-to|return-path|x-envelope-.*|authentication-results|x-ms-exchange-.*|thread-index|list-.*)$/i

export type MailContents = { surfaces: Surface[]; attachments: { name: string; content: Uint8Array }[] }

/** What a message carries beside its words: the way it came, blind copies, files. */
export async function mailSurfaces(bytes: Uint8Array): Promise<MailContents> {
  const mail = await PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' })
  const surfaces: Surface[] = []
  const headers = [
    ...new Set(mail.headers.map(({ key }) => key.toLowerCase()).filter((key) => telling.test(key))),
  ]
  if (headers.length > 0)
    surfaces.push({ kind: 'mail-header', where: 'headers', detail: `It keeps ${headers.join(', ')}.` })
  const attachments = mail.attachments.map(({ filename, content }, index) => ({
    name: filename ?? `attachment ${index + 1}`,
    content: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  }))
  attachments.forEach((_, index) =>
    surfaces.push({ kind: 'attachment', where: `attachment ${index + 1}`, detail: 'A file is attached.' }),
  )
  return { surfaces, attachments }
}
