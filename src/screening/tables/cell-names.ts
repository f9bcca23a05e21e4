import { findPeople } from '../people/find-people.ts'
import {
  given,
  hashOf,
  kindsOf,
  organisation,
  place,
  role,
  surname,
  title,
  word,
} from '../people/gazetteer.ts'
import { gaps, makeTokens, readTokens, shapes } from '../people/tokens.ts'
import type { Finding } from '../finding.ts'

// Cells are no prose: “Grants Transport Client” has capitals everywhere, and a tagger that learnt from sentences sees names.
// A name in a cell must be one by the lists, or by its title.

const tokens = makeTokens()

/** Which of these cells hold words that may name somebody: read in one go, without judging. */
export function cellsWithNames(cells: readonly string[]): Set<number> {
  const found = new Set<number>()
  let from = 0
  while (from < cells.length) {
    const lines: string[] = []
    let length = 0
    while (from + lines.length < cells.length && length < 60_000) {
      const line = (cells[from + lines.length] ?? '').replaceAll(/[\r\n]+/g, ' ')
      lines.push(line)
      length += line.length + 1
    }
    markLines(lines, from, found)
    from += lines.length
  }
  return found
}

function markLines(lines: readonly string[], first: number, found: Set<number>): void {
  const text = lines.join('\n')
  let at = 0
  let line = 0
  let lineEnd = lines[0]?.length ?? 0
  while (at < text.length) {
    at = readTokens(text, at, tokens)
    if (tokens.count === 0) return
    for (let each = 0; each < tokens.count; each += 1) {
      if (!mayBeginName(each)) continue
      const start = tokens.start[each] ?? 0
      while (start > lineEnd && line + 1 < lines.length) {
        line += 1
        lineEnd += 1 + (lines[line]?.length ?? 0)
      }
      found.add(first + line)
    }
  }
}

function mayBeginName(at: number): boolean {
  const kinds = tokens.kinds[at] ?? 0
  if ((kinds & title) !== 0 && tokens.gap[at + 1] !== gaps.line) return true
  const next = tokens.kinds[at + 1] ?? 0
  if ((kinds & given) !== 0)
    return (kinds & (word | place)) === 0 || ((next & surname) !== 0 && (next & word) === 0)
  if (tokens.shape[at] === shapes.initial) return (next & (surname | given)) !== 0 && (next & word) === 0
  return (kinds & surname) !== 0 && (next & given) !== 0 && tokens.gap[at + 1] === gaps.comma
}

const toTitle = (text: string): string =>
  text.toLowerCase().replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())

/** Names of people in one cell that says more than a name: by title, or given name and surname of the lists. */
export function namesInCell(cell: string): Finding[] {
  const plain = cell === cell.toUpperCase() ? toTitle(cell) : cell
  const prose = isProse(plain)
  return findPeople(plain.length === cell.length ? plain : cell).filter(
    (found) => found.score >= 0.5 && isNamed(cell, found, prose),
  )
}

/** Mostly words in small letters, and enough of them. */
function isProse(text: string): boolean {
  const words = text.match(/\p{L}+/gu) ?? []
  return words.length >= 7 && words.filter((each) => /^\p{Ll}/u.test(each)).length * 2 > words.length
}

function isNamed(cell: string, { start, end, reason, score }: Finding, prose: boolean): boolean {
  // “PTB MS Sept 25” and “MR SEND” are no Ms and Mr.
  if (reason === 'a name after a title') {
    const kinds = kindsOf(hashOf(cell.slice(start, end).split(/\s/, 1)[0] ?? ''))
    if ((kinds & (given | surname)) === 0 && (kinds & word) !== 0) return false
    const mark = /(\p{L}+)\.?\s*$/u.exec(cell.slice(0, start))?.[1] ?? ''
    return (
      end - start > 2 &&
      (mark !== mark.toUpperCase() || ((kinds & (given | surname)) !== 0 && (kinds & word) === 0))
    )
  }
  const words = cell
    .slice(start, end)
    .split(/[\s,]+/)
    .filter((each) => each !== '')
  const kinds = words.map((each) => kindsOf(hashOf(each)))
  const initial = words.map(
    (each) => /^(?:\p{L}\.?){1,3}$/u.test(each) && each === each.toUpperCase() && each.length < 4,
  )
  const listed = kinds.map((kind) => (kind & (given | surname)) !== 0)
  if (kinds.some((kind, at) => (kind & (organisation | role | word)) !== 0 && listed[at] !== true))
    return false
  const sure = kinds.some((kind, at) => listed[at] === true && (kind & (word | place | organisation)) === 0)
  if (!sure) return false
  // What follows a name without a mark is often the rest of a body’s name.
  const [next = ''] = /^\s\p{Lu}[\p{L}]+/u.exec(cell.slice(end)) ?? []
  const after = kindsOf(hashOf(next))
  if (next !== '' && !prose && (after === 0 || (after & organisation) !== 0) && /s$/i.test(next)) return false
  if (words.length === 1)
    return (
      prose &&
      score >= 0.85 &&
      ((kinds[0] ?? 0) & given) !== 0 &&
      ((kinds[0] ?? 0) & (word | place | surname)) === 0
    )
  const last = kinds.at(-1) ?? 0
  const firstIsGiven = ((kinds[0] ?? 0) & given) !== 0
  return (
    (firstIsGiven && (last & (surname | given)) !== 0) ||
    (initial[0] === true && (last & surname) !== 0) ||
    (((kinds[0] ?? 0) & surname) !== 0 && ((last & given) !== 0 || initial.at(-1) === true)) ||
    (prose && score >= 0.85 && firstIsGiven)
  )
}
