import { datasetKinds, themes } from '../../../../datasets/index.ts'
import { frequencies, licences } from '../../../../law/index.ts'
import type { Choice } from '../../form-fields.ts'
import { kindNames } from '../data-words.ts'

export function themeItems(): Choice[] {
  return themes.map(({ id, title }) => ({ value: id, text: title }))
}

export function frequencyItems(): Choice[] {
  return frequencies.map(({ id, title }) => ({ value: id, text: title }))
}

/** Licences offered to new data; one that is only kept is shown where the dataset has it already. */
export function licenceItems(current = ''): Choice[] {
  return licences
    .filter(({ id, standing }) => standing !== 'kept' || id === current)
    .map(({ id, shortTitle, summary }) => ({ value: id, text: `${shortTitle}: ${summary}` }))
}

export function kindItems(): Choice[] {
  return datasetKinds.map((value) => ({ value, text: kindNames[value] }))
}
