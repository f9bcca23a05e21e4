import { lawWords } from '../../../law-words.ts'
import type { StepPage } from '../step-page.ts'

/** Asked in plain words, and only where the request reads as if it might be about the person who writes it. */
export const aboutYouStep: StepPage = {
  name: 'about-you',
  values: ({ aboutSelf }) => ({ aboutSelf: aboutSelf ?? '' }),
  view: () => ({ own: lawWords('uk-gdpr'), freedom: lawWords('foia') }),
  read: (form, { answers }) => ({
    ...answers,
    aboutSelf: form.choice('aboutSelf', ['yes', 'no'], {
      required: 'Select yes if you are asking for information about yourself',
    }),
  }),
}
