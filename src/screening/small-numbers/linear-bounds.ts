/** An equation over numbered unknowns: Σ coefficient × unknown = `equals`. */
export type Equation = { terms: readonly (readonly [unknown: number, coefficient: number])[]; equals: number }

export type Bounds = { least: number; most: number }

const tiny = 1e-7

/**
 * The least and the most each asked unknown can be, where all are at least `floor` and the equations hold: what anybody
 * can work out of a published table with linear algebra. Simplex in two phases by Bland's rule (Bland 1977), so that it
 * always ends. Infinity where nothing limits an unknown from above. Time grows with equations × unknowns for each step.
 */
export function boundUnknowns(
  unknowns: number,
  equations: readonly Equation[],
  asked: readonly number[],
  floor = 0,
): Bounds[] {
  // Counted from the floor, every unknown is at least 0.
  const width = unknowns + equations.length + 1
  const last = width - 1
  const rows = equations.map(({ terms, equals }, at) => {
    const row = new Float64Array(width)
    let right = equals
    for (const [unknown, coefficient] of terms) {
      row[unknown] = (row[unknown] ?? 0) + coefficient
      right -= coefficient * floor
    }
    row[last] = right
    if (right < 0) for (let each = 0; each < width; each += 1) row[each] = -(row[each] ?? 0)
    row[unknowns + at] = 1
    return row
  })
  const basis = equations.map((_, at) => unknowns + at)
  const first = new Float64Array(width)
  for (const row of rows)
    for (let each = 0; each < width; each += 1)
      if (each < unknowns || each === last) first[each] = (first[each] ?? 0) - (row[each] ?? 0)
  maximise(rows, basis, first, unknowns)
  dropArtificial(rows, basis, unknowns)
  return asked.map((unknown) => {
    const most = reach(rows, basis, unknown, unknowns, 1)
    const least = reach(rows, basis, unknown, unknowns, -1)
    return { least: -least + floor, most: most + floor }
  })
}

/** The most `sign` × the unknown can be, from the corner the table stands at. */
function reach(
  rows: Float64Array[],
  basis: number[],
  unknown: number,
  unknowns: number,
  sign: number,
): number {
  const last = (rows[0]?.length ?? 1) - 1
  const goal = new Float64Array(last + 1)
  goal[unknown] = -sign
  const at = basis.indexOf(unknown)
  const row = rows[at]
  if (row !== undefined)
    for (let each = 0; each <= last; each += 1) goal[each] = (goal[each] ?? 0) + sign * (row[each] ?? 0)
  return maximise(rows, basis, goal, unknowns) ? (goal[last] ?? 0) : Infinity
}

/** False where there is no limit. `goal` holds the costs still to gain, negative where there is something, and the value at its end. */
function maximise(rows: Float64Array[], basis: number[], goal: Float64Array, unknowns: number): boolean {
  const last = goal.length - 1
  for (;;) {
    let enters = 0
    while (enters < unknowns && (goal[enters] ?? 0) >= -tiny) enters += 1
    if (enters === unknowns) return true
    let leaves = -1
    let least = Infinity
    for (const [at, row] of rows.entries()) {
      const by = row[enters] ?? 0
      if (by <= tiny) continue
      const ratio = (row[last] ?? 0) / by
      const isLess = ratio < least - tiny
      if (isLess || (ratio < least + tiny && (basis[at] ?? 0) < (basis[leaves] ?? Infinity))) {
        least = isLess ? ratio : Math.min(least, ratio)
        leaves = at
      }
    }
    if (leaves === -1) return false
    pivot(rows, basis, goal, leaves, enters)
  }
}

function pivot(rows: Float64Array[], basis: number[], goal: Float64Array, at: number, enters: number): void {
  const row = rows[at]
  if (row === undefined) return
  const by = row[enters] ?? 1
  for (let each = 0; each < row.length; each += 1) row[each] = (row[each] ?? 0) / by
  for (const other of [...rows, goal]) {
    if (other === row) continue
    const times = other[enters] ?? 0
    if (times !== 0)
      for (let each = 0; each < row.length; each += 1)
        other[each] = (other[each] ?? 0) - times * (row[each] ?? 0)
  }
  basis[at] = enters
}

/** Equations that say what others said already leave with their helper; a helper still in use at 0 makes way. */
function dropArtificial(rows: Float64Array[], basis: number[], unknowns: number): void {
  for (let at = rows.length - 1; at >= 0; at -= 1) {
    if ((basis[at] ?? 0) < unknowns) continue
    let enters = 0
    while (enters < unknowns && Math.abs(rows[at]?.[enters] ?? 0) <= tiny) enters += 1
    if (enters < unknowns) pivot(rows, basis, new Float64Array(rows[at]?.length ?? 0), at, enters)
    else {
      rows.splice(at, 1)
      basis.splice(at, 1)
    }
  }
}
