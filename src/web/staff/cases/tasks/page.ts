import { addTask, cancelTask } from '../../../../cases/index.ts'
import { listTeams } from '../../../../identity/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { addWorkingDays } from '../../../../law/index.ts'
import type { App, FormReader } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { loadCase } from '../case-page.ts'
import { readId } from '../forms/read-id.ts'
import { caseFrame } from '../case-frame.ts'
import { addCaseForm } from '../forms/case-form.ts'
import { shorten } from '../parts/page.ts'
import { taskTag } from '../../task-words.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dayValues } from '../../form-fields.ts'

export function addTaskPages(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/tasks', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    const { chase } = page.authority.settings
    return show(reply, 'cases/tasks/page.njk', {
      ...caseFrame(services, page, 'tasks', 'Tasks'),
      tasks: page.record.tasks.map((task) => ({
        ...task,
        tag: taskTag(task, page.today),
        open: task.status === 'not-started' || task.status === 'in-progress',
        documents: page.record.documents.filter(({ taskId }) => taskId === task.id),
      })),
      chase,
      canWork: page.may('work-case'),
    })
  })

  addCaseForm<{
    partId: string | null
    teamId: string
    title: string
    instructions: string
    dueOn?: Temporal.PlainDate
  }>(app, services, {
    place: 'tasks/new',
    action: 'add-task',
    permissions: ['work-case'],
    title: 'Ask a team',
    button: 'Ask the team',
    done: 'task-added',
    tab: 'tasks',
    lead: () =>
      'The team sees what you write here and the words of the part, or of every part, and never who asked.',
    fields: async ({ staff, record }) => {
      const teams = await listTeams(services.database.reader, staff.authorityId)
      return [
        {
          kind: 'select',
          name: 'teamId',
          label: 'Team',
          items: [
            { value: '', text: 'Choose a team' },
            ...teams.map(({ id, name }) => ({ value: id, text: name })),
          ],
        },
        {
          kind: 'select',
          name: 'partId',
          label: 'Part of the request',
          items: [
            { value: '', text: 'The whole request' },
            ...record.parts.map(({ id, number, text }) => ({
              value: id,
              text: `${number}. ${shorten(text, 80)}`,
            })),
          ],
        },
        { kind: 'text', name: 'title', label: 'What should they do?' },
        { kind: 'textarea', name: 'instructions', label: 'More about it', optional: true, rows: 6 },
        { kind: 'date', name: 'dueOn', label: 'Due' },
      ]
    },
    values: (page) => ({
      title: 'Find the information',
      ...dayValues(
        'dueOn',
        addWorkingDays(services.calendars(), 'uk-all', page.today, page.authority.settings.taskWorkingDays),
      ),
    }),
    read: (form) => {
      const dueOn = form.day('dueOn', { label: 'The due date', required: 'Enter when it is due' })
      return {
        teamId: readTeam(form),
        partId: readId(form, 'partId'),
        title: form.text('title', { required: 'Enter what they should do', most: 300, label: 'The task' }),
        instructions: form.text('instructions', { multiline: true, most: 20_000, label: 'The instructions' }),
        ...(dueOn === null ? {} : { dueOn }),
      }
    },
    run: addTask,
  })

  addCaseForm<{ taskId: string; reason: string }>(app, services, {
    place: 'tasks/:task/cancel',
    permissions: ['work-case'],
    title: 'Cancel the task',
    button: 'Cancel the task',
    done: 'task-cancelled',
    tab: 'tasks',
    warning: true,
    fields: () => [{ kind: 'textarea', name: 'reason', label: 'Why', rows: 3 }],
    read: (form, page) => {
      const task = page.record.tasks.find(({ id }) => id === page.parameters['task'])
      if (task === undefined) throw new ProblemError('not-found', 'There is no such task on this request.')
      return {
        taskId: task.id,
        reason: form.text('reason', {
          required: 'Enter why',
          multiline: true,
          most: 2000,
          label: 'The reason',
        }),
      }
    },
    run: (all, staff, { taskId, reason }) => cancelTask(all, staff, { taskId, reason }),
  })
}

function readTeam(form: FormReader): string {
  const team = readId(form, 'teamId')
  if (team === null && form.ok) form.fail('teamId', 'Select a team')
  return team ?? ''
}
