import type { Licence } from './licence.ts'

/** A statement that a provider asks for wherever its data is used. `[year]` is the year of the data. */
export type Attribution = { id: string; provider: string; statement: string; when: string }

export const attributions: readonly Attribution[] = [
  {
    id: 'ordnance-survey',
    provider: 'Ordnance Survey',
    statement: 'Contains OS data © Crown copyright and database right [year].',
    when: 'Coordinates, addresses or boundaries come from its maps.',
  },
  {
    id: 'royal-mail',
    provider: 'Royal Mail',
    statement: 'Contains Royal Mail data © Royal Mail copyright and database right [year].',
    when: 'Postcodes come from its files, or from an address gazetteer.',
  },
  {
    id: 'geoplace',
    provider: 'GeoPlace',
    statement:
      'Contains data created and maintained by local authorities in the National Address Gazetteer © GeoPlace LLP [year].',
    when: 'Addresses were matched to the national gazetteer.',
  },
  {
    id: 'national-statistics',
    provider: 'Office for National Statistics',
    statement: 'Contains National Statistics data © Crown copyright and database right [year].',
    when: 'Figures or area codes come from national statistics.',
  },
]

/**
 * What somebody who uses the data again must print: one statement for each provider, in the order given and each
 * once, and then the licence's own where none of them names the licence. Empty where nothing need be said.
 */
export function attributionText(licence: Licence, statements: readonly string[], year: number): string {
  const filled = statements.map((each) => fill(each, year)).filter((each) => each !== '')
  const names = filled.some(
    (each) => each.includes(licence.shortTitle) || each === fill(licence.attribution, year),
  )
  const own = names ? '' : fill(licence.attribution, year)
  return [...new Set([...filled, own])].filter((each) => each !== '').join(' ')
}

function fill(statement: string, year: number): string {
  const text = statement.trim().replaceAll(/\[year\]/gi, String(year))
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`
}
