// Code points that XML 1.0 cannot carry at all (https://www.w3.org/TR/xml/#charsets), and the mark of a broken character.
// oxlint-disable-next-line no-control-regex
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/g

/**
 * Text that every format can hold and gives back unchanged: no control characters or broken pairs, one kind of line
 * end, since XML turns the others into it.
 */
export function plainText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(unwritable, '').trim()
}

/** As plainText, on one line. */
export function plainLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ')
}
