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

/** A fragment of RFC 7111 in words: `row=12` → `row 12`; `cell=12,3` → `row 12, column 3`. */
function placeInWords(place: string): string {
  const cell = /^cell=(\d+),(\d+)$/.exec(place)
  if (cell !== null) return `row ${cell[1]}, column ${cell[2]}`
  return place
    .replace(/^row=(\d+)-(\d+)$/, 'rows $1 to $2')
    .replace(/^row=/, 'row ')
    .replace(/^col=/, 'column ')
}
