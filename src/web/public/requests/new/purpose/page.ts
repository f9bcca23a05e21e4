import type { StepPage } from '../step-page.ts'

/** Re-use is a different right from access (RoPSI 2015 reg 3): only the person can say which they want. */
export const purposeStep: StepPage = {
  name: 'purpose',
  values: ({ reuse }) => ({ reuse: reuse ?? '' }),
  read: (form, { answers }) => ({
    ...answers,
    reuse: form.choice('reuse', ['no', 'yes'], { required: 'Select what you would like from us' }),
  }),
}
