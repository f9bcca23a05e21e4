/** `4, 5, 6, 7, 8 and 12 more` */
export function firstFew(items: readonly string[], most = 5): string {
  const rest = items.length - most
  return `${items.slice(0, most).join(', ')}${rest > 0 ? ` and ${rest.toLocaleString('en-GB')} more` : ''}`
}

/** An XML Schema boolean, as Office writes them. */
export const isTrue = (value: string | undefined): boolean =>
  value === '1' || value === 'true' || value === 'on'

/** `28` is `AB`. Columns count from 1. */
export function columnName(index: number): string {
  let name = ''
  for (let left = index; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}
