import { createHash } from 'node:crypto'
import type { FileType } from '../../documents/index.ts'
import { foldLetters } from '../fold-letters.ts'
import { readStory } from '../formats/read-story.ts'
import type { MarkPlace } from '../mark.ts'
import { placeInWords } from '../schedule.ts'
import { noPages, type OpenDocument } from './page-job.ts'

/** A text, a table or a message as its pieces. Throws a ProblemError where files of this kind cannot be taken apart. */
export async function openStoryDocument(bytes: Uint8Array, type: FileType): Promise<OpenDocument> {
  const story = await readStory(bytes, type)
  const whole = (piece: number): MarkPlace => story.placeOf(piece, 0, story.pieces[piece]?.length ?? 0)
  const check = (place: MarkPlace): string | null => {
    if (place.kind === 'box') return noPages
    const found = story.find(place)
    const length = found === null ? undefined : story.pieces[found.piece]?.length
    if (found === null || length === undefined) return `There is no ${placeInWords(place)}.`
    return found.start < found.end && found.end <= length
      ? null
      : `${labelOf(place)} has ${length} characters; the mark runs from ${found.start} to ${found.end}.`
  }
  const refuse = async (): Promise<never> => {
    throw new RangeError('a text has no pages')
  }
  return {
    outline: () => ({ kind: 'pieces', pieces: story.pieces.length }),
    words: refuse,
    picture: refuse,
    pieces: (from, most) =>
      story.pieces.slice(from, from + most).flatMap((text, index) => {
        if (text === '') return []
        const place = whole(from + index)
        return [{ place, label: labelOf(place), text }]
      }),
    check,
    under: (places) =>
      places.map((place) => {
        const found = story.find(place)
        return found === null ? '' : (story.pieces[found.piece]?.slice(found.start, found.end) ?? '')
      }),
    scanned: () => [],
    async looks() {
      const { letters } = foldLetters(story.pieces.join('\n'))
      const words = letters === '' ? null : createHash('sha256').update(letters).digest('base64url')
      return [{ page: 1, words, look: null }]
    },
    close: () => undefined,
  }
}

/** “Sheet 1, row 4, column 2”, “Part 12” */
function labelOf(place: MarkPlace): string {
  const words = placeInWords(place)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
