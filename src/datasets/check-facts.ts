import { isBefore } from '../kernel/dates.ts'
import type { FieldError } from '../kernel/outcome.ts'
import { defaultLicence, findFrequency, findLicence } from '../law/index.ts'
import {
  datasetKinds,
  sealIntervals,
  updateModes,
  type ContractColumn,
  type DatasetFacts,
  type DatasetLink,
} from './dataset.ts'
import type { DatasetProposal } from './import-record.ts'
import { wordsOf } from './ingest/headings.ts'
import type { Template } from './templates/template.ts'
import { findTemplate } from './templates/templates.ts'
import { findTheme } from './themes.ts'

const longest = { description: 10_000, note: 5_000, line: 300, url: 2_000, slug: 80 } as const
const most = { keywords: 50, attributions: 20, links: 50, charts: 20, columns: 1_000 } as const
const email = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/
const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/
/** Pages of their own under /data. */
const takenSlugs = new Set(['list', 'reports', 'suggest', 'subscribe'])
const columnName = /^[a-z][a-z0-9_]{0,62}$/
/** A letter for the kind and nation of an area, and eight figures (Register of Geographic Codes). */
const gssCode = /^[A-Z]\d{8}$/
const columnTypes = ['string', 'integer', 'number', 'boolean', 'date', 'datetime'] as const

/** `Payments over £500 (2026)` is `payments-over-500-2026`. */
export function suggestSlug(title: string): string {
  const words = wordsOf(title.replaceAll('£', ' ')).split(' ').filter(Boolean)
  let slug = ''
  for (const word of words) {
    if (slug.length + word.length + 1 > 60 && slug !== '') break
    slug = slug === '' ? word.slice(0, 60) : `${slug}-${word}`
  }
  if (slug === '') return 'dataset'
  return takenSlugs.has(slug) ? `${slug}-data` : slug
}

/** What is proposed, with what is usual in the place of what is not said. */
export function completeFacts(
  proposal: DatasetProposal,
  usual: { contactEmail: string; publisher: string },
): DatasetFacts {
  const title = tidyLine(proposal.title)
  const template = findTemplate(proposal.template ?? '')
  return tidyFacts({
    title,
    description: `${title}, published by ${usual.publisher}.`,
    kind: 'table',
    theme: 'council',
    keywords: [],
    owner: '',
    contactEmail: usual.contactEmail,
    licence: defaultLicence,
    attributions: [],
    frequency: 'as-needed',
    areaName: null,
    areaCode: null,
    periodFrom: null,
    periodTo: null,
    template: null,
    updateMode: 'replace',
    contract: [],
    primaryKey: [],
    knownProblems: '',
    redactionNote: '',
    links: [],
    charts: [],
    sealEvery: null,
    ...(template === null ? {} : ofTemplate(template)),
    ...definedOf(proposal),
  })
}

/** Its columns are not among them: a first file shows which of them there are. */
function ofTemplate({ description, theme, frequency, charts }: Template): Partial<DatasetFacts> {
  return { description, theme, frequency, charts: [...charts] }
}

/** The facts a caller named, without those they left undefined and whatever else their object holds. */
export function definedOf(given: Partial<DatasetFacts>): Partial<DatasetFacts> {
  const known = new Set<string>(factNames)
  return Object.fromEntries(
    Object.entries(given).filter(([name, value]) => known.has(name) && value !== undefined),
  )
}

const factNames: readonly (keyof DatasetFacts)[] = [
  'title',
  'description',
  'kind',
  'theme',
  'keywords',
  'owner',
  'contactEmail',
  'licence',
  'attributions',
  'frequency',
  'areaName',
  'areaCode',
  'periodFrom',
  'periodTo',
  'template',
  'updateMode',
  'contract',
  'primaryKey',
  'knownProblems',
  'redactionNote',
  'links',
  'charts',
  'sealEvery',
]

/** As they can be kept and shown: no NUL, no half characters, no white space at the ends, no empty entries. */
export function tidyFacts(facts: DatasetFacts): DatasetFacts {
  const lines = (list: readonly string[]): string[] => [
    ...new Set(list.map(tidyLine).filter((line) => line !== '')),
  ]
  return {
    ...facts,
    title: tidyLine(facts.title),
    description: tidyText(facts.description),
    keywords: lines(facts.keywords),
    owner: tidyLine(facts.owner),
    contactEmail: tidyLine(facts.contactEmail),
    attributions: lines(facts.attributions),
    areaName: tidyLine(facts.areaName ?? '') || null,
    areaCode: tidyLine(facts.areaCode ?? '') || null,
    template: tidyLine(facts.template ?? '') || null,
    primaryKey: lines(facts.primaryKey),
    knownProblems: tidyText(facts.knownProblems),
    redactionNote: tidyText(facts.redactionNote),
    links: facts.links.map(({ title, url, format, note }): DatasetLink => ({
      title: tidyLine(title),
      url: tidyLine(url),
      format: tidyLine(format),
      note: tidyLine(note),
    })),
    charts: lines(facts.charts),
  }
}

