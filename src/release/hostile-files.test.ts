import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { officeFile, pdfFile } from '../documents/fixtures.ts'
import { inspectApart } from './inspect-apart.ts'

// Files made to break their reader. Each must come back with a verdict, and none that hides something as clean.

test('entities that multiply do not, and name no other file', async () => {
  const laughs = Array.from(
    { length: 30 },
    (_, n) => `<!ENTITY l${n + 1} "&l${n};&l${n};&l${n};&l${n};">`,
  ).join('')
  const bomb = `<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY l0 "ha">${laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document><w:p><w:t>&l30;&f;</w:t></w:p></w:document>`
  const found = await inspectApart(officeFile('word/document.xml', bomb), 'a.docx', ['root:x'])
  assert.ok(!found.findings.some(({ kind }) => kind === 'must-not-text'))
  assert.ok(JSON.stringify(found).length < 10_000)
})

test('an archive of very many tiny files, and one inside another many times over, end in a verdict', async () => {
  const tiny = zipSync(
    Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${n}.txt`, new Uint8Array(1)])),
  )
  const many = await inspectApart(tiny, 'many.zip')
  assert.equal(Array.isArray(many.findings), true)
  let nested: Uint8Array = zipSync({ 'a.txt': Buffer.from('deep inside') })
  for (let depth = 0; depth < 40; depth++) nested = zipSync({ 'again.zip': nested })
  const deep = await inspectApart(nested, 'nested.zip')
  assert.equal(deep.clean, false)
})

test('a zip whose directory lies about sizes and places hides nothing by it', async () => {
  const honest = officeFile(
    'xl/workbook.xml',
    '<workbook><sheets><sheet name="Staff" state="hidden"/></sheets></workbook>',
  )
  for (const [offset, value] of [
    [20, 0xfffffffe],
    [24, 0xfffffffe],
    [24, 1],
    [42, 0xfffffff0],
  ] as const) {
    const lying = Uint8Array.from(honest)
    const view = new DataView(lying.buffer)
    // Every entry of the directory, from its signature (APPNOTE 4.3.12).
    for (let at = 0; at + 46 < lying.length; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + offset, value, true)
    const found = await inspectApart(lying, 'a.xlsx')
    assert.equal(found.clean, false, `${offset} ${value}`)
  }
})

test('PDFs with broken fonts, page trees that bite their tail and absurd boxes end in a verdict', async () => {
  const honest = Buffer.from(pdfFile('Words to read')).toString('latin1')
  const broken = [
    honest.replace('/Kids[3 0 R]/Count 1', '/Kids[2 0 R]/Count 9999999'),
    honest.replace('/MediaBox[0 0 612 792]', '/MediaBox[0 0 9e99 -9e99]'),
    honest.replace(
      '/Subtype/Type1/BaseFont/Helvetica',
      '/Subtype/TrueType/FontDescriptor 5 0 R/ToUnicode 5 0 R',
    ),
    honest.replace('/Contents 4 0 R', '/Contents 3 0 R'),
    honest.replace(/startxref\n\d+/, 'startxref\n999999999'),
    honest.slice(0, honest.length / 2),
  ]
  for (const [index, pdf] of broken.entries()) {
    const found = await inspectApart(Buffer.from(pdf, 'latin1'), 'a.pdf')
    assert.equal(Array.isArray(found.findings), true, String(index))
  }
})

test('a name of ten thousand characters, a path and a turned direction change nothing', async () => {
  for (const name of [`${'x'.repeat(10_000)}.pdf`, '../../../etc/passwd.pdf', 'report\u202efdp.exe.pdf', ''])
    assert.deepEqual(
      (await inspectApart(pdfFile('Words'), name)).findings.map(({ kind }) => kind),
      (await inspectApart(pdfFile('Words'), 'a.pdf')).findings.map(({ kind }) => kind),
    )
})
