import { readZipDirectory, readZipEntry } from '../documents/index.ts'
import { LetterTrie } from './letter-trie.ts'
import { fold, spellings, streams } from './surfaces/raw-scan.ts'

/** Letters that a text needs to be looked for in raw data: shorter ones stand in packed data by chance. */
const shortest = 7
const mostBytes = 512 * 1024 * 1024
const deepest = 3

export type RawNeedle = { label: string; text: string }
export type RawHit = { label: string; where: string }

/**
 * Where texts stand in a file’s raw data, in any way a PDF, a package or a picture may write them: in the file’s own
 * bytes, in its inflated streams, in the parts of a package and of packages inside. One pass for any number of texts.
 * Each is named once, at its first place.
 */
export function findRaw(bytes: Uint8Array, needles: readonly RawNeedle[]): RawHit[] {
  const labels = new Map<string, string[]>()
  for (const { label, text } of needles) {
    const letters = fold(text)
    if (letters.length < shortest) continue
    const known = labels.get(letters)
    if (known === undefined) labels.set(letters, [label])
    else known.push(label)
  }
  if (labels.size === 0) return []
  const trie = new LetterTrie(labels)
  const found = new Map<string, string>()
  for (const { where, content } of rawParts(bytes))
    for (const piece of pieces(content))
      for (const text of spellings(piece))
        for (const { of } of trie.find(text))
          for (const label of of) if (!found.has(label)) found.set(label, where)
  return [...found].map(([label, where]) => ({ label, where }))
}

/** Read in several ways at once, a large part would fill the memory. Pieces overlap by more than any text is long. */
function* pieces(content: Buffer): Generator<Buffer> {
  const [step, overlap] = [4 * 1024 * 1024, 256 * 1024]
  for (let at = 0; at === 0 || at + overlap < content.length; at += step)
    yield content.subarray(at, at + step + overlap)
}

type Part = { where: string; content: Buffer }

function* rawParts(bytes: Uint8Array, name = '', depth = 0): Generator<Part> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const inside = (place: string): string => (name === '' ? place : `${name}, ${place}`)
  const entries = depth < deepest ? readZipDirectory(bytes) : null
  if (entries === null || entries.length === 0) {
    yield { where: name === '' ? 'the file’s own bytes' : name, content: file }
    for (const { at, content } of streams(file)) yield { where: inside(`stream at byte ${at}`), content }
    return
  }
  let left = mostBytes
  for (const entry of entries) {
    const content = readZipEntry(bytes, entry, left)
    if (content === null) continue
    left -= content.length
    yield* rawParts(content, inside(entry.name), depth + 1)
  }
}