export function tidyText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().replace(/\r\n?/g, '\n').trim()
}

export function tidyLine(text: string): string {
  return tidyText(text).replace(/\s+/g, ' ')
}

/** What is wrong with tidied facts, each by its field. */
export function checkFacts(facts: DatasetFacts): FieldError[] {
  const errors: FieldError[] = []
  const wrong = (field: string, message: string): void => void errors.push({ field, message })
  const within = (field: string, text: string, limit: number): void => {
    if (text.length > limit) wrong(field, `Use ${limit.toLocaleString('en-GB')} characters or fewer`)
  }
  if (facts.title.length < 3 || facts.title.length > 200)
    wrong('title', 'Enter a title of 3 to 200 characters')
  if (facts.description === '') wrong('description', 'Say what the data is')
  within('description', facts.description, longest.description)
  if (!datasetKinds.includes(facts.kind)) wrong('kind', `Choose one of ${datasetKinds.join(', ')}`)
  if (findTheme(facts.theme) === null) wrong('theme', 'Choose a theme from the list')
  if (!email.test(facts.contactEmail))
    wrong('contactEmail', 'Enter an email address, such as opendata@example.gov.uk')
  within('contactEmail', facts.contactEmail, 254)
  if (findLicence(facts.licence) === null) wrong('licence', 'Choose a licence from the list')
  if (findFrequency(facts.frequency) === null) wrong('frequency', 'Choose how often it is published')
  if (facts.template !== null && findTemplate(facts.template) === null)
    wrong('template', 'There is no template of that name')
  if (facts.areaCode !== null && !gssCode.test(facts.areaCode))
    wrong('areaCode', 'Enter a GSS code: a letter and eight figures, such as E08000026')
  if (facts.periodFrom && facts.periodTo && isBefore(facts.periodTo, facts.periodFrom))
    wrong('periodTo', 'The end of the period must not be before its beginning')
  if (!updateModes.includes(facts.updateMode)) wrong('updateMode', 'Choose replace or add')
  if (facts.sealEvery !== null && !sealIntervals.includes(facts.sealEvery))
    wrong('sealEvery', `Choose one of ${sealIntervals.join(', ')}`)
  for (const field of ['owner', 'areaName', 'template'] as const)
    within(field, facts[field] ?? '', longest.line)
  for (const field of ['knownProblems', 'redactionNote'] as const) within(field, facts[field], longest.note)
  for (const field of ['keywords', 'attributions', 'charts'] as const) {
    if (facts[field].length > most[field]) wrong(field, `Give ${most[field]} or fewer`)
    for (const line of facts[field]) within(field, line, field === 'keywords' ? 60 : longest.line * 2)
  }
  checkLinks(facts, wrong)
  checkContract(facts, wrong)
  return errors
}

type Wrong = (field: string, message: string) => void

function checkLinks({ links, kind }: DatasetFacts, wrong: Wrong): void {
  if (links.length > most.links) wrong('links', `Give ${most.links} or fewer`)
  links.forEach(({ title, url, format, note }, index) => {
    if (!isWebAddress(url))
      wrong(`links.${index}.url`, 'Enter a whole address that begins with https:// or http://')
    if (title === '' || title.length > longest.line)
      wrong(`links.${index}.title`, 'Say in a few words what the link leads to')
    if (format.length > 60 || note.length > longest.line * 2) wrong(`links.${index}`, 'Use fewer words')
  })
  if (kind === 'external' && links.length === 0)
    wrong('links', 'Give the address where the data is kept, or choose another kind')
}

function isWebAddress(text: string): boolean {
  const url = text.length <= longest.url ? URL.parse(text) : null
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === ''
}

function checkContract({ contract, primaryKey }: DatasetFacts, wrong: Wrong): void {
  if (contract.length > most.columns) wrong('contract', `Give ${most.columns} columns or fewer`)
  const seen = new Set<string>()
  contract.forEach((column: ContractColumn, index) => {
    const at = `contract.${index}`
    if (!columnName.test(column.name))
      wrong(`${at}.name`, 'Use lower-case letters, figures and _, a letter first, such as amount_paid')
    if (seen.has(column.name)) wrong(`${at}.name`, 'Another column has this name')
    seen.add(column.name)
    if (!columnTypes.includes(column.type)) wrong(`${at}.type`, `Choose one of ${columnTypes.join(', ')}`)
    if (column.title.length > longest.line || column.description.length > longest.note)
      wrong(at, 'Use fewer words')
  })
  if (contract.length > 0)
    for (const name of primaryKey)
      if (!seen.has(name)) wrong('primaryKey', `There is no column “${name.slice(0, 60)}”`)
}

/** Null where a dataset may have it. */
export function checkSlug(slug: string): string | null {
  if (takenSlugs.has(slug)) return `/data/${slug} is a page of its own: choose another address`
  return slugPattern.test(slug) && slug.length <= longest.slug
    ? null
    : `Use lower-case letters, figures and single hyphens, at most ${longest.slug}, such as payments-over-500`
}
