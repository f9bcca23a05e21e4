import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { findSpans, replaceSpans, toNeedles, type Wanted } from './find-spans.ts'

const wanted = (...find: string[]): Wanted => ({ needles: toNeedles(find), entities: [], minScore: 0.5 })
const redact = (text: string, ...find: string[]): string =>
  replaceSpans(text, findSpans(text, wanted(...find)), '█')

test('a text is found however it is written', () => {
  for (const text of [
    'Quillon Zephyrine',
    'QUILLON ZEPHYRINE',
    'Quillon\nZephyrine',
    'Quillon Zephy-\nrine',
    'Q u i l l o n Z e p h y r i n e',
    'quillon.zephyrine',
    'Quillon\u00a0Zephyr\u00adine',
    'Quíllon Zéphyrine',
    'Quillоn Zephyrine',
    'QuillonZephyrine',
  ])
    assert.equal(redact(`to ${text}, and`, 'Quillon Zephyrine'), 'to █, and', text)
})

test('the rest of a longer word goes too, and its neighbours stay', () => {
  assert.equal(redact('The Zephyrines of Hill', 'Zephyrine'), 'The █ of Hill')
  assert.equal(redact('quillon.zephyrine@example.org', 'Quillon Zephyrine'), '█@example.org')
})

test('short texts are whole words', () => {
  assert.equal(
    redact('Ann is planning an nth annual; ANN, A n n and Ann-', 'Ann'),
    '█ is planning an nth annual; █, █ and █-',
  )
})

test('kinds of personal data are found by screening, and only those asked for', () => {
  const text = 'Write to ada.quenby@example.org about AB123456C'
  const spans = findSpans(text, { needles: [], entities: ['EMAIL_ADDRESS'], minScore: 0.5 })
  assert.equal(replaceSpans(text, spans, '█'), 'Write to █ about AB123456C')
  assert.deepEqual(
    spans.map(({ rule }) => rule),
    ['EMAIL_ADDRESS'],
  )
})

test('no spelling of a text survives, and what stands around it does', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Za-z]{3,8} [A-Za-z]{3,8}$/),
      fc.constantFrom(' ', '\n', '-', '\u00ad', ', '),
      fc.boolean(),
      (name, gap, upper) => {
        const written = name.replace(' ', gap)
        const out = redact(`12 ${upper ? written.toUpperCase() : written} 34`, name)
        assert.equal(out, '12 █ 34')
      },
    ),
  )
})
