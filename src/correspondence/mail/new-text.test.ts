import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findNewText } from './new-text.ts'

const fresh = 'Thank you, but I meant 2024.'

test('the quotation styles of the usual mailers', () => {
  const styles: Record<string, string> = {
    gmail: `${fresh}\n\nOn Wed, 14 Jan 2026 at 09:32, FOI Team <foi@example.com> wrote:\n> Which year?\n> Yours`,
    folded: `${fresh}\n\nOn Wed, 14 Jan 2026 at 09:32, The Information Governance Team\n<foi@example.com> wrote:\n\n> Which year?`,
    unmarked: `${fresh}\n\nOn 14/01/2026 09:32, FOI wrote:\n\nWhich year?`,
    outlook: `${fresh}\n\n-----Original Message-----\nFrom: FOI\nWhich year?`,
    outlookRule: `${fresh}\n________________________________\nFrom: FOI <foi@example.com>\nSent: 14 January 2026 09:32\nTo: Robin\nSubject: RE: x\n\nWhich year?`,
    outlookBlock: `${fresh}\n\nFrom: FOI <foi@example.com>\nSent: 14 January 2026 09:32\nTo: Robin\nSubject: RE: x\n\nWhich year?`,
    outlookWelsh: `${fresh}\n\nOddi wrth: FOI <foi@example.com>\nAnfonwyd: 14 Ionawr 2026 09:32\nAt: Robin\nPwnc: RE: x\n\nPa flwyddyn?`,
    lotus: `${fresh}\n\nFOI/Council <foi@example.com> wrote on 14/01/2026 09:32:00:\n\nWhich year?`,
    welsh: `${fresh}\n\nAr Mer, 14 Ion 2026 am 09:32, FOI <foi@example.com> ysgrifennodd:\n> Pa flwyddyn?`,
    marks: `> Which year?\n${fresh}`,
    signature: `${fresh}\n-- \nRobin\n01234`,
    phone: `${fresh}\n\nSent from my iPhone`,
  }
  for (const [style, text] of Object.entries(styles)) assert.equal(findNewText(text, 'Re: x'), fresh, style)
})

test('answers between the lines of a marked quotation are kept', () => {
  const text =
    'See below.\n\nOn 14 Jan 2026, FOI <foi@example.com> wrote:\n> Which year?\n2024.\n> Which streets?\nAll of them.'
  assert.equal(findNewText(text, 'Re: x'), 'See below.\n\n2024.\nAll of them.')
})

test('a forward keeps what it carries, in three styles', () => {
  for (const mark of [
    '---------- Forwarded message ---------',
    'Begin forwarded message:',
    '---------------------- Forwarded by Robin on 14/01/2026 ----------------------',
  ]) {
    const text = `Please deal with this.\n\n${mark}\nFrom: A\nDate: 14 Jan 2026\nSubject: Trees\n\nHow many trees?`
    assert.match(findNewText(text, 'Trees'), /How many trees\?/, mark)
  }
  assert.match(
    findNewText('See below\n\nFrom: A\nSent: today\nTo: B\nSubject: Trees\n\nHow many trees?', 'FW: Trees'),
    /How many trees\?/,
  )
})

test('prose that looks like a quotation is left alone', () => {
  for (const text of [
    'The officer wrote:\nno answer',
    'From: 1 May\nTo: 2 May\nplease list the bins',
    'On page 3 the report says this:\nit is late',
    'Costs\n______________________________\nper year',
  ])
    assert.equal(findNewText(text, 'x'), text)
})

test('nothing but quotation is shown rather than nothing', () => {
  assert.equal(findNewText('> Which year?', 'Re: x'), '> Which year?')
})
