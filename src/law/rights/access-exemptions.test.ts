import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessExemptions, cite, findCitations } from '../index.ts'

test('each paragraph is here once, with its address, a title and a test', () => {
  assert.equal(new Set(accessExemptions.map(({ id }) => id)).size, accessExemptions.length)
  for (const { id, paragraph, title, test: needs, citation } of accessExemptions) {
    const [, schedule, number] = /^dpa-([234])-(\d+)$/.exec(id) ?? []
    assert.equal(paragraph, `Sch ${schedule} para ${number}`)
    assert.equal(
      citation.url,
      `https://www.legislation.gov.uk/ukpga/2018/12/schedule/${schedule}/paragraph/${number}`,
    )
    assert.ok(title.length > 5 && needs.length > 20, id)
    assert.deepEqual(findCitations(id), [citation])
  }
})

test('what councils use is here; what defines, or is for others, is not', () => {
  const of = (schedule: number): number[] =>
    accessExemptions
      .map(({ id }) => id.split('-').map(Number))
      .filter(([, each]) => each === schedule)
      .map(([, , paragraph]) => paragraph ?? 0)
  assert.deepEqual(of(2), [2, 3, 5, 7, 8, 10, 11, 14, 15, 16, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28])
  assert.deepEqual(of(3), [3, 4, 5, 6, 9, 10, 11, 12, 18, 19, 20, 21])
  assert.deepEqual(of(4), [3, 4, 5, 6])
})

test('the serious harm test stands where the Act has it', () => {
  const serious = accessExemptions.filter(({ test: needs }) => needs.startsWith('The serious harm test'))
  assert.deepEqual(
    serious.map(({ id, basis }) => [id, basis]),
    [
      ['dpa-3-5', 'prejudice'],
      ['dpa-3-11', 'prejudice'],
      ['dpa-3-19', 'prejudice'],
    ],
  )
  const rights = accessExemptions.find(({ id }) => id === 'dpa-2-16')
  assert.equal(rights && cite(rights.citation), 'DPA 2018 Sch 2 para 16')
})
