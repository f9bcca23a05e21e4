/** `preamble`, then `parts`, then `closing` hold every word of the text, in its order. */
export type SuggestedParts = { preamble: string; parts: string[]; closing: string }

type Marker = { line: number; style: string; ordinal: number }

const markerStyles: [string, RegExp, (label: string) => number][] = [
  ['question', /^\s*(?:q|question|part|cwestiwn|rhan)\s*\.?\s*(\d{1,3})\s*(?:[.):\-–]|\s)\s*(?=\S)/i, Number],
  ['number-bracketed', /^\s*[([](\d{1,3})[)\]]\s*(?=\S)/, Number],
  ['number', /^\s*(\d{1,3})\s*(?:[.):]|\s[-–]\s)(?!\d)\s*(?=\S)/, Number],
  ['letter-bracketed', /^\s*\(([a-z])\)\s*(?=\S)/i, letterNumber],
  ['letter', /^\s*([a-z])[.)]\s+(?=\S)/i, letterNumber],
  ['roman', /^\s*\(?([ivx]{1,5})[.)]\s+(?=\S)/i, romanNumber],
  ['bullet', /^\s*([-*•·●◦▪–—‣]|o(?=\s{2,}))\s*(?=\S)/, () => 0],
]

const closingLine =
  /^\s*(thank(s| you)|many thanks|yours|kind(est)? regards|best (wishes|regards)|regards|sincerely|faithfully|i look forward|i would (like|prefer) (the|this|to receive)|please (send|reply|respond|let me know|acknowledge|confirm receipt)|if you (need|have any|are unable|require)|diolch|yn gywir|cofion)\b/i

/**
 * Suggests the separate things a request asks for: a numbered, lettered or bulleted list where there is one, else the
 * questions in the prose, else the whole as one part. A person decides; nothing is dropped or reworded.
 */
export function suggestParts(text: string): SuggestedParts {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const starts = findListStarts(lines)
  if (starts.length >= 2) return fromList(lines, starts)
  return fromQuestions(lines.join('\n'))
}

/** A part without its own number or bullet, for places that number parts themselves. */
export function withoutMarker(part: string): string {
  for (const [, pattern] of markerStyles) {
    const found = pattern.exec(part)
    if (found !== null) return part.slice(found[0].length).trim()
  }
  return part.trim()
}

// The outermost list is the one that begins first; numbered lists must count upwards, or "2. floor" starts a part.
function findListStarts(lines: string[]): number[] {
  const byStyle = new Map<string, Marker[]>()
  lines.forEach((line, index) => {
    for (const [style, pattern, number] of markerStyles) {
      const found = pattern.exec(line)
      if (found === null) continue
      const ordinal = number(found[1] ?? '')
      const markers = byStyle.get(style) ?? []
      const expected = (markers.at(-1)?.ordinal ?? 0) + 1
      if (style !== 'bullet' && ordinal !== expected && !(markers.length === 0 && ordinal <= 1)) continue
      markers.push({ line: index, style, ordinal })
      byStyle.set(style, markers)
    }
  })
  const lists = [...byStyle.values()].filter((markers) => markers.length >= 2)
  lists.sort((a, b) => (a[0]?.line ?? 0) - (b[0]?.line ?? 0))
  return lists[0]?.map((marker) => marker.line) ?? []
}

function fromList(lines: string[], starts: number[]): SuggestedParts {
  const first = starts[0] ?? 0
  const parts = starts.map((start, i) => lines.slice(start, starts[i + 1] ?? lines.length))
  const last = parts.at(-1) ?? []
  const closingAt = last.findIndex(
    (line, i) => i > 0 && (last[i - 1] ?? '').trim() === '' && closingLine.test(line),
  )
  const closing = closingAt === -1 ? [] : last.splice(closingAt)
  return { preamble: join(lines.slice(0, first)), parts: parts.map(join), closing: join(closing) }
}

function fromQuestions(text: string): SuggestedParts {
  const sentences =
    text
      .match(/[^.?!\n]*(?:[.?!](?!\s|$)[^.?!\n]*)*(?:[.?!]+["'’”)]*(?=\s|$)|\n|$)/g)
      ?.filter((each) => each !== '') ?? []
  const groups: string[] = ['']
  for (const sentence of sentences) {
    if (/\?["'’”)]*\s*$/.test(sentence)) groups.push(sentence)
    else groups[groups.length - 1] += sentence
  }
  if (groups.length < 3) return { preamble: '', parts: text.trim() === '' ? [] : [text.trim()], closing: '' }
  const last = groups.pop() ?? ''
  const lines = last.split('\n')
  const closingAt = lines.findIndex((line, i) => i > 0 && closingLine.test(line))
  const [asked, closing] =
    closingAt === -1 ? [lines, []] : [lines.slice(0, closingAt), lines.slice(closingAt)]
  const [preamble = '', ...parts] = groups
  return {
    preamble: preamble.trim(),
    parts: [...parts.map((part) => part.trim()), join(asked)],
    closing: join(closing),
  }
}

function join(lines: string[]): string {
  return lines.join('\n').trim()
}

function letterNumber(letter: string): number {
  return letter.toLowerCase().charCodeAt(0) - 96
}

function romanNumber(text: string): number {
  return (
    ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv'].indexOf(
      text.toLowerCase(),
    ) + 1
  )
}
