/** What a cell of a table can hold. */
export type Cell =
  string | number | bigint | boolean | Temporal.PlainDate | Temporal.Instant | null | undefined

/** Characters with which spreadsheet programs begin a formula (OWASP, "CSV injection"). */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠|%]/
const plainNumber = /^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?%?$/

/** One CSV field (RFC 4180). Text that a spreadsheet would run gets a leading apostrophe; numbers stay numbers. */
export function csvField(value: Cell): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const inert =
    typeof value === 'string' && formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(inert) || inert !== inert.trim() ? `"${inert.replaceAll('"', '""')}"` : inert
}
