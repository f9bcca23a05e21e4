import type { CaseTask } from '../../cases/index.ts'
import { day, key, moment, named, nullable, oneOf, Type } from '../schemas.ts'

/** A task says nothing of who asked. */
export const taskSchema = named('Task', {
  id: key(),
  caseReference: Type.String(),
  partNumber: nullable(Type.Integer()),
  team: Type.Object({ id: key(), name: Type.String() }),
  title: Type.String(),
  instructions: Type.String(),
  dueOn: day(),
  status: oneOf(['not-started', 'in-progress', 'done', 'not-held', 'cancelled']),
  response: Type.String(),
  completedBy: nullable(Type.String()),
  completedAt: nullable(moment()),
})

export function presentTask(task: CaseTask) {
  return {
    id: task.id,
    caseReference: task.caseReference,
    partNumber: task.partNumber,
    team: { id: task.teamId, name: task.teamName },
    title: task.title,
    instructions: task.instructions,
    dueOn: task.dueOn.toString(),
    status: task.status,
    response: task.response,
    completedBy: task.completedBy,
    completedAt: task.completedAt?.toString() ?? null,
  }
}
