import { cite, type Citation } from '../citation.ts'
import { proclaimedFacts } from '../calendar/proclaimed.ts'
import { exemptions } from '../exemptions/refusal-notice.ts'
import { accessExemptions } from '../rights/access-exemptions.ts'
import { bankHolidays, stAndrewsDay } from './bank-holidays.ts'
import { dpa, ukGdpr } from './data-protection.ts'
import { eir } from './eir.ts'
import { codeOfPractice, feesRegulations, foia, schoolRegulations, tribunalRules } from './foia.ts'
import {
  facilityTimeRegulations,
  localismAct,
  membersAllowances,
  transparencyCode,
  transparencyRecording,
} from './publication.ts'
import { ropsi } from './ropsi.ts'

const tables = [
  foia,
  feesRegulations,
  codeOfPractice,
  schoolRegulations,
  tribunalRules,
  eir,
  ropsi,
  ukGdpr,
  dpa,
  bankHolidays,
  stAndrewsDay,
  transparencyCode,
  facilityTimeRegulations,
  localismAct,
  membersAllowances,
  transparencyRecording,
]

/** Every citation that Muniment's law rests on, each once. */
export const allCitations: readonly Citation[] = [
  ...new Set([
    ...tables.flatMap((table) => Object.values<Citation>(table)),
    ...proclaimedFacts.map(({ citation }) => citation),
    ...exemptions.map(({ citation }) => citation),
    ...accessExemptions.map(({ citation }) => citation),
  ]),
]

const actKeys: Record<string, string> = {
  'FOIA 2000': 'foia',
  'EIR 2004': 'eir',
  'RoPSI 2015': 'ropsi',
  'UK GDPR': 'uk-gdpr',
  'DPA 2018': 'dpa',
  'Fees Regs 2004': 'fees',
  's.45 Code of Practice': 'code',
  'FOI (Time for Compliance) Regs 2009': 'schools',
  'GRC Tribunal Procedure Rules 2009': 'tribunal',
  'Transparency Code 2015': 'transparency-code',
  'Facility Time Regs 2017': 'facility-time',
  'Localism Act 2011': 'localism',
  'Members’ Allowances Regs 2003': 'members-allowances',
  'Algorithmic Transparency Recording Standard': 'atrs',
  'Banking and Financial Dealings Act 1971': 'bank-holidays',
  'St Andrew’s Day Bank Holiday (Scotland) Act 2007': 'st-andrews',
}

/** `foia-10-1` for FOIA 2000 s.10(1), `dpa-2-16` for DPA 2018 Sch 2 para 16: the id that `law cite` and links take. */
export function citationId({ act, provision }: Citation): string {
  const number = provision
    .replace(/^(s\.|reg |art |rule |para |Sch (?=\d+ para ))/, '')
    .replace(' para ', '-')
  return `${actKeys[act] ?? act}-${number.replaceAll(/[^0-9A-Za-z]+/g, '-')}`.replace(/-$/, '')
}

/**
 * Citations by id (`foia-10-1`), by what a letter prints (`FOIA 2000 s.10(1)`), or by the start of an id
 * (`foia-10` finds every subsection). Empty where there is none.
 */
export function findCitations(id: string): Citation[] {
  const wanted = id.trim().toLowerCase()
  if (wanted === '') return []
  const exact = allCitations.filter(
    (citation) => citationId(citation).toLowerCase() === wanted || cite(citation).toLowerCase() === wanted,
  )
  if (exact.length > 0) return exact
  return allCitations.filter((citation) => citationId(citation).toLowerCase().startsWith(`${wanted}-`))
}
