import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractText } from '../../documents/index.ts'
import type { MarkPlace } from '../mark.ts'
import { findMarks, redactFile } from '../redact-file.ts'
import { linesPdf } from '../redaction.fixture.ts'

const reason = 's.40(2)'
const words = async (pdf: Uint8Array, places: MarkPlace[]): Promise<string> => {
  const made = await redactFile(pdf, 'page.pdf', {
    reason,
    marks: places.map((place) => ({ place, reason, state: 'accepted', layer: 'requester' })),
  })
  assert.deepEqual(made.verification, { passed: true, left: [] })
  return (await extractText(made.bytes, 'pdf')).text
}

for (const leading of [14, 12, 11, 10])
  test(`a box over one line leaves the lines above and below, ${leading} points apart`, async () => {
    const pdf = linesPdf(
      [['Happy gypsy jaguars', 'before Quillon Zephyrine after', 'Tall black Bells']],
      leading,
    )
    const [mark] = await findMarks(pdf, 'page.pdf', { find: ['Quillon Zephyrine'], reason })
    assert.ok(mark)
    const text = await words(pdf, [mark.place])
    for (const kept of ['Happy gypsy jaguars', 'before', 'after', 'Tall black Bells'])
      assert.ok(text.includes(kept), kept)
    assert.doesNotMatch(text, /Quillon|Zephyrine/)
  })

test('a box that covers the half of a line, or lies inside a letter, takes the word', async () => {
  const pdf = linesPdf([['Quillon', 'kept']], 30)
  const [mark] = await findMarks(pdf, 'page.pdf', { find: ['Quillon'], reason })
  assert.ok(mark?.place.kind === 'box')
  const { page, left, top, width, height } = mark.place
  for (const place of [
    { kind: 'box' as const, page, left, top, width, height: height / 2 },
    { kind: 'box' as const, page, left: left + 3, top: top + height / 2 - 1, width: 2, height: 2 },
  ]) {
    const text = await words(pdf, [place])
    assert.doesNotMatch(text, /Quillon/)
    assert.match(text, /kept/)
  }
})
