import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { createSecretBox, isSealed } from './secret-box.ts'

const box = createSecretBox('the key of one installation, long enough')

test('what was sealed comes back for its owner, and tells nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.uuid(), (text, owner) => {
      const sealed = box.seal(text, owner)
      assert.equal(box.open(sealed, owner), text)
      assert.ok(isSealed(sealed))
      assert.notEqual(box.seal(text, owner), sealed, 'the same is never sealed the same')
    }),
  )
})

test('nobody else’s, nothing changed and no other key opens', () => {
  const sealed = box.seal('JBSWY3DPEHPK3PXP', 'one')
  assert.equal(box.open(sealed, 'other'), null)
  assert.equal(createSecretBox('another key').open(sealed, 'one'), null)
  const [version = '', nonce = '', body = ''] = sealed.split('.')
  const flipped = Buffer.from(body, 'base64url')
  flipped[3] = (flipped[3] ?? 0) ^ 1
  for (const wrong of [
    '',
    'v1',
    'v1..',
    'JBSWY3DPEHPK3PXP',
    `v2.${nonce}.${body}`,
    `${version}.${nonce}.${body.slice(0, -2)}`,
    `${version}.${nonce}.${flipped.toString('base64url')}`,
    `${version}.${nonce.slice(2)}.${body}`,
    `${sealed}.x`,
  ])
    assert.equal(box.open(wrong, 'one'), null, wrong)
})
