import type { CaseTask } from '../../cases/index.ts'
import type { Tag } from './words.ts'

/** Completed things carry no colour, so that what is left stands out. */
export function taskTag(task: Pick<CaseTask, 'status' | 'dueOn'>, today: Temporal.PlainDate): Tag {
  const late = Temporal.PlainDate.compare(task.dueOn, today) < 0
  switch (task.status) {
    case 'done':
      return { text: 'Completed', colour: null }
    case 'not-held':
      return { text: 'Not held', colour: null }
    case 'cancelled':
      return { text: 'Cancelled', colour: 'grey' }
    case 'in-progress':
      return late ? { text: 'Late', colour: 'red' } : { text: 'In progress', colour: 'teal' }
    case 'not-started':
      return late ? { text: 'Late', colour: 'red' } : { text: 'Not started', colour: 'blue' }
  }
}
