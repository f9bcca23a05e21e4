import type { FastifyReply } from 'fastify'
import { answerTask, taskById, tasksFor, type TaskPageModel } from '../../../cases/index.ts'
import { can } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import { isId } from '../../../kernel/ids.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import { blankForm, readForm, readState, sendRefusal, type App, type FormState } from '../../kit/index.ts'
import { done, show } from '../answer.ts'
import { arrivalView } from '../arrival-words.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { taskTag } from '../task-words.ts'
import { readFiles } from '../uploads.ts'

const statuses = ['in-progress', 'done', 'not-held'] as const

/** A service contact's side of a request: what is asked of their team, and nothing of who asked. */
export function addTeamTaskPages(app: App, services: StaffServices): void {
  app.get('/staff/tasks', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'complete-task')
    const which = readState(request).query['show'] === 'done' ? 'done' : 'open'
    const tasks = await tasksFor(services.database.reader, staff, { open: which === 'open' })
    const day = today(services.clock)
    return show(reply, 'tasks/page.njk', {
      title: 'Tasks of your teams',
      tabs: [
        { text: 'To do', href: '/staff/tasks', current: which === 'open' },
        { text: 'Finished', href: '/staff/tasks?show=done', current: which === 'done' },
      ],
      tasks: tasks.map((task) => ({ ...task, tag: taskTag(task, day) })),
      teams: staff.teamIds.length,
    })
  })

  const load = async (request: Parameters<typeof requireStaff>[0]) => {
    const staff = requireStaff(request, 'complete-task')
    const { id } = request.params as { id: string }
    const found = isId(id) ? await taskById(services, staff, id) : null
    if (found === null) throw new ProblemError('not-found', 'There is no such task for your teams.')
    return { staff, found }
  }

  const showTask = (
    reply: FastifyReply,
    found: TaskPageModel,
    form: FormState,
    canRead: boolean,
    status = 200,
  ) => {
    const { chase } = services.authorityFor(reply.request).settings
    return show(
      reply,
      'tasks/task.njk',
      {
        title: 'Task',
        breadcrumbs: [{ text: 'Tasks', href: '/staff/tasks' }, { text: found.task.title }],
        ...found,
        documents: found.documents.map((document) => ({ ...document, arrivalView: arrivalView(document) })),
        tag: taskTag(found.task, today(services.clock)),
        open: found.task.status === 'not-started' || found.task.status === 'in-progress',
        chase,
        form,
        caseHref: canRead ? `/staff/cases/${encodeURIComponent(found.task.caseReference)}/tasks` : null,
      },
      status,
    )
  }

  app.get('/staff/tasks/:id', { config: { private: true } }, async (request, reply) => {
    const { staff, found } = await load(request)
    return showTask(reply, found, blankForm({ response: found.task.response }), can(staff, 'read-cases'))
  })

  app.post('/staff/tasks/:id', { config: { private: true, upload: true } }, async (request, reply) => {
    const { staff, found } = await load(request)
    const { fields, uploads } = await readFiles(request)
    const form = readForm(fields)
    const status = form.choice('status', statuses, { required: 'Select how far you are' })
    const response = form.text('response', { multiline: true, most: 50_000, label: 'The answer' })
    if (!form.ok || status === null)
      return showTask(reply, found, form.state(), can(staff, 'read-cases'), 422)
    const outcome = await answerTask(services, staff, { taskId: found.task.id, status, response, uploads })
    if (outcome.ok) {
      const problems = outcome.value.problems
      if (problems.length === 0) return done(reply, `/staff/tasks/${found.task.id}`, 'task-answered')
      const again = await load(request)
      const errors = problems.map((message) => ({
        field: 'files',
        message: `Kept, but check it: ${message}`,
      }))
      return showTask(
        reply,
        again.found,
        { values: form.state().values, errors },
        can(staff, 'read-cases'),
        422,
      )
    }
    if (outcome.problem === 'invalid-input') {
      const errors = (outcome.fields ?? []).map(({ field, message }) => ({
        field: field.startsWith('upload') ? 'files' : field,
        message,
      }))
      return showTask(reply, found, { values: form.state().values, errors }, can(staff, 'read-cases'), 422)
    }
    if (outcome.problem === 'not-now') {
      // Answered or cancelled meanwhile: what was typed stays on the page.
      const again = await load(request)
      const message = outcome.detail ?? 'The task was finished or cancelled meanwhile'
      const errors = [{ field: 'response', message }]
      return showTask(
        reply,
        again.found,
        { values: form.state().values, errors },
        can(staff, 'read-cases'),
        409,
      )
    }
    return sendRefusal(reply, outcome)
  })
}
