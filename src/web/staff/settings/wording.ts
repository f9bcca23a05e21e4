import { catalogues, checkWording, isWordingKey, type WordingKey } from '../../../correspondence/index.ts'
import { setWordingOverride, wordingOverrides } from '../../../identity/index.ts'
import { today } from '../../../kernel/clock.ts'
import { ProblemError } from '../../../kernel/outcome.ts'
import type { App } from '../../kit/index.ts'
import { readState } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { addSettingsForm, breadcrumbs } from './settings-form.ts'
import { dayValues } from '../form-fields.ts'

const address = '/staff/settings/wording'

/** The words of letters: the standard ones, and this authority's own in their place. */
export function addWordingPages(app: App, services: StaffServices): void {
  const { reader } = services.database
  const own = (authorityId: string) => wordingOverrides(reader, authorityId, 'en', today(services.clock))

  app.get(address, { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'manage-authority')
    const overrides = (await own(staff.authorityId)).wording
    const q = ([readState(request).query['q'] ?? ''].flat()[0] ?? '').toLowerCase()
    const rows = Object.entries(catalogues.en)
      .map(([key, standard]) => ({ key, standard, own: overrides[key] ?? null }))
      .filter((row) => q === '' || `${row.key} ${row.standard} ${row.own ?? ''}`.toLowerCase().includes(q))
    return show(reply, 'settings/wording.njk', {
      title: 'Words of letters',
      breadcrumbs: breadcrumbs('Words of letters', address),
      rows,
      q,
    })
  })

  addSettingsForm(app, services, {
    address: `${address}/:key`,
    permissions: ['manage-authority'],
    title: 'Change the words',
    button: 'Save the words',
    done: 'saved',
    back: address,
    load: async (staff, request) => {
      const { key } = request.params as { key: string }
      if (!isWordingKey(key)) throw new ProblemError('not-found', 'Letters have no words of that name.')
      const overrides = (await own(staff.authorityId)).wording
      return { key, standard: catalogues.en[key] ?? '', text: overrides[key] ?? '' }
    },
    lead: ({ standard }) =>
      `The standard words:\n\n${standard}\n\nWords in {braces} are filled in and must stay.`,
    fields: () => [
      {
        kind: 'textarea',
        name: 'text',
        label: 'Your words',
        hint: 'Empty uses the standard words again.',
        rows: 8,
      },
      { kind: 'date', name: 'effectiveFrom', label: 'Use them from' },
    ],
    values: ({ text, standard }) => ({
      text: text || standard,
      ...dayValues('effectiveFrom', today(services.clock)),
    }),
    read: (form, { key }) => {
      const text = form.text('text', { multiline: true, most: 5000, label: 'The words' })
      const from = form.day('effectiveFrom', { label: 'The date', required: 'Enter the date' })
      for (const message of text === '' ? [] : wrongWords(key, text)) form.fail('text', message)
      return { key, text, effectiveFrom: from?.toString() ?? '' }
    },
    run: (staff, { key, text, effectiveFrom }) =>
      setWordingOverride(services, staff, { key, locale: 'en', text, effectiveFrom }),
  })
}

function wrongWords(key: WordingKey, text: string): string[] {
  return checkWording({ key, locale: 'en', version: 1, text }).map(({ message }) => message)
}
