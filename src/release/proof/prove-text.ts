import { decodeText, extractText, type FileType } from '../../documents/index.ts'
import type { ReleaseSource } from '../certificate.ts'
import { fold } from '../surfaces/raw-scan.ts'
import { findDistinctive, MarkedWords, trieOf } from './marked-words.ts'
import type { Proof } from './prove-copy.ts'
import { readCells } from './read-cells.ts'

type Copy = { bytes: Uint8Array; type: FileType; name: string }
type Source = ReleaseSource & { type: FileType }

/**
 * A copy of a file of text: what was marked and stands nowhere else in the source stands nowhere in the copy; what
 * stands elsewhere too stands there no more often. Plain text and tables in text are read here by their places; of
 * other files the caller says which words lie there.
 */
export async function proveText(copy: Copy, source: Source): Promise<Proof> {
  const located = locate(source)
  if (located === null)
    return {
      found: [
        {
          kind: 'unreadable',
          where: 'the marks',
          detail: 'Where they lie in the source could not be found out, so they were not compared.',
        },
      ],
      words: 0,
      looked: 0,
    }
  const marked = new MarkedWords()
  for (const words of located.words) marked.add(words.split(/\s+/), 'the source')
  const { text } = await extractText(copy.bytes, copy.type)
  // A text says that something was taken out: `[Redacted: s.40(2)]`
  const labels = (source.labels ?? []).map((label) => fold(`Redacted: ${label}`))
  const rest = [fold(located.rest), ...labels, fold(source.name)].join(' ')
  const found = findDistinctive({ ...copy, text }, marked.all(), rest)
  const trie = trieOf(marked.all())
  const [then, now] = [trie.count(rest), trie.count(fold(text))]
  const more = marked
    .all()
    .filter((word) => then.has(word) && !labels.some((label) => label.includes(word.letters)))
    .filter((word) => (now.get(word) ?? 0) > (then.get(word) ?? 0)).length
  if (more > 0)
    found.push({
      kind: 'must-not-text',
      of: 'words',
      where: 'its text',
      detail: `${more === 1 ? '1 marked word stands' : `${more} marked words stand`} there more often than unmarked in the source.`,
      // Some programs write a word twice where it is shown once, so a person may look.
      acceptable: true,
    })
  return { found, words: marked.all().length, looked: 0 }
}

type Located = { words: readonly string[]; rest: string }

function locate({ bytes, type, places, words, rest }: Source): Located | null {
  if (words !== undefined && rest !== undefined) return { words, rest }
  const pieces = readPieces(bytes, type)
  if (pieces === null) return null
  const found: string[] = []
  const marked = new Map<number, { start: number; end: number }[]>()
  for (const place of places) {
    const piece =
      place.kind === 'text'
        ? place.piece
        : place.kind === 'cell'
          ? pieces.findCell(place.row, place.column)
          : -1
    const text = pieces.texts[piece]
    if (text === undefined || place.kind === 'box') return null
    const start = place.start ?? 0
    const end = place.end ?? text.length
    found.push(text.slice(start, end))
    const here = marked.get(piece)
    if (here === undefined) marked.set(piece, [{ start, end }])
    else here.push({ start, end })
  }
  for (const [piece, spans] of marked) pieces.texts[piece] = without(pieces.texts[piece] ?? '', spans)
  return { words: found, rest: pieces.texts.join(' ') }
}

/** The text with a gap where spans were, written once however many there are. */
function without(text: string, spans: readonly { start: number; end: number }[]): string {
  const kept: string[] = []
  let from = 0
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start > from) kept.push(text.slice(from, start))
    from = Math.max(from, end)
  }
  return [...kept, text.slice(from)].join(' ')
}

type Pieces = { texts: string[]; findCell: (row: number, column: number) => number }

function readPieces(bytes: Uint8Array, type: FileType): Pieces | null {
  const text = decodeText(bytes).text
  if (type === 'csv') return readCells(text)
  // Paragraphs of other kinds are counted by whoever marked them: the caller gives their words.
  return type === 'txt' ? { texts: [text], findCell: () => -1 } : null
}
