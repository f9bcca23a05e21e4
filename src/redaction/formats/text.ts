import { decodeText, htmlToText, rtfToText } from '../../documents/index.ts'
import { plainText, textPlaces, type Story } from './story.ts'

/** Plain text, and what can be read as plain text: the words that HTML and RTF show. */
export function readText(bytes: Uint8Array, type: 'txt' | 'html' | 'rtf'): Story {
  const source = decodeText(bytes).text
  const text = type === 'html' ? htmlToText(source) : type === 'rtf' ? rtfToText(source) : source
  const pieces = [text]
  return {
    pieces,
    leftOut: {},
    ...textPlaces(pieces),
    write: async ([segments = []]) => new TextEncoder().encode(plainText(segments)),
    ...(type === 'txt' ? {} : { extension: 'txt' }),
  }
}
