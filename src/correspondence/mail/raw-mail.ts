/** Bytes of the largest mail read: what most councils' own servers accept. */
export const largestMail = 25 * 1024 * 1024
export const mostAttachments = 10_000
/** A 25 MB mail as mailers fold it has 345,000 lines; the parser's cost is by the line, so millions would exhaust it. */
export const mostLines = 600_000

/** What only the undecoded lines show. */
export type RawFindings = { hasHeaders: boolean; separators: number; lines: number; warnings: string[] }

/**
 * One pass over the lines before parsing: whether this is mail at all, how many part separators it has (each costs the
 * parser memory, so they are counted first), a missing last boundary, and base64 that cannot be what was sent.
 */
export function scanRawMail(bytes: Uint8Array): RawFindings {
  let count = 0
  for (const byte of bytes) if (byte === 10) count += 1
  if (count > mostLines) {
    const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200_000)).split('\n')
    return { hasHeaders: hasMailHeaders(start), separators: 0, lines: count, warnings: [] }
  }
  const lines = new TextDecoder('latin1').decode(bytes).split('\n')
  const declared = new Set<string>()
  const closed = new Set<string>()
  let separators = 0
  let inHeader = true
  let base64 = false
  let damaged = false
  for (const raw of lines) {
    const line = raw.trimEnd()
    if (line.startsWith('--') && line.length > 2) {
      separators += 1
      if (declared.has(line.slice(2)) || declared.has(line.slice(2, -2))) {
        if (line.endsWith('--') && declared.has(line.slice(2, -2))) closed.add(line.slice(2, -2))
        inHeader = true
        base64 = false
        continue
      }
    }
    if (inHeader) {
      if (line === '') inHeader = false
      if (/^content-transfer-encoding:\s*base64/i.test(line)) base64 = true
      const boundary = /\bboundary="([^"]{1,200})"|\bboundary=([^\s";]{1,200})/i.exec(line)
      if (boundary !== null) declared.add(boundary[1] ?? boundary[2] ?? '')
    } else if (base64 && /[^A-Za-z0-9+/=\s]/.test(line)) damaged = true
  }
  const warnings: string[] = []
  if ([...declared].some((boundary) => !closed.has(boundary)))
    warnings.push('The mail ends before its last part was closed: something may have been cut off.')
  if (damaged)
    warnings.push('Part of the mail is damaged (broken base64): an attachment or text may be incomplete.')
  return { hasHeaders: hasMailHeaders(lines), separators, lines: count, warnings }
}

function hasMailHeaders(lines: string[]): boolean {
  const known =
    /^(from|to|cc|subject|date|message-id|received|return-path|mime-version|content-type|delivered-to|reply-to|sender):/i
  for (const line of lines.slice(0, 500)) {
    if (line.trim() === '') return false
    if (known.test(line)) return true
  }
  return false
}
