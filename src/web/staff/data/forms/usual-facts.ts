import { templates } from '../../../../datasets/index.ts'
import type { Authority } from '../../../../identity/index.ts'
import { defaultLicence } from '../../../../law/index.ts'
import type { Choice } from '../../form-fields.ts'
import type { FactsAsked } from './facts-fields.ts'

/** What a new dataset is where its publisher says nothing else. */
export function usualFacts(authority: Authority): FactsAsked {
  return {
    description: '',
    kind: 'table',
    theme: 'council',
    keywords: [],
    owner: '',
    contactEmail: authority.email,
    licence: defaultLicence,
    attributions: [],
    frequency: 'as-needed',
    areaName: authority.name,
    areaCode: null,
    periodFrom: null,
    periodTo: null,
    updateMode: 'replace',
    knownProblems: '',
    redactionNote: '',
    links: [],
  }
}

export function templateItems(): Choice[] {
  return [
    { value: '', text: 'No template' },
    ...templates.map(({ id, title }) => ({ value: id, text: title })),
  ]
}
