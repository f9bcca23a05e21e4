// The line above a quotation: Gmail, Apple Mail and Thunderbird (English, Welsh), Lotus Notes.
const attribution =
  /^(>?\s*)((on|ar)\s.{4,300}\b(wrote|ysgrifennodd)\b.{0,200}:|.{1,200}@.{1,200}\bwrote on\b.{4,80}:|.{1,120}\b(wrote|ysgrifennodd):)\s*$/i
const quotedHeadline =
  /^\s*(-{2,}\s*(original message|neges wreiddiol|original appointment)\s*-{2,}|_{20,}|-{10,}\s*forwarded (by|message)\b.*|begin forwarded message:|-{5,}\s*(forwarded message|neges a anfonwyd ymlaen)\s*-{5,})\s*$/i
const forwardMark = /(-{5,}\s*(forwarded (by|message)|neges a anfonwyd ymlaen)|begin forwarded message:)/i
const forwardSubject = /^\s*(fw|fwd|yml|ymlaen)\s*:/i
const headerLine = /^\s*\*?(from|sent|to|cc|date|subject|oddi wrth|anfonwyd|at|dyddiad|pwnc)\s*\*?\s*:/i
const fromLine = /^\s*\*?(from|oddi wrth)\s*\*?\s*:\s*\S/i
const deviceLine =
  /^\s*(sent from (my|outlook|mail|yahoo|samsung|proton)\b.{0,60}|get outlook for .{1,40}|sent via .{1,40}|anfonwyd o'?m? .{1,60})\s*$/i

/**
 * What the sender wrote this time: earlier mail quoted below or between, and the signature, taken off. A forward keeps
 * what it carries. Where nothing would be left the whole text is returned, so that nothing written is ever hidden.
 */
export function findNewText(text: string, subject: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  if (forwardSubject.test(subject) || (forwardMark.test(text) && !/^\s*(re|parthed|ateb)\s*:/i.test(subject)))
    return cutSignature(lines).join('\n').trim()
  const kept: string[] = []
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? ''
    const span = attributionSpan(lines, i)
    if (span > 0) {
      // Marked quotation follows: answers may stand between or below it. Unmarked: everything below is quotation.
      if (!nextInked(lines, i + span)?.startsWith('>')) break
      i += span - 1
      continue
    }
    if (quotedHeadline.test(line) && (!/^\s*_+\s*$/.test(line) || startsHeaderBlock(lines, i + 1))) break
    if (startsHeaderBlock(lines, i)) break
    if (!line.startsWith('>')) kept.push(line)
  }
  const result = cutSignature(kept)
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return result === '' ? text.trim() : result
}

/** Mailers fold the attribution at 72 characters, so up to three lines are read as one. */
function attributionSpan(lines: string[], at: number): number {
  const first = lines[at] ?? ''
  if (first.trim() === '' || first.length > 600) return 0
  let joined = first
  for (let span = 1; span <= 3; span++) {
    if (joined.trimEnd().endsWith(':') && attribution.test(joined) && looksDated(joined)) return span
    const next = lines[at + span]
    if (next === undefined || next.trim() === '' || joined.length > 600 || !/^>?\s*(on|ar)\s/i.test(first))
      return 0
    joined = `${joined.trimEnd()} ${next.replace(/^>\s*/, '').trim()}`
  }
  return 0
}

// "The officer wrote:" is ordinary prose; a mailer's line has an address or a date.
function looksDated(line: string): boolean {
  return /@|\b\d{1,2}[:.]\d{2}\b|\b(19|20)\d{2}\b|\d{1,2}\/\d{1,2}\/\d{2,4}/.test(line)
}

// Outlook and Lotus head the quotation with the old mail's own From, Sent or Date, To and Subject lines.
function startsHeaderBlock(lines: string[], at: number): boolean {
  let i = at
  while (i < lines.length && (lines[i] ?? '').trim() === '' && i < at + 3) i += 1
  if (i !== at && !fromLine.test(lines[i] ?? '')) return false
  if (!fromLine.test(lines[i] ?? '')) return false
  const block = lines.slice(i, i + 8).filter((line) => headerLine.test(line))
  return (
    block.length >= 3 && block.some((line) => /^\s*\*?(subject|pwnc|sent|anfonwyd|date|dyddiad)/i.test(line))
  )
}

function nextInked(lines: string[], from: number): string | undefined {
  return lines.slice(from, from + 5).find((line) => line.trim() !== '')
}

// RFC 3676 §4.3: `-- ` alone begins the signature. Long matter below it is not taken for one.
function cutSignature(lines: string[]): string[] {
  let kept = lines
  for (let i = 1; i < lines.length; i++) {
    if (
      /^-- ?$/.test(lines[i] ?? '') &&
      lines.length - i <= 20 &&
      lines.slice(0, i).some((line) => line.trim() !== '')
    ) {
      kept = lines.slice(0, i)
      break
    }
  }
  let end = kept.length
  while (end > 0 && (kept[end - 1] ?? '').trim() === '') end -= 1
  if (end > 1 && deviceLine.test(kept[end - 1] ?? '')) end -= 1
  return kept.slice(0, end)
}
