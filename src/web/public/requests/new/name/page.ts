import type { StepPage } from '../step-page.ts'

export const nameStep: StepPage = {
  name: 'name',
  values: ({ name }) => ({ name }),
  read: (form, { answers }) => ({
    ...answers,
    name: form.text('name', { required: 'Enter your full name', label: 'Your full name', most: 200 }),
  }),
}
