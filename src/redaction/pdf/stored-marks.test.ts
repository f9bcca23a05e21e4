import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pdfFile } from '../../documents/fixtures.ts'
import { withPdf, pdfPageText } from '../../documents/index.ts'
import { findMarks, redactFile } from '../redact-file.ts'

const wordsOf = (bytes: Uint8Array): Promise<string> =>
  withPdf(bytes, async (document) => pdfPageText(await document.getPage(1)))

test('marks that were found, kept and applied later remove what finding removes, and nothing beside it', async () => {
  for (const [line, left] of [
    ['Present: Quilla Specimen (chair), Tamsin Example', 'Present: (chair), Tamsin Example'],
    ['Quilla Specimen, Tamsin Example', ', Tamsin Example'],
    ['Heard (Quilla Specimen): no', 'Heard ( ): no'],
  ] as const) {
    const pdf = pdfFile(line)
    const found = await findMarks(pdf, 'minutes.pdf', { find: ['Quilla Specimen'], reason: 's.40(2)' })
    const { bytes, pictures, verification } = await redactFile(pdf, 'minutes.pdf', {
      reason: 's.40(2)',
      marks: found.map(({ place, reason }) => ({ place, reason, state: 'accepted', layer: 'requester' })),
    })
    assert.deepEqual([pictures, verification.passed], [[], true], line)
    const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replace('s.40(2)', '').trim()
    assert.equal(plain(await wordsOf(bytes)), left)
  }
})
