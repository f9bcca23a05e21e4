import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brandStyles, contrast } from './brand.ts'
import { countOf as plural } from '../../kernel/count-of.ts'
import { fileSize, filters, highlight, multiline, pounds } from './filters.ts'

test('dates are written out, and an absent one is nothing', () => {
  assert.equal(filters.day('2026-01-14'), '14 January 2026')
  assert.equal(filters.deadline(Temporal.PlainDate.from('2026-01-14')), 'Wednesday 14 January 2026')
  assert.equal(filters.day(Temporal.Instant.from('2026-06-30T23:30:00Z')), '1 July 2026')
  assert.equal(filters.moment('2026-01-14T09:32:00Z'), '14 January 2026 at 9:32am')
  assert.equal(filters.isoMoment(Temporal.Instant.from('2026-06-30T23:30:00Z')), '2026-07-01T00:30:00+01:00')
  assert.equal(filters.day(null), '')
})

test('money, counts and sizes', () => {
  assert.deepEqual(
    [pounds(45000), pounds(1250), pounds(-305), pounds(123456789)],
    ['£450', '£12.50', '−£3.05', '£1,234,567.89'],
  )
  assert.deepEqual([plural(1, 'request'), plural(1204, 'entry', 'entries')], ['1 request', '1,204 entries'])
  assert.deepEqual([fileSize(1), fileSize(2500), fileSize(2_000_000)], ['1 byte', '3KB', '2MB'])
})

test('typed text keeps its paragraphs and nothing in it is live', () => {
  assert.equal(
    multiline('<a href=x>\r\nsecond\n \n\nthird', 'govuk-body'),
    '<p class="govuk-body">&lt;a href=x&gt;<br>second</p>\n<p class="govuk-body">third</p>',
  )
})

test('whole words are marked and everything else escaped', () => {
  assert.equal(
    highlight('Bins <b> binsmen bins.', 'bins (x'),
    '<mark>Bins</mark> &lt;b&gt; binsmen <mark>bins</mark>.',
  )
  assert.equal(highlight('a & b', ''), 'a &amp; b')
})

test('text on any council colour can be read', () => {
  const channel = (hex: string, at: number) => parseInt(hex.slice(at, at + 2), 16)
  const read = (hex: string) => [channel(hex, 1), channel(hex, 3), channel(hex, 5)] as const
  for (const colour of ['#0b4f57', '#ffdd00', '#ffffff', '#000000', '#7f7f7f', '#e4003b', 'not a colour']) {
    const sheet = brandStyles(colour)
    const value = (name: string) => read(new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(sheet)?.[1] ?? '')
    assert.ok(contrast(value('brand'), value('brand-text')) >= 4.5, colour)
    assert.ok(contrast(value('brand-line'), [255, 255, 255]) >= 4.5, colour)
  }
  assert.doesNotMatch(brandStyles('red;}body{display:none'), /display/)
})
