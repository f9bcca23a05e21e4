import type { CertificateRecord, CertificateRow, Finding, ReleaseRoute } from '../../../release/index.ts'
import type { Tag } from '../words.ts'

export const routeNames: Record<ReleaseRoute, string> = {
  letter: 'Letter',
  attachment: 'Attached file',
  email: 'Message',
  'disclosure-log': 'Disclosure log',
  dataset: 'Dataset',
  'dataset-words': 'Words about a dataset',
  feedback: 'Report about data',
  notice: 'Notice by email',
}

export function certificateTag({ verdict, waiting }: Pick<CertificateRow, 'verdict' | 'waiting'>): Tag {
  if (verdict === 'clean') return { text: 'Clean', colour: 'green' }
  return waiting ? { text: 'Stopped', colour: 'red' } : { text: 'Stopped then', colour: 'grey' }
}

export const checkNames: Record<string, string> = {
  'text-extraction': 'All that can be read in it',
  'requester-identity': 'The requester’s own details',
  'must-not-text': 'Texts that must not leave',
  'personal-data': 'Personal data of anybody',
  surfaces: 'What its reader would not see',
  'copy-words': 'Marked words, against the source',
  'copy-look': 'Pages compared by their look',
  'second-person': 'Findings accepted by a second person',
}

export const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1)

export const kindName = ({ kind }: Pick<Finding, 'kind'>): string => capital(kind.replaceAll('-', ' '))

/** `Attached file: costs.csv`; `Letter 1, pdf`, which says its way out itself. */
export function titleOf(route: ReleaseRoute, subject: string): string {
  const name = routeNames[route]
  return subject.toLowerCase().includes(name.toLowerCase()) ? capital(subject) : `${name}: ${subject}`
}

/** What to do instead of letting it go, by what was found. */
export function remediesOf(record: Pick<CertificateRecord, 'findings' | 'route'>): string[] {
  const has = (pattern: RegExp): boolean => record.findings.some(({ kind }) => pattern.test(kind))
  return [
    has(/^hidden-(?:sheet|row|column)$|^pivot|^external|^data-model/)
      ? 'Save the sheet that may be seen as CSV, or redact the workbook: the copy holds only what is shown.'
      : '',
    has(/^personal-data$/)
      ? record.route === 'attachment'
        ? 'Redact the names and numbers, and send the redacted copy.'
        : 'Take the names and numbers out of the text.'
      : '',
    has(
      /^(?:covered|hidden)-text$|^previous|^hidden-layer|^annotation|^metadata|^exif|^comment|^tracked|^attachment|^embedded|^form|^java|^macro|^mail/,
    )
      ? 'Make a redacted copy, with no marks if nothing is withheld: it leaves out what is not shown.'
      : '',
    has(/^must-not-text$|^unburnt|^differs/)
      ? 'Make the redacted copy again. If words are still found, look at where they stand and mark them there too.'
      : '',
    has(/^unreadable$/) ? 'Ask for the file in another form, or without its password.' : '',
  ].filter((remedy) => remedy !== '')
}
