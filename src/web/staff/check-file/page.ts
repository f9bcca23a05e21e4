import type { FastifyReply } from 'fastify'
import { inspectApart, type ReleaseInspection } from '../../../release/index.ts'
import { blankForm, readForm, type App, type FormState } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { requireStaff } from '../session.ts'
import { readFiles } from '../uploads.ts'

const mostTexts = 50

/** What a file would give away, for any member of staff before it goes anywhere. Neither file nor texts are kept. */
export function addCheckFilePage(app: App): void {
  app.get('/staff/check-file', { config: { private: true } }, (request, reply) => {
    requireStaff(request, 'check-file')
    return page(reply, blankForm())
  })

  app.post('/staff/check-file', { config: { private: true, upload: true } }, async (request, reply) => {
    requireStaff(request, 'check-file')
    const { fields, uploads } = await readFiles(request)
    const form = readForm(fields)
    const texts = form.text('mustNot', { label: 'The words', most: 5000, multiline: true })
    const mustNot = texts.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
    if (mustNot.length > mostTexts) form.fail('mustNot', `Enter at most ${mostTexts} lines`)
    const [file] = uploads
    if (file === undefined) form.fail('file', 'Select a file')
    if (!form.ok || file === undefined) return page(reply, form.state(), 422)
    return page(reply, form.state(), 200, await inspectApart(file.bytes, file.name, mustNot))
  })
}

function page(
  reply: FastifyReply,
  form: FormState,
  status = 200,
  found: ReleaseInspection | null = null,
): FastifyReply {
  return show(reply, 'check-file/page.njk', { title: 'Check a file', form, found }, status)
}
