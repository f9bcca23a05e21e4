import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeLetter } from './compose-letter.ts'
import { sentences } from './composed.fixture.ts'
import { blockText } from './letter-model.ts'
import type { Block } from './letter-model.ts'
import { aLetter, aMixedLetter, standardWording } from './letter.fixture.ts'
import { notices } from './notices.fixture.ts'
import { requirementsOf, unmetRequirements } from './requirements.ts'

const wording = standardWording()

test('parts stand in their order, each quoted, with rights and signature at the end', () => {
  const composed = composeLetter(aMixedLetter(), wording)
  assert.ok(composed.ok)
  const { blocks, ...frame } = composed.value
  assert.deepEqual(
    blocks.flatMap((block) => (block.type === 'heading' && block.level === 2 ? [block.text] : [])),
    [
      'Part 1',
      'Part 2',
      'Part 3',
      'Part 4',
      'Part 5',
      'Part 6',
      'Using this information',
      'If you are unhappy with our answer',
    ],
  )
  const quoted = blocks.filter((block) => block.type === 'quote').map(blockText)
  assert.equal(quoted[1], 'You asked\nTraining materials for staff.')
  assert.equal(quoted.length, 6)
  assert.equal(frame.title, 'Response to request FOI-2026-0042')
  assert.equal(frame.subject, 'Freedom of Information Act 2000: Data analytics')
  assert.deepEqual(frame.signature, ['Information Governance', 'Ambleford City Council'])
  const said = blocks.map(blockText)
  const review = said.findIndex((text) => text.includes('FOI-2026-0042, by Tuesday 31 March 2026'))
  assert.ok(review > 0)
  assert.match(said[review + 1] ?? '', /infogov@ambleford/)
  assert.match(said[review + 2] ?? '', /section 50 of the Act.+Information Commissioner’s Office/)
  assert.match(said[review + 3] ?? '', /Wycliffe House.+Wilmslow.+SK9\u00A05AF/)
})

for (const { name, input, says } of notices) {
  test(`notice: ${name}`, () => {
    const said = sentences(input)
    for (const sentence of says)
      assert.ok(
        said.some((text) => text.includes(sentence)),
        `${sentence}\nnot in\n${said.join('\n')}`,
      )
  })
}

test('taking any one required block out is noticed', () => {
  const inputs = [aMixedLetter(), ...notices.map((notice) => notice.input)]
  for (const input of inputs) {
    const composed = composeLetter(input, wording)
    assert.ok(composed.ok)
    for (const wanted of requirementsOf(input)) {
      const rest: Block[] = composed.value.blocks.filter((block) => !block.satisfies?.includes(wanted.id))
      assert.ok(
        unmetRequirements(input, rest).some((unmet) => unmet.id === wanted.id),
        wanted.id,
      )
    }
  }
})

test('the answer is the same whoever asks', () => {
  const bodies = [null, 'Robin Sample', 'A Journalist'].map((name) =>
    sentences(aLetter({ requester: { name } })),
  )
  assert.deepEqual(bodies[1], bodies[0])
  assert.deepEqual(bodies[2], bodies[0])
})
