import type { StepPage } from '../step-page.ts'

export const detailsStep: StepPage = {
  name: 'details',
  values: ({ periodText, formatPreference }) => ({ periodText, formatPreference }),
  read: (form, { answers }) => ({
    ...answers,
    detailsSeen: true,
    periodText: form.text('periodText', { label: 'The time period', most: 300 }),
    formatPreference: form.text('formatPreference', { label: 'The format', most: 300 }),
  }),
}
