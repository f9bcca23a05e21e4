import type { PublicFeedback } from '../../../../catalogue/index.ts'

export const stateNames = {
  new: 'Waiting to be read',
  open: 'Being looked at',
  answered: 'Answered',
} as const
export const kindNames = { problem: 'Problem', suggestion: 'Suggestion' } as const
const stateColours = { new: 'grey', open: 'blue', answered: 'green' } as const

export function toReportView(report: PublicFeedback) {
  const { reference, kind, dataset, text, place, state, answer, correctedIn, receivedAt, answeredAt } = report
  return {
    reference,
    href: `/data/reports/${encodeURIComponent(reference)}`,
    kindName: kindNames[kind],
    isProblem: kind === 'problem',
    dataset:
      dataset === null ? null : { title: dataset.title, href: `/data/${dataset.slug}`, slug: dataset.slug },
    text,
    place: place === null ? null : placeInWords(place),
    stateName: stateNames[state],
    stateColour: stateColours[state],
    answer,
    correction:
      correctedIn === null || dataset === null
        ? null
        : { number: correctedIn, href: `/data/${dataset.slug}/versions/${correctedIn}` },
    receivedAt,
    answeredAt,
  }
}

/** A fragment of RFC 7111 in words, which counts the line of headings: `row=12` → `row 11`; `cell=12,3` → `row 11, column 3`. */
function placeInWords(place: string): string {
  const [, kind, from = '', to, column] = /^(row|cell|col)=(\d+)(?:-(\d+)|,(\d+))?$/.exec(place) ?? []
  if (kind === undefined) return place
  if (kind === 'col') return to === undefined ? `column ${from}` : `columns ${from} to ${to}`
  const row = (line: string): string => (line === '1' ? 'the headings' : `row ${Number(line) - 1}`)
  const rows = to === undefined ? row(from) : `${row(from)} to ${row(to)}`
  return column === undefined ? rows : `${rows}, column ${column}`
}
