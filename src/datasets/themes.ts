/** What a dataset is about: the shelves of the catalogue, and where each stands in the lists of others. */
export type Theme = {
  id: string
  title: string
  /** What belongs there, in a line */
  words: string
  /** A term of the EU data-theme table, which DCAT-AP asks for */
  eu: string
  /** The primary theme data.gov.uk files it under */
  dataGovUk: string
}

const euThemes = 'http://publications.europa.eu/resource/authority/data-theme/'

type Row = readonly [id: string, title: string, words: string, eu: string, dataGovUk: string]

const rows: readonly Row[] = [
  [
    'spending',
    'Spending and contracts',
    'Payments, purchase cards, contracts, tenders and grants',
    'ECON',
    'government-spending',
  ],
  [
    'council',
    'How the council is run',
    'Councillors, staff, pay, decisions, requests and performance',
    'GOVE',
    'government',
  ],
  [
    'business',
    'Business and rates',
    'Business rates, council tax, licensing and trading',
    'ECON',
    'business-and-economy',
  ],
  [
    'land',
    'Land, planning and property',
    'Land and buildings, planning, brownfield sites and addresses',
    'REGI',
    'mapping',
  ],
  ['environment', 'Environment', 'Waste, air, permits, parks, pests and animals', 'ENVI', 'environment'],
  ['transport', 'Transport and parking', 'Roads, parking, traffic and public transport', 'TRAN', 'transport'],
  ['safety', 'Crime and safety', 'Enforcement, penalty notices and cameras', 'JUST', 'crime-and-justice'],
  ['housing', 'Housing', 'Council homes, homelessness and private renting', 'SOCI', 'society'],
  ['care', 'Health and care', 'Public health, adult care and children’s care', 'HEAL', 'health'],
  ['education', 'Schools and learning', 'Schools, admissions and skills', 'EDUC', 'education'],
  ['culture', 'Libraries, leisure and culture', 'Libraries, museums, sport and events', 'EDUC', 'society'],
  [
    'population',
    'Population and society',
    'People, equality, deprivation, facts about the area',
    'SOCI',
    'society',
  ],
]

export const themes: readonly Theme[] = rows.map(([id, title, words, eu, dataGovUk]) => ({
  id,
  title,
  words,
  eu: `${euThemes}${eu}`,
  dataGovUk,
}))

/** A theme by its id; null where there is none of that name. */
export function findTheme(id: string): Theme | null {
  return themes.find((theme) => theme.id === id) ?? null
}
