import type { StaffDutyItem } from '../../../../catalogue/index.ts'
import type { Tag } from '../../words.ts'

const tags = {
  met: { text: 'Met', colour: 'green' },
  'on-time': { text: 'On time', colour: 'green' },
  'due-soon': { text: 'Due soon', colour: 'yellow' },
  late: { text: 'Late', colour: 'red' },
  missing: { text: 'Missing', colour: 'red' },
} as const satisfies Record<string, Tag>

export function dutyTag({ status }: Pick<StaffDutyItem, 'status'>): Tag {
  return status === null ? { text: 'Does not apply', colour: 'grey' } : tags[status.state]
}

export function isLate({ status }: Pick<StaffDutyItem, 'status'>): boolean {
  return status?.state === 'late' || status?.state === 'missing'
}

export type DutyGroup = { name: string; text: string; holds: (item: StaffDutyItem) => boolean }
export const dutyGroups = [
  { name: 'applies', text: 'All that apply', holds: ({ applies }) => applies },
  { name: 'late', text: 'Late or missing', holds: isLate },
  { name: 'soon', text: 'Due soon', holds: ({ status }) => status?.state === 'due-soon' },
  { name: 'off', text: 'Do not apply', holds: ({ applies }) => !applies },
] as const satisfies readonly DutyGroup[]
