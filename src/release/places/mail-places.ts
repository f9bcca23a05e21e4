import PostalMime from 'postal-mime'
import { htmlToText } from '../../documents/index.ts'
import type { Place } from './place.ts'
import type { WantedLines } from './wanted-lines.ts'

export type InnerFile = { name: string; bytes: Uint8Array }

/** Puts the text of a message to its headers, its words and its HTML; what is attached is for the caller to open. */
export async function placeMail(
  bytes: Uint8Array,
  lines: Iterable<string>,
  wanted: WantedLines,
  inside: string,
): Promise<InnerFile[]> {
  const within = (place: string): string => (inside === '' ? place : `${inside}, ${place}`)
  for (const line of lines) {
    const header = /^(From|To|Cc|Bcc|Reply-To|Sender|Date|Subject): /i.exec(line.trim())?.[1]
    if (header !== undefined) wanted.add(line, { within: within(`header “${header}”`) })
  }
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const lineOf =
    (part: string) =>
    (line: number): Place => ({ within: within(part), unit: 'line', at: String(line) })
  wanted.add(mail.text ?? '', lineOf('the message'))
  if (mail.html !== undefined) wanted.add(htmlToText(mail.html), { within: within('its HTML part') })
  return mail.attachments.map(({ filename, content }) => ({
    name: filename ?? 'attachment',
    bytes:
      typeof content === 'string'
        ? new TextEncoder().encode(content)
        : content instanceof Uint8Array
          ? content
          : new Uint8Array(content),
  }))
}
