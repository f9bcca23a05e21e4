import assert from 'node:assert/strict'
import { test } from 'node:test'
import { reasonCodes } from '../../../../redaction/index.ts'
import { quickReasons, reasonGroups } from './words.ts'

test('reasons come with those of the case’s law first and each once; the number keys set its commonest', () => {
  for (const [regime, law, first, strange] of [
    ['foia', 'FOIA 2000', 'foia-40-2', /^(?:eir|dpa)-/],
    ['eir', 'EIR 2004', 'eir-13-1', /^(?:foia|dpa)-/],
    ['ropsi', 'RoPSI 2015', 'foia-40-2', /^(?:eir|dpa)-/],
    ['uk-gdpr', 'DPA 2018', 'dpa-2-16', /^(?:foia|eir)-/],
  ] as const) {
    const groups = reasonGroups(regime)
    assert.equal(groups[0]?.text, 'Most used')
    assert.equal(groups[1]?.text, law)
    assert.ok(groups.slice(2).every(({ text }) => text.startsWith('Another law: ')))
    const own = groups.slice(0, 2).flatMap(({ items }) => items.map(({ value }) => value))
    assert.equal(own[0], first)
    assert.ok(own.every((id) => !strange.test(id)))
    for (const id of ['third-party', 'out-of-scope', 'duplicate']) assert.ok(own.indexOf(id) < 10)
    assert.deepEqual(
      groups.flatMap(({ items }) => items.map(({ value }) => value)).toSorted(),
      reasonCodes.map(({ id }) => id).toSorted(),
    )
    assert.deepEqual(
      quickReasons([], regime).map(({ id }) => id),
      own.slice(0, 9),
    )
  }
})
