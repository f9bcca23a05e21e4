import assert from 'node:assert/strict'
import { composeLetter } from './compose-letter.ts'
import { blockText } from './letter-model.ts'
import { aGround, aLetter, eir, standardWording } from './letter.fixture.ts'
import type { LetterInput, LetterPart } from './letter.ts'

const wording = standardWording()

export function sentences(input: LetterInput): string[] {
  const composed = composeLetter(input, wording)
  assert.ok(composed.ok, JSON.stringify(composed))
  return composed.value.blocks.map(blockText)
}

export function refusals(input: LetterInput): string[] {
  const composed = composeLetter(input, wording)
  assert.ok(!composed.ok, 'the letter should have been refused')
  assert.equal(composed.problem, 'invalid-input')
  return composed.fields?.map((error) => `${error.field}: ${error.message}`) ?? []
}

/** What stands between `Our answer` and the next part or paragraph about rights. */
export function answerTo(part: LetterPart, change: Partial<LetterInput> = {}): string[] {
  const said = sentences(aLetter({ parts: [part], ...change }))
  const end = said.findIndex(
    (text) => text === 'Using this information' || text.startsWith('We publish answers'),
  )
  return said.slice(said.indexOf('Our answer') + 1, end)
}

export const underEir: Partial<LetterInput> = { regime: 'eir', actTitle: eir }
const { publicInterest: _, ...absoluteGround } = aGround({
  provision: 'section 40(2)',
  plain: 'personal information',
  reasoning: 'It names junior staff.',
  publicInterestTest: false,
})

/** Personal information, whose exemption weighs nothing. */
export const absolute = absoluteGround
