const numbered = /^\s*(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.):]|[-•*–])\s+/i

/**
 * The questions a request seems to ask, in its own words: numbered or bulleted lines where there are any, else
 * sentences that end in a question mark or ask outright. A suggestion for the officer; never more than 40.
 */
export function suggestParts(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  const items: string[] = []
  let open = false
  for (const line of lines) {
    if (numbered.test(line)) {
      items.push(line.replace(numbered, '').trim())
      open = true
    } else if (open && line.trim() !== '' && /^\s/.test(line)) {
      items[items.length - 1] += ` ${line.trim()}`
    } else open = false
  }
  const listed = items.filter((item) => item !== '')
  if (listed.length >= 2) return listed.slice(0, 40)
  const sentences = text
    .replace(/\s+/g, ' ')
    .split(/(?<=[.?!])\s+/)
    .map((sentence) => sentence.trim())
  const asking = sentences.filter(
    (sentence) =>
      sentence.endsWith('?') ||
      /^(please (provide|send|supply|tell|confirm|list|give)|i (would like|want|request|am requesting)|provide|how many|how much)\b/i.test(
        sentence,
      ),
  )
  const whole = text.trim()
  if (asking.length > 0) return asking.slice(0, 40)
  return whole === '' ? [] : [whole]
}
