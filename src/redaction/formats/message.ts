import { plainText, textPlaces, type LeftOut, type Segment, type Story } from './story.ts'

export const shownHeaders = ['from', 'to', 'cc', 'date', 'subject'] as const
export type Message = {
  headers: { name: (typeof shownHeaders)[number]; value: string }[]
  words: string
  /** Names of attached files and messages, which do not come along */
  attached: string[]
  leftOut: LeftOut
}

/** A message written anew (RFC 5322): the headers that a reader sees, and its words as plain text. */
export function messageStory({ headers, words, attached, leftOut }: Message, extension?: string): Story {
  const shown = headers.filter(({ value }) => value.trim() !== '')
  const pieces = [
    ...shown.map(({ value }) => value),
    words,
    ...(attached.length === 0 ? [] : [`Attached, not included here: ${attached.join(', ')}`]),
  ]
  return {
    pieces,
    leftOut,
    ...textPlaces(pieces),
    ...(extension === undefined ? {} : { extension }),
    write: async (redacted) => {
      const lines = shown.map(
        ({ name }, index) =>
          `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${headerValue(name, redacted[index] ?? [])}`,
      )
      const body = redacted.slice(shown.length).map(plainText).join('\n\n').replaceAll(/\r?\n/g, '\r\n')
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
