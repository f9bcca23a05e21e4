import type { ChartColumn } from './chart.ts'
import type { ChartMeasure } from './recipe.ts'

const exactly = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })
const pence = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })
const small = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })
const scales = [
  { from: 1e12, words: ' trillion', short: 'tn' },
  { from: 1e9, words: ' billion', short: 'bn' },
  { from: 1e6, words: ' million', short: 'm' },
] as const

/** How figures of one measure are written: in full, in a sentence, and beside a mark where room is short. */
export type Figures = {
  full(value: number): string
  words(value: number): string
  short(value: number): string
}

export function figuresOf(measure: ChartMeasure, column: ChartColumn | null): Figures {
  const counted = measure.measure === 'count' || measure.measure === 'distinct'
  const money = !counted && (column?.kind === 'money' || column?.unit === 'GBP' || column?.unit === '£')
  const percent = !counted && (column?.kind === 'percentage' || column?.unit === '%')
  const unit = counted || money || percent ? '' : (column?.unit ?? '')
  const dress = (value: number, text: string): string =>
    `${value < 0 ? '−' : ''}${money ? '£' : ''}${text}${percent ? '%' : ''}`
  const plain = (value: number): string => {
    const size = Math.abs(value)
    if (money && !Number.isInteger(Math.round(size * 100) / 100)) return pence.format(size)
    return size !== 0 && size < 0.01 ? small.format(size) : exactly.format(size)
  }
  const scaled = (value: number, name: 'words' | 'short'): string | null => {
    const scale = scales.find(({ from }) => Math.abs(value) >= from)
    return scale === undefined
      ? null
      : `${small.format(Math.abs(value) / scale.from)}${name === 'words' ? scale.words : scale.short}`
  }
  const withUnit = (text: string): string => (unit === '' ? text : `${text} ${unit}`)
  return {
    full: (value) => withUnit(dress(value, plain(value))),
    words: (value) =>
      withUnit(
        dress(value, scaled(value, 'words') ?? plain(Math.abs(value) < 1000 ? value : Math.round(value))),
      ),
    short: (value) =>
      dress(value, scaled(value, 'short') ?? (Math.abs(value) >= 10_000 ? thousands(value) : plain(value))),
  }
}

function thousands(value: number): string {
  return `${small.format(Math.abs(value) / 1000)}k`
}

/** What is measured, in words: `total amount paid`. */
export function measureInWords({ measure }: ChartMeasure, column: ChartColumn | null): string {
  const title = lowerFirst(column?.title ?? '')
  if (measure === 'count') return 'number of records'
  if (measure === 'distinct') return `number of different values of ${title}`
  if (measure === 'sum') return title.startsWith('total ') ? title : `total ${title}`
  return `${{ mean: 'average', least: 'lowest', greatest: 'highest' }[measure]} ${title}`
}

/** `Amount paid` → `amount paid`; `VAT` and `UPRN` stay. */
export function lowerFirst(text: string): string {
  return /^\p{Lu}[^\p{Lu}]/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Round steps for an axis over `least` to `greatest`, nought among them. */
export function roundSteps(least: number, greatest: number, about: number): number[] {
  const low = Math.min(0, least)
  const high = Math.max(0, greatest)
  if (high === low) return [0, 1]
  const rough = (high - low) / about
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10) * power
  if (!Number.isFinite(step) || step === 0) return [low, high]
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}
