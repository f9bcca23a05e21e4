import { wordsOf } from './headings.ts'

export type ColumnHint = 'date' | 'number' | 'money' | 'reference' | 'uprn' | 'postcode' | 'x' | 'y'

const hints: readonly (readonly [ColumnHint, RegExp])[] = [
  ['date', /\b(?:dates?|paid|received|timestamp)\b/],
  [
    'number',
    /\b(?:amounts?|values?|net|nett|gross|totals?|costs?|price|sum|spend|income|vat|quantity|number of|count|gbp)\b/,
  ],
  // A bare “value” may be a count or a rate.
  ['money', /\b(?:amounts?|net|nett|gross|costs?|price|spend|income|salary|budget|gbp|.+ values?)\b/],
  [
    'reference',
    /\b(?:id|ids|ref|refs|reference|no|number|num|code|key|account|identifier)$|\b(?:ref|reference|vat registration|id|transaction) (?:no|number)\b/,
  ],
  ['uprn', /\buprn\b/],
  ['postcode', /\b(?:post ?code|postal code)\b/],
  ['x', /^(?:x|geo ?x|x coord\w*|lon|long|lng)$|\b(?:eastings?|longitude)$/],
  ['y', /^(?:y|geo ?y|y coord\w*|lat)$|\b(?:northings?|latitude)$/],
]

/** What a heading alone suggests of its column. */
export function columnHints(title: string): Set<ColumnHint> {
  const words = wordsOf(title)
  return new Set(hints.filter(([, pattern]) => pattern.test(words)).map(([hint]) => hint))
}
