import {
  datasetKinds,
  themes,
  updateModes,
  type DatasetFacts,
  type DatasetLink,
} from '../../../../datasets/index.ts'
import { attributions, frequencies, licences } from '../../../../law/index.ts'
import type { FormReader, FormValue } from '../../../kit/index.ts'
import type { DataField } from './data-form.ts'
import { frequencyItems, kindItems, licenceItems, themeItems } from './choices.ts'
import { dayValues, readLines } from '../../form-fields.ts'

/** What a form asks about a dataset, beside its title: everything that has a usual answer. */
export type FactsAsked = Omit<
  DatasetFacts,
  'title' | 'template' | 'contract' | 'primaryKey' | 'charts' | 'sealEvery'
>

/** The questions on a dataset, in the order of the register. `current` keeps a licence that is no longer offered. */
export function factsFields(current: Partial<DatasetFacts> = {}): DataField[] {
  return [
    {
      kind: 'textarea',
      name: 'description',
      label: 'Description',
      hint: 'What a row is, where it comes from, and what it leaves out.',
      // A new dataset may wait for its words; one that is edited has some already.
      optional: current.description === undefined,
      rows: 4,
    },
    { kind: 'select', name: 'theme', label: 'Theme', items: themeItems() },
    {
      kind: 'text',
      name: 'keywords',
      label: 'Keywords',
      hint: 'Words people would search for, with commas between them.',
      optional: true,
    },
    { kind: 'text', name: 'owner', label: 'Service that keeps it', optional: true, width: 20 },
    {
      kind: 'text',
      name: 'contactEmail',
      label: 'Email for questions about it',
      hint: 'A shared mailbox. Everybody sees it.',
      type: 'email',
      autocomplete: 'email',
    },
    {
      kind: 'select',
      name: 'frequency',
      label: 'How often it is published',
      items: frequencyItems(),
      group: 'Time and place',
    },
    { kind: 'date', name: 'periodFrom', label: 'First day it covers', optional: true },
    { kind: 'date', name: 'periodTo', label: 'Last day it covers', optional: true },
    { kind: 'text', name: 'areaName', label: 'Area it covers', optional: true, width: 20 },
    {
      kind: 'text',
      name: 'areaCode',
      label: 'Code of the area',
      hint: 'A code of the Office for National Statistics, for example E08000026.',
      optional: true,
      width: 10,
    },
    {
      kind: 'select',
      name: 'licence',
      label: 'Licence',
      items: licenceItems(current.licence),
      group: 'Rights and quality',
    },
    {
      kind: 'textarea',
      name: 'attributions',
      label: 'Whose data is in it',
      hint: `One statement on each line; [year] is filled in. For example: ${attributions[0]?.statement ?? ''}`,
      optional: true,
      rows: 3,
    },
    {
      kind: 'textarea',
      name: 'knownProblems',
      label: 'Known problems',
      hint: 'What a careful reader should know before using it.',
      optional: true,
      rows: 3,
    },
    {
      kind: 'textarea',
      name: 'redactionNote',
      label: 'What is left out, and why',
      optional: true,
      rows: 3,
    },
    {
      kind: 'radios',
      name: 'updateMode',
      label: 'A new file is usually',
      group: 'Files and links',
      items: [
        { value: 'replace', text: 'The whole table again' },
        { value: 'add', text: 'More rows for the table' },
      ],
    },
    { kind: 'select', name: 'kind', label: 'What it is', items: kindItems() },
    {
      kind: 'textarea',
      name: 'links',
      label: 'Links',
      hint: 'For data, documents or paper kept elsewhere. One on each line: title | address | format.',
      optional: true,
      rows: 3,
    },
  ]
}

/** The questions as they stand for a dataset, or with what is usual for one that is new. */
export function factsValues(facts: FactsAsked): Record<string, FormValue> {
  return {
    description: facts.description,
    theme: facts.theme,
    keywords: facts.keywords.join(', '),
    owner: facts.owner,
    contactEmail: facts.contactEmail,
    frequency: facts.frequency,
    ...dayValues('periodFrom', facts.periodFrom),
    ...dayValues('periodTo', facts.periodTo),
    areaName: facts.areaName ?? '',
    areaCode: facts.areaCode ?? '',
    licence: facts.licence,
    attributions: facts.attributions.join('\n'),
    knownProblems: facts.knownProblems,
    redactionNote: facts.redactionNote,
    updateMode: facts.updateMode,
    kind: facts.kind,
    links: facts.links
      .map(({ title, url, format, note }) => [title, url, format, note].join(' | ').replace(/[\s|]+$/, ''))
      .join('\n'),
  }
}

export function readFacts(form: FormReader): FactsAsked {
  const email = form.text('contactEmail', {
    required: 'Enter an email address for questions about it',
    most: 254,
    label: 'The email address',
  })
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    form.fail('contactEmail', 'Enter an email address in the form name@example.org')
  const periodFrom = form.day('periodFrom', { label: 'The first day' })
  const periodTo = form.day('periodTo', { label: 'The last day' })
  if (periodFrom !== null && periodTo !== null && Temporal.PlainDate.compare(periodFrom, periodTo) > 0)
    form.fail('periodTo-day', 'The last day must be on or after the first day')
  const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)
  return {
    description: long(form, 'description', 'The description'),
    theme: form.choice('theme', ids(themes), { required: 'Select a theme' }) ?? '',
    keywords: form
      .text('keywords', { most: 1000, label: 'The keywords' })
      .split(',')
      .map((word) => word.trim())
      .filter((word) => word !== ''),
    owner: form.text('owner', { most: 200, label: 'The service' }),
    contactEmail: email,
    frequency:
      form.choice('frequency', ids(frequencies), { required: 'Select how often it is published' }) ?? '',
    periodFrom,
    periodTo,
    areaName: form.text('areaName', { most: 200, label: 'The area' }) || null,
    areaCode: form.text('areaCode', { most: 20, label: 'The code' }) || null,
    licence: form.choice('licence', ids(licences), { required: 'Select a licence' }) ?? '',
    attributions: readLines(long(form, 'attributions', 'The statements')),
    knownProblems: long(form, 'knownProblems', 'The known problems'),
    redactionNote: long(form, 'redactionNote', 'What is left out'),
    updateMode: form.choice('updateMode', updateModes) ?? 'replace',
    kind: form.choice('kind', datasetKinds) ?? 'table',
    links: readLinks(form),
  }
}

/** What is kept elsewhere, a document, or only on paper: which of these, and where. */
export function readEntry(form: FormReader): Pick<DatasetFacts, 'kind' | 'links'> {
  const kinds = datasetKinds.filter((kind) => kind !== 'table')
  const kind = form.choice('kind', kinds, { required: 'Select what it is' }) ?? 'external'
  const links = readLinks(form)
  if (kind !== 'paper' && links.length === 0 && form.ok) form.fail('links', 'Enter where it is')
  return { kind, links }
}

/** `Title | https://… | PDF | a note`, one to a line. */
function readLinks(form: FormReader): DatasetLink[] {
  return readLines(long(form, 'links', 'The links')).flatMap((line) => {
    const [title = '', url = '', format = '', ...note] = line.split('|').map((part) => part.trim())
    if (!/^https?:\/\/[^\s/]+/.test(url)) {
      form.fail('links', `A link must be like Title | https://example.org/file.pdf | PDF, not “${cut(line)}”`)
      return []
    }
    return [{ title: title || url, url, format, note: note.join(' | ') }]
  })
}

function long(form: FormReader, name: string, label: string): string {
  return form.text(name, { multiline: true, most: 5000, label })
}

function cut(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
