/** `1-4, 9` as page numbers in order; null where it cannot be read. Pages after `most` are left to the caller to refuse. */
export function readPageRanges(text: string, most = 100_000): number[] | null {
  const pages = new Set<number>()
  const parts = text
    .trim()
    .replaceAll(/\s*[-–]\s*/g, '-')
    .split(/[\s,;]+/)
  for (const part of parts.filter((one) => one !== '')) {
    const found = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part)
    if (found === null) return null
    const first = Number(found[1])
    const last = found[2] === undefined ? first : Number(found[2])
    if (first < 1 || last < first || last > most) return null
    for (let page = first; page <= last; page += 1) pages.add(page)
  }
  return pages.size === 0 ? null : [...pages].toSorted((a, b) => a - b)
}

/** The same in words again: `1–4, 9`. */
export function writePageRanges(pages: readonly number[]): string {
  const parts: string[] = []
  for (let at = 0; at < pages.length; at += 1) {
    const first = pages[at] ?? 0
    while (pages[at + 1] === (pages[at] ?? 0) + 1) at += 1
    const last = pages[at] ?? first
    parts.push(last === first ? String(first) : `${first}–${last}`)
  }
  return parts.join(', ')
}
