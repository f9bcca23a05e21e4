import type { FoldedText } from './fold-text.ts'

/** Where a line ended inside a word, with or without its hyphen. */
const brokenLine = '(?:-? {0,2}\\n {0,2}-?)?'

/** A place in the folded text. */
export type Span = { start: number; end: number }

/** A value letter by letter, so that a line end inside it, or other joining marks in its own joints, hide nothing. */
export function spelled(folded: string): string {
  return folded
    .split(/[ \-']+/)
    .filter((part) => part !== '')
    .map((part) => [...part].map(escapeLetter).join(brokenLine))
    .join("[ \\-'\\n]{0,3}")
}

export function escapeLetter(letter: string): string {
  return /[\p{L}\p{N}]/u.test(letter) ? letter : `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`
}

/** Every match of the pattern that neither begins nor ends inside a longer word. */
export function findWhole(text: FoldedText, pattern: string, boundary = isWordEdge): Span[] {
  const expression = new RegExp(pattern, 'gu')
  const spans: Span[] = []
  for (let match = expression.exec(text.folded); match !== null; match = expression.exec(text.folded)) {
    const span = { start: match.index, end: match.index + match[0].length }
    if (match[0] !== '' && boundary(text, span.start) && boundary(text, span.end)) spans.push(span)
    else expression.lastIndex = match.index + 1
  }
  return spans
}

const latin = /[a-z]/

/** True between two characters that are not both letters, or where capitals show a joint (`thanksAdaeze`). */
export function isWordEdge(text: FoldedText, at: number): boolean {
  const before = text.folded[at - 1]
  const after = text.folded[at]
  if (before === undefined || after === undefined) return true
  // Scripts without spaces between words have no edges to look for
  if (!latin.test(before) || !latin.test(after)) return true
  const original = (position: number): string => text.original[text.startOf(position)] ?? ''
  return /\p{Ll}/u.test(original(at - 1)) && /\p{Lu}/u.test(original(at))
}

export function isNumberEdge(text: FoldedText, at: number): boolean {
  return !(/\d/.test(text.folded[at - 1] ?? '') && /\d/.test(text.folded[at] ?? ''))
}

/** The original characters of a span. */
export function originalOf(text: FoldedText, span: Span): string {
  return text.original.slice(text.startOf(span.start), text.endOf(span.end - 1))
}
