import PostalMime, { addressParser } from 'postal-mime'
import { htmlToText } from '../../documents/index.ts'
import { plainText, textPlaces, type LeftOut, type Segment, type Story } from './story.ts'

const kept = ['from', 'to', 'cc', 'date', 'subject'] as const

/** A message's words and the headers a reader sees; attached files and messages are named, not kept. */
export async function readMessage(bytes: Uint8Array): Promise<Story> {
  const mail = await PostalMime.parse(bytes, { forceRfc822Attachments: true })
  const leftOut: LeftOut = {}
  if (mail.attachments.length > 0) leftOut['attached files'] = mail.attachments.length
  const others = mail.headers.filter(({ key }) => !kept.some((name) => name === key.toLowerCase()))
  if (others.length > 0) leftOut['other headers'] = others.length
  const headerOf = (name: string): string => {
    const value = mail.headers.find(({ key }) => key.toLowerCase() === name)?.value ?? ''
    if (name === 'subject') return mail.subject ?? ''
    return name === 'date' ? value : addressWords(value)
  }
  const headers = kept.map((name) => ({ name, value: headerOf(name) })).filter(({ value }) => value !== '')
  const words = (mail.text ?? '').trim() === '' ? htmlToText(mail.html ?? '') : (mail.text ?? '')
  const attached = mail.attachments.map(({ filename }, index) => filename ?? `attachment ${index + 1}`)
  const pieces = [
    ...headers.map(({ value }) => value),
    words,
    ...(attached.length === 0 ? [] : [`Attached, not included here: ${attached.join(', ')}`]),
  ]
  return {
    pieces,
    leftOut,
    ...textPlaces(pieces),
    write: async (redacted) => {
      const lines = headers.map(({ name }, index) => {
        const segments = redacted[index] ?? []
        return `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${headerValue(name, segments)}`
      })
      const body = redacted.slice(headers.length).map(plainText).join('\n\n').replaceAll(/\r?\n/g, '\r\n')
      return new TextEncoder().encode(
        [
          ...lines,
          'MIME-Version: 1.0',
          'Content-Type: text/plain; charset=utf-8',
          'Content-Transfer-Encoding: 8bit',
          '',
          body,
          '',
        ].join('\r\n'),
      )
    },
  }
}

const addressWords = (value: string): string =>
  addressParser(value, { flatten: true })
    .map(({ name, address }) => (name === '' ? (address ?? '') : `${name} <${address ?? ''}>`))
    .join(', ')

/** A label is no address and brackets mean something there, so what was redacted stands in quotation marks. */
function headerValue(name: string, segments: readonly Segment[]): string {
  const text = plainText(segments).replaceAll(/[\r\n]+/g, ' ')
  const address = name === 'from' || name === 'to' || name === 'cc'
  const value =
    address && segments.some(({ redacted }) => redacted) ? `"${text.replaceAll(/["\\]/g, '')}"` : text
  // RFC 2047: what is not ASCII is encoded, in words of at most 75 characters.
  if (/^[\t\u0020-\u007e]*$/.test(value)) return value
  return (value.match(/[\s\S]{1,12}/gu) ?? [])
    .map((part) => `=?utf-8?B?${Buffer.from(part).toString('base64')}?=`)
    .join('\r\n ')
}
