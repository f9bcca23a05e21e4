import type {
  DatasetKind,
  DatasetState,
  DatasetVersion,
  ImportStage,
  ImportState,
  VersionReason,
} from '../../../datasets/index.ts'
import { entityHeading } from '../../../screening/index.ts'
import { plural } from '../../kit/index.ts'
import type { Tag } from '../words.ts'

export const datasetStates = ['draft', 'published', 'withdrawn'] as const satisfies readonly DatasetState[]
export const datasetTags: Record<DatasetState, Tag> = {
  draft: { text: 'Not published', colour: 'grey' },
  published: { text: 'Published', colour: 'green' },
  withdrawn: { text: 'Withdrawn', colour: 'red' },
}
export const kindNames: Record<DatasetKind, string> = {
  table: 'A table, published here',
  external: 'Data kept on another site',
  document: 'A document',
  paper: 'Only on paper',
}
export const importTags: Record<ImportState, Tag> = {
  received: { text: 'Received', colour: 'blue' },
  working: { text: 'Working', colour: 'blue' },
  'needs-decision': { text: 'Needs an answer', colour: 'yellow' },
  ready: { text: 'Ready to publish', colour: 'purple' },
  done: { text: 'Done', colour: 'green' },
  failed: { text: 'Failed', colour: 'red' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
}
export const versionTags: Record<DatasetVersion['state'], Tag> = {
  waiting: { text: 'Waiting', colour: 'yellow' },
  refused: { text: 'Refused', colour: 'red' },
  published: { text: 'Published', colour: 'green' },
  withdrawn: { text: 'Withdrawn', colour: 'red' },
}
export const reasonNames: Record<VersionReason, string> = {
  first: 'First version',
  update: 'Update',
  correction: 'Correction',
  addition: 'More rows',
  sealed: 'Rows sent by machine',
}
export const stageNames: Record<ImportStage | 'publishing', string> = {
  reading: 'Reading the file',
  checking: 'Checking every cell',
  writing: 'Writing the table',
  comparing: 'Comparing it with the version before',
  screening: 'Looking for personal information',
  publishing: 'Publishing',
}
export const typeNames: Record<string, string> = {
  string: 'Text',
  integer: 'Whole number',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Day',
  datetime: 'Day and time',
}
/** What the screening looks for, as a person would call it. */
export function findingName(kind: string): string {
  return entityHeading(kind) ?? (kind === 'COMBINATION' ? 'Combination that singles people out' : kind)
}

/** `12 more rows, 3 fewer, 4 changed`. */
export function differenceWords(difference: {
  added: number
  removed: number
  changed: number
  same: number
}): string {
  const { added, removed, changed, same } = difference
  if (added + removed + changed === 0) return `No row differs (${plural(same, 'row')} the same)`
  const parts = [
    added > 0 ? `${plural(added, 'row')} added` : '',
    removed > 0 ? `${plural(removed, 'row')} removed` : '',
    changed > 0 ? `${plural(changed, 'row')} changed` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
