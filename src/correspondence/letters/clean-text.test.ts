import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanLine, cleanText, linkify, readPassages } from './clean-text.ts'
import { standardWording } from './letter.fixture.ts'
import { addressableName, greet } from './salutation.ts'

test('what no format can hold is taken out, and what people write stays', () => {
  assert.equal(cleanText('a\u0000b\u0007c\u001B[31m\u009Bd'), 'abc[31md')
  assert.equal(cleanText('one\r\ntwo\rthree'), 'one\ntwo\nthree')
  assert.equal(cleanText('\uD800 lone'), '\uFFFD lone')
  assert.equal(cleanText('exe\u202Efdp.doc'), 'exefdp.doc')
  assert.equal(cleanText('e\u0301'), 'é')
  assert.equal(cleanText('مرحبا 你好 👨‍👩‍👧'), 'مرحبا 你好 👨‍👩‍👧')
  assert.equal(cleanText(`x${'\u0323'.repeat(5000)}y`), `x${'\u0323'.repeat(10)}y`)
  assert.equal(cleanLine(' a\n b\tc '), 'a b c')
})

test('paragraphs and lists are read as they are typed', () => {
  assert.deepEqual(readPassages('One\nline\n\n- first\n- second\nAfter'), [
    { type: 'paragraph', content: [{ text: 'One\nline' }] },
    { type: 'list', items: [[{ text: 'first' }], [{ text: 'second' }]] },
    { type: 'paragraph', content: [{ text: 'After' }] },
  ])
  assert.deepEqual(readPassages(' \n\n '), [])
})

test('only web and email addresses become links, without the full stop after them', () => {
  assert.deepEqual(linkify('See https://example.org/a?b=1. Or a.b@example.org!'), [
    { text: 'See ' },
    { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
    { text: '. Or ' },
    { text: 'a.b@example.org', href: 'mailto:a.b@example.org' },
    { text: '!' },
  ])
  for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://']) {
    assert.deepEqual(linkify(text), [{ text }])
  }
})

test('names of any script are greeted as given; what is not a name is not', () => {
  const wording = standardWording()
  const said = (name: string | null) => greet(name, wording)
  for (const name of ['Robin Sample', 'سارة', '李明', 'Ó Súilleabháin-Ŵyn', 'R2', 'van der Berg, PhD']) {
    assert.deepEqual(said(name), { salutation: `Dear ${name}`, closing: 'Yours sincerely' })
  }
  for (const name of [
    null,
    '',
    '  ',
    '12345',
    '---',
    'a@example.org',
    'https://example.org',
    'Anonymous',
    'n/a',
  ]) {
    assert.deepEqual(
      said(name),
      { salutation: 'Dear Sir or Madam', closing: 'Yours faithfully' },
      String(name),
    )
  }
  assert.equal(addressableName('  Dear \n Robin   Sample,'), 'Robin Sample')
})
