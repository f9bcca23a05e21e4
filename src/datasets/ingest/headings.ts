export type Heading = {
  /** Stable and fit for a query: lower case, words joined by `_`, unique in its table. */
  name: string
  /** As its publisher wrote it, without line breaks and outer spaces; empty where there is none. */
  title: string
  /** Counted from 1. */
  position: number
}

/** Headings as written, trimmed; a heading broken over lines is one line; empty ones at the end are dropped. */
export function readHeadings(row: readonly string[]): string[] {
  const headings = row.map((cell) => cell.replaceAll(/\s*[\r\n]+\s*/g, ' ').trim())
  while (headings.length > 0 && headings.at(-1) === '') headings.pop()
  return headings
}

/** Names for `titles`, in order: `Net Amount (£)` is `net_amount_gbp`; the second of two alike ends in `_2`. */
export function nameHeadings(titles: readonly string[]): Heading[] {
  const used = new Set<string>()
  return titles.map((title, index) => {
    const base = nameOf(title) || `column_${index + 1}`
    let name = base
    for (let n = 2; used.has(name); n++) name = `${base}_${n}`
    used.add(name)
    return { name, title, position: index + 1 }
  })
}

function nameOf(title: string): string {
  const name = wordsOf(title).replaceAll(' ', '_').slice(0, 60).replace(/_+$/, '')
  // The database calls the number of a row so, and would read ours in its place.
  if (name === 'rowid') return 'row_id'
  return /^\d/.test(name) ? `n_${name}` : name
}

/** A heading as plain lower-case words: `IrrecoverableVATAmount` is `irrecoverable vat amount`. */
export function wordsOf(title: string): string {
  return title
    .replaceAll('£', ' gbp ')
    .replaceAll('%', ' percent ')
    .replaceAll('&', ' and ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z]{2})/g, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/g, ' ')
    .trim()
}
