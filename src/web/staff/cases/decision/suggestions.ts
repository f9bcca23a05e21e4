import type { Hit, SimilarCase } from '../../../../search/index.ts'
import { hitTypeNames } from '../../../../search/index.ts'
import { casePath } from '../case-page.ts'

export type Suggestion = {
  title: string
  href: string
  type: string
  date: Temporal.PlainDate | null
  sentence: { text: string; marked: boolean }[]
  note: string
}

/** What was found that may already answer a request: published things first, then other requests. */
export function suggestionView(found: { published: Hit[]; cases: SimilarCase[] } | null): {
  published: Suggestion[]
  cases: Suggestion[]
} {
  return {
    published: (found?.published ?? []).map((hit) => ({
      title: hit.title,
      href: hit.path,
      type: hitTypeNames[hit.type],
      date: hit.date,
      sentence: pieces(hit.sentence),
      note: '',
    })),
    cases: (found?.cases ?? []).map((other) => ({
      title: other.title,
      href: casePath(other.reference),
      type: other.reference,
      date: other.receivedOn,
      sentence: pieces(other.sentence),
      note: [
        other.sameRequester ? 'Same requester' : '',
        other.inAggregationWindow ? 'Costs may be taken together' : '',
        other.answeredOn === null ? 'Not answered yet' : 'Answered',
      ]
        .filter((text) => text !== '')
        .join(' · '),
    })),
  }
}

function pieces(sentence: Hit['sentence']): Suggestion['sentence'] {
  const out: Suggestion['sentence'] = []
  let from = 0
  for (const [start, end] of sentence.highlights) {
    if (start > from) out.push({ text: sentence.text.slice(from, start), marked: false })
    out.push({ text: sentence.text.slice(start, end), marked: true })
    from = end
  }
  if (from < sentence.text.length) out.push({ text: sentence.text.slice(from), marked: false })
  return out
}
