import { answerTask, cancelTask, taskById, tasksFor, textLimits } from '../../cases/index.ts'
import type { App } from '../../web/kit/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { presentTask, taskSchema } from '../present/task.ts'
import { acceptFiles, fileBody, readFiles } from '../read-upload.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import { answers, body, id, key, named, nullable, oneOf, staffProblems, text, day, Type } from '../schemas.ts'

const tags = ['Tasks']
const params = Type.Object({ taskId: id() })
const statuses = ['in-progress', 'done', 'not-held'] as const

/** What a service's own people are asked for. Nothing here says who asked the authority. */
export async function registerTasks(api: App, services: ApiServices): Promise<void> {
  api.get(
    '/api/v1/tasks',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List the tasks of your teams',
        ...withToken,
        querystring: Type.Object({ state: Type.Optional(oneOf(['open', 'finished'])) }),
        response: answers(200, Type.Object({ items: Type.Array(taskSchema) }), staffProblems),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'complete-task')
      const open = request.query.state !== 'finished'
      return { items: (await tasksFor(services.database.reader, staff, { open })).map(presentTask) }
    },
  )

  api.get(
    '/api/v1/tasks/:taskId',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read one task',
        ...withToken,
        params,
        response: answers(
          200,
          named('TaskInFull', {
            task: taskSchema,
            asked: Type.Array(Type.String(), {
              description: 'The words of the part, or of every part when the whole request is meant.',
            }),
            caseDueOn: nullable(day()),
            documents: Type.Array(Type.Object({ id: key(), name: Type.String(), size: Type.Integer() })),
          }),
          [...staffProblems, 'not-found'],
        ),
      },
    },
    async (request) => {
      const found = await taskById(services, staffOf(request), request.params.taskId)
      if (found === null) throw notFound('There is no task of that id.')
      return {
        task: presentTask(found.task),
        asked: found.asked,
        caseDueOn: found.caseDueOn?.toString() ?? null,
        documents: found.documents.map(({ id: documentId, name, size }) => ({ id: documentId, name, size })),
      }
    },
  )

  const answered = answers(200, Type.Object({ problems: Type.Array(Type.String()) }), [
    ...staffProblems,
    'not-found',
    'not-now',
    'invalid-input',
  ])
  api.post(
    '/api/v1/tasks/:taskId/answer',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Answer a task in words',
        ...withToken,
        params,
        body: body({ status: oneOf(statuses), response: Type.Optional(text(textLimits.reply)) }),
        response: answered,
      },
    },
    async (request) => {
      const { status, response = '' } = request.body
      return valueOf(
        await answerTask(services, staffOf(request), { taskId: request.params.taskId, status, response }),
      )
    },
  )

  await api.register(async (files: App) => {
    acceptFiles(files, services.largestUpload)
    files.post(
      '/api/v1/tasks/:taskId/files',
      {
        config: { ...staffOnly, upload: true },
        ...(services.largestUpload === undefined ? {} : { bodyLimit: services.largestUpload }),
        schema: {
          tags,
          summary: 'Answer a task with files',
          description:
            'Send the file as the body with its name in X-File-Name, or a form with one file or several.',
          'x-request-body': fileBody,
          ...withToken,
          params,
          headers: Type.Object({ 'x-file-name': Type.Optional(text(900)) }),
          querystring: Type.Object({
            status: Type.Optional(oneOf(statuses, { description: '`done` unless given' })),
            response: Type.Optional(text(2000)),
          }),
          response: answered,
        },
      },
      async (request) => {
        const staff = staffOf(request, 'complete-task')
        const { status = 'done', response = '' } = request.query
        const { uploads } = await readFiles(request)
        if (uploads.length === 0)
          throw new ProblemError('invalid-input', 'Send a file.', [
            { field: 'upload', message: 'Send a file' },
          ])
        return valueOf(
          await answerTask(services, staff, { taskId: request.params.taskId, status, response, uploads }),
        )
      },
    )
  })

  api.post(
    '/api/v1/tasks/:taskId/cancellation',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Cancel a task',
        ...withToken,
        params,
        body: body({ reason: Type.Optional(text(textLimits.reason)) }),
        response: answers(200, Type.Object({ task: taskSchema }), [...staffProblems, 'not-found']),
      },
    },
    async (request) => {
      const staff = staffOf(request)
      const { taskId } = request.params
      valueOf(await cancelTask(services, staff, { taskId, reason: request.body.reason ?? '' }))
      const found = await taskById(services, staff, taskId)
      if (found === null) throw notFound('There is no task of that id.')
      return { task: presentTask(found.task) }
    },
  )
}
