import type { ContractColumn } from '../dataset.ts'
import type { ExpectedColumns } from './column-type.ts'
import { nameHeadings, wordsOf } from './headings.ts'

export type MatchKind = 'exact' | 'synonym' | 'chosen' | 'suggested' | 'absent'

export type HeadingMatch = {
  column: ContractColumn
  /** From 0, among the file's headings; null where there is none for this column */
  index: number | null
  how: MatchKind
}
type Answers = { mapping?: Record<string, string | null>; leaveOut?: string[] }

/** Finds each column of a contract among a file's headings: by the publisher's word, exactly, by a synonym, or nearly. */
export function matchHeadings(
  contract: readonly ContractColumn[],
  headings: readonly string[],
  { mapping = {}, leaveOut = [] }: Answers,
): HeadingMatch[] {
  const named = nameHeadings(headings)
  const free = new Set(headings.keys().filter((index) => !isLeftOut(headings[index] ?? '', index, leaveOut)))
  const found = new Map<ContractColumn, HeadingMatch>()
  const take = (how: MatchKind, find: (column: ContractColumn) => number | undefined): void => {
    for (const column of contract) {
      if (found.has(column)) continue
      const index = find(column)
      if (index === undefined) continue
      free.delete(index)
      found.set(column, { column, index, how })
    }
  }
  const first = (test: (index: number) => boolean): number | undefined => free.values().find(test)
  for (const column of contract) {
    const answer = mapping[column.name]
    if (answer === null) found.set(column, { column, index: null, how: 'chosen' })
    if (typeof answer === 'string') {
      const index = first((at) => headings[at] === answer) ?? first((at) => same(headings[at], answer))
      if (index !== undefined) {
        free.delete(index)
        found.set(column, { column, index, how: 'chosen' })
      }
    }
  }
  take('exact', ({ name, title }) => first((at) => named[at]?.name === name || headings[at] === title))
  take('exact', ({ title }) => first((at) => same(headings[at], title)))
  take('synonym', ({ synonyms = [] }) => {
    for (const synonym of synonyms) {
      const index = first((at) => same(headings[at], synonym))
      if (index !== undefined) return index
    }
    return undefined
  })
  take('suggested', (column) => first((at) => isNear(headings[at] ?? '', column)))
  return contract.map((column) => found.get(column) ?? { column, index: null, how: 'absent' })
}

/** What a contract expects of each heading, for the check. */
export function expectedColumns(contract: readonly ContractColumn[], answers: Answers = {}): ExpectedColumns {
  return (headings) => {
    const expected: ReturnType<ExpectedColumns> = headings.map(() => undefined)
    for (const { column, index } of matchHeadings(contract, headings, answers)) {
      if (index === null) continue
      const { type, kind, required, values } = column
      expected[index] = {
        type,
        ...(kind === undefined ? {} : { kind }),
        ...(required === true ? { required } : {}),
        ...(values === undefined || values.length === 0 ? {} : { values }),
      }
    }
    return expected
  }
}

/** `leaveOut` names headings; one without words is `column 3`. */
export function isLeftOut(heading: string, index: number, leaveOut: readonly string[]): boolean {
  return leaveOut.includes(heading === '' ? `column ${index + 1}` : heading)
}

function same(heading: string | undefined, text: string): boolean {
  const words = wordsOf(heading ?? '')
  return words !== '' && words.replaceAll(' ', '') === wordsOf(text).replaceAll(' ', '')
}

/** Alike enough to ask about: the same words in another order, or a letter or two that differ. */
function isNear(heading: string, { title, name, synonyms = [] }: ContractColumn): boolean {
  const words = wordsOf(heading)
  if (words === '') return false
  const sorted = words.split(' ').sort().join(' ')
  return [title, name, ...synonyms].some((text) => {
    const other = wordsOf(text)
    if (other === '') return false
    if (other.split(' ').sort().join(' ') === sorted) return true
    return Math.min(words.length, other.length) >= 5 && distance(words, other) <= (other.length >= 12 ? 2 : 1)
  })
}

/** Letters to add, drop or change; 3 where there are more than two. */
function distance(one: string, two: string): number {
  if (Math.abs(one.length - two.length) > 2) return 3
  let previous = Array.from({ length: two.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let at = 1; at <= two.length; at++)
      current[at] = Math.min(
        (previous[at] ?? 0) + 1,
        (current[at - 1] ?? 0) + 1,
        (previous[at - 1] ?? 0) + (one[row - 1] === two[at - 1] ? 0 : 1),
      )
    previous = current
  }
  return Math.min(3, previous[two.length] ?? 3)
}
