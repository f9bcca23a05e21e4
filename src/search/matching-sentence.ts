import { sql, type RawBuilder } from 'kysely'
import type { MatchingSentence } from './hit.ts'

// Private characters, taken out of the text first, so that no text can pass its own marks off as ours
const open = '\ue000'
const shut = '\ue001'
const longestSearched = 60_000
const longestSentence = 320

/** SQL for the whole text with every matching word marked, by the same dictionary that found it. */
export function markedText(text: RawBuilder<string>, query: RawBuilder<unknown>): RawBuilder<string> {
  const options = `HighlightAll=true,StartSel=${open},StopSel=${shut}`
  return sql<string>`ts_headline('english', translate(left(${text}, ${longestSearched}), ${open + shut}, ''), ${query}, ${options})`
}

const sentences = new Intl.Segmenter('en-GB', { granularity: 'sentence' })

/** The sentence with the most different matching words, the earlier of equals; the first one where none matches. */
export function pickSentence(marked: string): MatchingSentence {
  let best: { score: number; sentence: string } = { score: 0, sentence: '' }
  let first = ''
  for (const line of marked.split('\n')) {
    if (line.trim() === '') continue
    if (!line.includes(open) && first !== '') continue
    for (const { segment } of sentences.segment(line)) {
      if (first === '') first = segment.trim()
      const score = new Set(wordsMarked(segment)).size
      if (score > best.score) best = { score, sentence: segment.trim() }
    }
  }
  return unmark(best.score === 0 ? first : best.sentence)
}

function wordsMarked(text: string): string[] {
  return [...text.matchAll(/\ue000([^\ue001]*)\ue001/g)].map(([, word]) => (word ?? '').toLowerCase())
}

/** Marks become offsets. A long sentence is cut round its first match, at spaces. */
function unmark(marked: string): MatchingSentence {
  let text = ''
  const highlights: [number, number][] = []
  for (const piece of marked.split(/([\ue000\ue001])/)) {
    if (piece === open) highlights.push([text.length, text.length])
    else if (piece === shut) {
      const last = highlights.at(-1)
      if (last) last[1] = text.length
    } else text += piece
  }
  if (text.length <= longestSentence) return { text, highlights }
  const wanted = Math.max(0, (highlights[0]?.[0] ?? 0) - 80)
  const from = wanted === 0 ? 0 : text.indexOf(' ', wanted) + 1
  const space = text.lastIndexOf(' ', from + longestSentence)
  const to =
    text.length - from <= longestSentence ? text.length : space > from ? space : from + longestSentence
  const lead = from > 0 ? '… ' : ''
  return {
    text: (lead + text.slice(from, to)).toWellFormed() + (to < text.length ? ' …' : ''),
    highlights: highlights
      .filter(([start, end]) => start >= from && end <= to)
      .map(([start, end]) => [start - from + lead.length, end - from + lead.length]),
  }
}
