import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvField } from './csv-field.ts'

test('a field that a spreadsheet would run is made inert, and a number stays a number', () => {
  for (const formula of ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '＝1', '|x', '%x'])
    assert.equal(csvField(formula), `'${formula}`)
  assert.equal(csvField('\t=1'), `"'\t=1"`.replace(/^"'\t=1"$/, "'\t=1"))
  assert.equal(csvField('\r=1'), `"'\r=1"`)
  for (const number of ['-5', '+44', '-1,204.50', '-3%'])
    assert.equal(csvField(number).replaceAll('"', ''), number)
  assert.equal(csvField(-5), '-5')
  assert.equal(csvField('say "hi", Sam'), '"say ""hi"", Sam"')
  assert.equal(csvField(null), '')
})
