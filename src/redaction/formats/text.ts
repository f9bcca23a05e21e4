import { decodeText } from '../../documents/index.ts'
import { plainText, textPlaces, type Story } from './story.ts'

export function readText(bytes: Uint8Array): Story {
  const pieces = [decodeText(bytes).text]
  return {
    pieces,
    leftOut: {},
    ...textPlaces(pieces),
    write: async ([segments = []]) => new TextEncoder().encode(plainText(segments)),
  }
}
