import { csvReader } from './csv-reader.ts'

export type Dialect = { delimiter: string; lineEnd: '\n' | '\r' }

const delimiters = [',', '\t', ';', '|'] as const

/**
 * The delimiter under which most rows have the same number of cells, more than one. `sample` is the start of the
 * text; its last line may be cut. A comma where nothing separates anything.
 */
export function chooseDialect(sample: string): Dialect {
  const lineEnd = sample.includes('\r') && !sample.includes('\n') ? '\r' : '\n'
  let best = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = scoreOf(sample, delimiter, lineEnd)
    if (score > best.score) best = { delimiter, score }
  }
  return { delimiter: best.delimiter, lineEnd }
}

function scoreOf(sample: string, delimiter: string, lineEnd: '\n' | '\r'): number {
  const reader = csvReader(delimiter, lineEnd)
  const complete = reader.push(sample)
  const rows = complete.length > 0 ? complete : reader.end()
  const widths = new Map<number, number>()
  let filled = 0
  for (const row of rows) {
    if (row.every((cell) => cell.trim() === '')) continue
    filled += 1
    widths.set(row.length, (widths.get(row.length) ?? 0) + 1)
  }
  let score = 0
  for (const [width, count] of widths)
    if (width > 1) score = Math.max(score, (count / filled) * (1 + Math.log2(width) / 8))
  return score
}
