/** The known name that differs least from the one given; null where none is near enough to be meant. */
function nearestName(given: string, names: readonly string[]): string | null {
  const wanted = given.toLowerCase().slice(0, 80)
  let best: { name: string; steps: number } | null = null
  for (const name of names) {
    const limit = Math.ceil(Math.min(wanted.length, name.length) / 3)
    if (Math.abs(wanted.length - name.length) > limit) continue
    const steps = distance(wanted, name)
    if (steps <= limit && steps < wanted.length && (best === null || steps < best.steps))
      best = { name, steps }
  }
  return best?.name ?? names.find((name) => wanted.length > 2 && name.includes(wanted)) ?? null
}

/** Levenshtein's: letters added, left out or changed. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++)
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}

/** What to say of a column that does not exist. */
export function unknownName(name: string, names: readonly string[]): string {
  const bare = name.replace(/__[a-z]+$/, '')
  const near = nearestName(bare, names)
  const shown = bare.length > 60 ? `${bare.slice(0, 60)}…` : bare
  return near === null
    ? `There is no column “${shown}”`
    : `There is no column “${shown}”. Did you mean “${near}”?`
}
