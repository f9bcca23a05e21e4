import type { StepPage } from '../step-page.ts'

// Whether mail arrives is for the mail server to say; this only stops what cannot be an address.
const plausibleEmail = /^[^\s@<>(),;:"]+@[^\s@<>(),;:"]+\.[^\s@<>(),;:".]{2,}$/u

export const replyStep: StepPage = {
  name: 'reply',
  values: ({ replyBy, email, postalAddress }) => ({ replyBy: replyBy ?? '', email, postalAddress }),
  read: (form, { answers }) => {
    const replyBy = form.choice('replyBy', ['email', 'post'], {
      required: 'Select how we should reply to you',
    })
    const typed = form.text('email', { label: 'Your email address', most: 254 })
    const email = typed.replaceAll(' ', '').replace(/^mailto:/i, '')
    const postalAddress = form.text('postalAddress', {
      label: 'Your postal address',
      most: 1000,
      multiline: true,
    })
    if (replyBy === 'email' && email === '') form.fail('email', 'Enter your email address')
    else if (email !== '' && !plausibleEmail.test(email))
      form.fail('email', 'Enter an email address in the correct format, like name@example.com')
    if (replyBy === 'post' && postalAddress === '')
      form.fail('postalAddress', 'Enter the postal address to reply to')
    // Only what the chosen way needs is kept.
    return {
      ...answers,
      replyBy,
      email: replyBy === 'email' ? email : '',
      postalAddress: replyBy === 'post' ? postalAddress : '',
    }
  },
}
