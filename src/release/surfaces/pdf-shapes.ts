import type { Box } from './pdf-painting.ts'

export function readBox(value: unknown): Box | null {
  if (!(Array.isArray(value) || ArrayBuffer.isView(value)) || !('length' in value) || value.length < 4)
    return null
  const [left, bottom, right, top] = Array.from(value as ArrayLike<number>)
  return [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0]
}

/** The corners of a path as pdf.js gives it (0 move, 1 line, 2 and 3 curves, 4 close); null where it is no path. */
function cornersOf(path: unknown): { points: [number, number][]; moves: number; curves: number } | null {
  const data: unknown = Array.isArray(path) ? path[0] : path
  if (!ArrayBuffer.isView(data) || !('length' in data)) return null
  const numbers = Array.from(data as Float32Array)
  const points: [number, number][] = []
  let moves = 0
  let curves = 0
  for (let at = 0; at < numbers.length;) {
    const operator = numbers[at]
    if (operator === 4) {
      at += 1
      continue
    }
    const size = operator === 0 || operator === 1 ? 2 : operator === 2 ? 6 : operator === 3 ? 4 : 0
    if (size === 0) return null
    if (operator === 0) moves += 1
    if (size > 2) {
      curves += 1
      // Halfway along the curve, nearly: between its ends and its handles.
      const [x, y] = points.at(-1) ?? [0, 0]
      const handles = numbers.slice(at + 1, at + 1 + size)
      const [endX = 0, endY = 0] = handles.slice(-2)
      const xs = handles.slice(0, -2).filter((_, index) => index % 2 === 0)
      const ys = handles.slice(0, -2).filter((_, index) => index % 2 === 1)
      const mean = (values: readonly number[]): number =>
        values.reduce((sum, each) => sum + each, 0) / values.length
      points.push([0.25 * ((x + endX) / 2) + 0.75 * mean(xs), 0.25 * ((y + endY) / 2) + 0.75 * mean(ys)])
    }
    points.push([numbers[at + size - 1] ?? 0, numbers[at + size] ?? 0])
    at += 1 + size
  }
  return { points, moves, curves }
}

/** True where a path fills nearly all of the box around it, its corners rounded or not. */
export function isFilledBox(path: unknown, [left, bottom, right, top]: Box): boolean {
  const corners = cornersOf(path)
  if (corners === null) return false
  const { points, moves, curves } = corners
  // Several areas in one path: their common box may be mostly empty, so each is judged by what they add up to.
  let area = 0
  for (let index = 0; index < points.length; index += 1) {
    const [x, y] = points[index] ?? [0, 0]
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [0, 0]
    area += x * nextY - nextX * y
  }
  const whole = (right - left) * (top - bottom)
  return moves >= 1 && whole > 0 && Math.abs(area) / 2 >= whole * (curves > 0 ? 0.85 : 0.9)
}

/** One straight stroke along or across the page. */
export function isLine(path: unknown): boolean {
  const corners = cornersOf(path)
  if (corners === null || corners.curves > 0 || corners.points.length !== 2) return false
  const [[x, y] = [0, 0], [u, v] = [0, 0]] = corners.points
  return Math.abs(x - u) < 1 || Math.abs(y - v) < 1
}

/** The share of `inner` that lies within `outer`. */
export function overlap(inner: Box, outer: Box): number {
  const width = Math.min(inner[2], outer[2]) - Math.max(inner[0], outer[0])
  const height = Math.min(inner[3], outer[3]) - Math.max(inner[1], outer[1])
  const area = (inner[2] - inner[0]) * (inner[3] - inner[1])
  if (width <= 0 || height <= 0) return 0
  return area <= 0 ? 1 : (width * height) / area
}
