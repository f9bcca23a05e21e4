import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scannedPdf } from '../redaction/redaction.fixture.ts'
import { deflateRawSync } from 'node:zlib'
import { officeFile, pdfFile } from '../documents/fixtures.ts'
import { inspectApart } from './inspect-apart.ts'

test('says the same as in one’s own process, and finds what must not be there', async () => {
  const hidden = officeFile(
    'xl/workbook.xml',
    '<workbook><sheets><sheet name="Staff" state="hidden"/></sheets></workbook>',
  )
  const found = await inspectApart(hidden, 'a.xlsx')
  assert.deepEqual([found.clean, found.findings.map(({ kind }) => kind)], [false, ['hidden-sheet']])
  const named = await inspectApart(pdfFile('Jane Specimen wrote this'), 'a.pdf', ['jane specimen'])
  assert.ok(named.findings.some(({ kind }) => kind === 'must-not-text'))
})

test('a file that is made to use up memory is never clean, and ends only its own process', async () => {
  // An element nested far deeper than any document, which grows a thousandfold when unpacked.
  const bomb = officeFile('word/document.xml', `<w:document>${'<a>'.repeat(3_000_000)}`)
  assert.ok(bomb.length < deflateRawSync(Buffer.alloc(20_000_000)).length * 4)
  const found = await inspectApart(bomb, 'a.docx')
  assert.equal(found.clean, false)
  assert.equal(found.findings[0]?.kind, 'unreadable')
})

test('the process that looks may start nothing, and has the words of a scan read for it', async () => {
  const { pdf } = await scannedPdf(['The file of NHS number 943 476 5919', 'Signed by Quillon Zephyrine'])
  const { findings } = await inspectApart(pdf, 'scan.pdf', ['Quillon Zephyrine'])
  const kinds = new Set(findings.map(({ kind }) => kind))
  assert.ok(kinds.has('must-not-text') && kinds.has('personal-data'), [...kinds].join())
})
