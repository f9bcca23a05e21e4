type Span = { start: number; end: number }

/** How far the spans reach that begin at or before a place; -1 where none does. Many spans may be asked many times. */
export function reachOf(spans: readonly Span[]): (place: number) => number {
  const sorted = spans.toSorted((a, b) => a.start - b.start)
  const reach: number[] = []
  for (const { end } of sorted) reach.push(Math.max(end, reach.at(-1) ?? -1))
  return (place) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle]?.start ?? 0) <= place) low = middle + 1
      else high = middle
    }
    return reach[low - 1] ?? -1
  }
}
