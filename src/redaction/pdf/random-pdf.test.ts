import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { extractText } from '../../documents/index.ts'
import { inspectForRelease } from '../../release/index.ts'
import { buildPdf } from './pdf.fixture.ts'
import { redactPdf } from './redact-pdf.ts'

const secret = 'Quillon Zephyrine'
const words = 'amber birch cedar dogwood elder ginkgo hazel ivory juniper kapok larch maple nutmeg'.split(' ')

type Line = {
  word: number
  size: number
  scale: number
  how: 'plain' | 'kerned' | 'glyphs' | 'hex' | 'two'
}
const line: fc.Arbitrary<Line> = fc.record({
  word: fc.nat({ max: words.length - 2 }),
  size: fc.integer({ min: 6, max: 18 }),
  scale: fc.constantFrom(1, 1, 0.7, 1.4),
  how: fc.constantFrom('plain', 'kerned', 'glyphs', 'hex', 'two'),
})

/** Lines lie beside one another, whichever way they run. */
function draw({ word, size, scale, how }: Line, angle: number, index: number): string {
  const letters = [...secret]
  const turn = (angle * Math.PI) / 180
  const x = 300 + index * 50 * Math.sin(turn)
  const y = 400 - index * 50 * Math.cos(turn)
  const matrix = [scale * Math.cos(turn), Math.sin(turn), -scale * Math.sin(turn), Math.cos(turn), x, y]
  const shown = {
    plain: `(${secret}) Tj`,
    kerned: `[${letters.map((letter, index) => `(${letter}) ${((index * 37) % 80) - 40}`).join(' ')}] TJ`,
    glyphs: letters.map((letter) => `(${letter}) Tj`).join(' '),
    hex: `<${Buffer.from(secret).toString('hex')}> Tj`,
    two: `(${secret} ${words[word]} ${secret}) Tj`,
  }[how]
  return `BT /F1 ${size} Tf ${matrix.map((each) => each.toFixed(4)).join(' ')} Tm (${words[word]} ) Tj ${shown} ( ${words[word + 1]}) Tj ET`
}

function pageOf(lines: readonly Line[], angle: number, rotate: number, crop: number): Uint8Array {
  const content = lines.map((each, index) => draw(each, angle, index)).join('\n')
  return buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[-200 -200 900 1000]/CropBox[${crop - 200} ${crop - 200} 900 1000]/Rotate ${rotate}/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>`,
    { dictionary: '', stream: content, packed: true },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ])
}

const count = (text: string): number => words.reduce((sum, word) => sum + text.split(word).length - 1, 0)

test('turned, scaled, cropped and kerned pages lose the secret and keep their words', async () => {
  let before = 0
  let after = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      fc.constantFrom(0, 90, 180, 270, 15),
      fc.constantFrom(0, 90, 180, 270),
      fc.constantFrom(0, 20),
      async (lines, angle, rotate, crop) => {
        const source = pageOf(lines, angle, rotate, crop)
        const made = await redactPdf({
          bytes: source,
          find: [secret],
          entities: [],
          minScore: 0.5,
          boxes: [],
          label: 's.40(2)',
          title: 'Random',
          write: true,
        })
        assert.deepEqual(made.verification, { passed: true, left: [] })
        for (const text of [secret, ...secret.split(' ')]) {
          const { findings } = await inspectForRelease(made.bytes, 'random.pdf', [text])
          assert.deepEqual(
            findings.filter(({ kind }) => kind === 'must-not-text'),
            [],
          )
        }
        if (made.pictures.length > 0) return
        before += count((await extractText(source, 'pdf')).text)
        after += count((await extractText(made.bytes, 'pdf')).text)
      },
    ),
    { numRuns: 40 },
  )
  assert.ok(after >= before * 0.98 && before > 100, `${after} of ${before} words`)
})
