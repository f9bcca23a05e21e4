import PostalMime from 'postal-mime'
import type { Contained, Inside } from './inside.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/** Headers that tell of people and machines the reader does not see. */
const telling =
  /^(?:bcc|resent-bcc|received|received-spf|x-received|x-originating-.*|x-sender.*|x-mailer|x-php-.*|x-source.*|x-auth.*|x-get-message-sender.*|x-google-.*|x-gm-.*|user-agent|x-forwarded-to|delivered-to|x-original-to|return-path|x-envelope-.*|authentication-results|arc-.*|dkim-signature|x-ms-exchange-.*|x-microsoft-.*|x-exchange-.*|x-forefront-.*|thread-index|thread-topic|disposition-notification-to|list-.*)$/i

/** What a message carries beside its words: the way it came, blind copies, files, words that only some programs show. */
export async function mailSurfaces(bytes: Uint8Array, inside: Inside): Promise<Surface[]> {
  const mail = await PostalMime.parse(bytes, {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
  })
  const surfaces: Surface[] = []
  const headers = [
    ...new Set(mail.headers.map(({ key }) => key.toLowerCase()).filter((key) => telling.test(key))),
  ]
  if (headers.length > 0)
    surfaces.push({ kind: 'mail-header', where: 'headers', detail: `It keeps ${headers.join(', ')}.` })
  const files: Contained[] = mail.attachments.map(({ filename, content }, index) => ({
    where: `attachment ${index + 1}`,
    name: filename ?? `attachment ${index + 1}`,
    bytes: typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content),
  }))
  for (const { where } of files) surfaces.push({ kind: 'attachment', where, detail: 'A file is attached.' })
  if (mail.html !== undefined) {
    files.unshift({ where: 'its words', name: 'body.html', bytes: new TextEncoder().encode(mail.html) })
    const shown = wordsOf(mail.html.replaceAll(/<[^>]*>/g, ' '))
    const other = [...wordsOf(mail.text ?? '')].filter((word) => word.length >= 4 && !shown.has(word))
    // Addresses of links are written out in the one and hidden in the other, so a few prove nothing.
    if (other.length > 20)
      surfaces.push({
        kind: 'hidden-text',
        where: 'its words',
        detail: `The plain form says ${countOf(other.length, 'word')} that the other form does not.`,
      })
  }
  const loose = looseWords(bytes)
  if (loose > 0)
    surfaces.push({
      kind: 'hidden-text',
      where: 'between its parts',
      detail: `${countOf(loose, 'word stands', 'words stand')} where no program shows them.`,
    })
  return [...surfaces, ...(await inside(files))]
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [])

/** Words before the first part and after the last (RFC 2046 §5.1.1), beyond what programs put there themselves. */
function looseWords(bytes: Uint8Array): number {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  const split = /\r?\n\r?\n/.exec(text)
  if (split === null) return 0
  const boundary =
    /^content-type:\s*multipart\/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*?boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/im.exec(
      text.slice(0, split.index),
    )
  const mark = boundary?.[1] ?? boundary?.[2]
  if (mark === undefined) return 0
  const start = split.index
  const first = text.indexOf(`--${mark}`, start)
  const last = text.lastIndexOf(`--${mark}--`)
  const before = first === -1 ? '' : text.slice(start, first)
  const after = last === -1 ? '' : text.slice(last + mark.length + 4)
  const usual = /this is a (?:multi-?part )?message in mime format|multi-?part message|mime/i
  return [before, after].reduce(
    (sum, each) => sum + (usual.test(each) ? 0 : (each.match(/[\p{L}\p{N}]{2,}/gu)?.length ?? 0)),
    0,
  )
}
