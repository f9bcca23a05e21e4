import type { Inline } from './letter-model.ts'

// C0 and C1 controls except the line feed; XML 1.0 (and so Word) cannot hold most of them.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/g
// Embeddings, overrides and isolates can make a letter show other words than it holds (Trojan Source).
const directionOverrides = /[\u202A-\u202E\u2066-\u2069]/g
// Not characters (Unicode 23.7), or only meaningful to software.
const notCharacters = /[\uFDD0-\uFDEF\uFFF9-\uFFFB\uFFFE\uFFFF]|\p{Private_Use}|[\u{E0000}-\u{E00FF}]/gu

// Ten marks on one letter is more than any script stacks; a thousand is defacement, and stops text shapers.
const stackedMarks = /(\p{Mark}{10})\p{Mark}+/gu

/** Text that every format can hold and show: well formed, composed, one kind of line end, no controls. */
export function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(controls, '')
    .replace(directionOverrides, '')
    .replace(notCharacters, '\uFFFD')
    .replace(stackedMarks, '$1')
    .normalize('NFC')
    .trim()
}

/** As `cleanText`, on one line. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ')
}

/** Every string inside a value cleaned; dates and numbers as they are. */
export function cleanDeep<T>(value: T): T {
  return cleanAny(value) as T
}

function cleanAny(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value)
  if (Array.isArray(value)) return value.map(cleanAny)
  if (value === null || typeof value !== 'object' || value instanceof Temporal.PlainDate) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanAny(inner)]))
}

/** A paragraph or a list, as officers and requesters type them. */
export type Passage = { type: 'paragraph'; content: Inline[] } | { type: 'list'; items: Inline[][] }

/** Paragraphs are separated by empty lines; a run of lines that begin `- `, `* ` or `• ` is a list. */
export function readPassages(text: string): Passage[] {
  const passages: Passage[] = []
  let lines: string[] = []
  let items: string[] = []
  const flush = () => {
    if (lines.length > 0) passages.push({ type: 'paragraph', content: linkify(lines.join('\n')) })
    if (items.length > 0) passages.push({ type: 'list', items: items.map(linkify) })
    lines = []
    items = []
  }
  for (const raw of text.split('\n')) {
    const line = raw.trim()
    const item = /^[-*•]\s+(.*)$/.exec(line)?.[1]
    if (line === '') flush()
    else if (item !== undefined) {
      if (lines.length > 0) flush()
      items.push(item)
    } else {
      if (items.length > 0) flush()
      lines.push(line)
    }
  }
  flush()
  return passages
}

/** Text with its web and email addresses as links. Only http, https and mailto ever become links. */
export function linkify(text: string): Inline[] {
  const runs: Inline[] = []
  let end = 0
  for (const match of text.matchAll(/https?:\/\/[^\s<>"”’]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+/g)) {
    const found = match[0].replace(/[.,;:!?)\]}'*]+$/, '')
    const href = found.includes('://') ? found : `mailto:${found}`
    if (found.includes('://') && !URL.canParse(found)) continue
    if (match.index > end) runs.push({ text: text.slice(end, match.index) })
    runs.push({ text: found, href })
    end = match.index + found.length
  }
  if (end < text.length) runs.push({ text: text.slice(end) })
  return runs
}

/** An address on the web that a letter may link to. */
export function isWebAddress(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && (parsed.protocol === 'https:' || parsed.protocol === 'http:')
}
