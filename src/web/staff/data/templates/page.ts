import { findTemplate, findTheme, templates } from '../../../../datasets/index.ts'
import { ProblemError } from '../../../../kernel/outcome.ts'
import { findFrequency } from '../../../../law/index.ts'
import type { App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import { requireStaff } from '../../session.ts'
import type { StaffServices } from '../../staff-services.ts'
import { dataFrame, dataPermissions } from '../data-frame.ts'
import { typeNames } from '../data-words.ts'

/** Datasets that most councils publish: what to put in, what to leave out, and the columns. */
export function addTemplatePages(app: App, services: StaffServices): void {
  app.get('/staff/data/templates', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...dataPermissions)
    return show(reply, 'data/templates/list.njk', {
      ...(await dataFrame(services, staff, 'datasets', [{ text: 'Templates', href: '' }])),
      title: 'Templates',
      plain: true,
      rows: templates.map((template) => ({
        ...template,
        href: `/staff/data/templates/${template.id}`,
        frequencyName: findFrequency(template.frequency)?.title ?? '',
      })),
    })
  })
  app.get('/staff/data/templates/:id', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, ...dataPermissions)
    const { id } = request.params as { id: string }
    const template = findTemplate(id)
    if (template === null) throw new ProblemError('not-found', 'There is no template of that name.')
    return show(reply, 'data/templates/page.njk', {
      ...(await dataFrame(services, staff, 'datasets', [
        { text: 'Templates', href: '/staff/data/templates' },
        { text: template.title, href: '' },
      ])),
      title: template.title,
      plain: true,
      template,
      frequencyName: findFrequency(template.frequency)?.title ?? '',
      themeName: findTheme(template.theme)?.title ?? '',
      columns: template.columns.map((column) => ({
        ...column,
        typeName: typeNames[column.type] ?? column.type,
        isKey: template.primaryKey.includes(column.name),
      })),
    })
  })
}
