import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { strToU8, zipSync } from 'fflate'
import { extractText } from './extract-text.ts'
import type { FileType } from './file-types.ts'
import { compoundFile, officeFile, pdfFile } from './fixtures.ts'
import { inspectFile } from './inspect-file.ts'

const codes = (bytes: Uint8Array, name: string, type = '') =>
  inspectFile(bytes, name, type).problems.map((each) => each.code)
const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0)
const mail = strToU8('From: a@example.org\r\nSubject: Hello\r\n\r\nBody')

test('a file of each kind is known by its bytes and accepted', () => {
  const files: [FileType, string, Uint8Array][] = [
    ['pdf', 'a.pdf', pdfFile('Hello')],
    ['docx', 'a.docx', officeFile('word/document.xml', '<w:document/>')],
    ['xlsx', 'a.xlsx', officeFile('xl/workbook.xml', '<workbook/>')],
    [
      'odt',
      'a.odt',
      zipSync({
        mimetype: [strToU8('application/vnd.oasis.opendocument.text'), { level: 0 }],
        'content.xml': strToU8('<x/>'),
      }),
    ],
    ['csv', 'a.csv', strToU8('name,age\na,1\nb,2\n')],
    ['csv', 'one-column.csv', strToU8('name\na\nb\n')],
    ['txt', 'a.txt', strToU8('Dear council')],
    ['txt', 'note', strToU8('Dear council')],
    ['png', 'a.png', png],
    ['jpeg', 'a.jpeg', Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 0)],
    ['eml', 'a.eml', mail],
    ['zip', 'a.zip', zipSync({ 'a.txt': strToU8('x') })],
    ['msg', 'a.msg', compoundFile(['__properties_version1.0'])],
    ['doc', 'a.doc', compoundFile(['WordDocument'])],
    ['xls', 'a.xls', compoundFile(['Workbook'])],
    ['json', 'a.geojson', strToU8('{"type":"FeatureCollection"}')],
    ['xml', 'a.xml', strToU8('<?xml version="1.0"?><a/>')],
    ['html', 'a.htm', strToU8('<!doctype html><p>x')],
    ['rtf', 'a.rtf', strToU8('{\\rtf1 x}')],
    ['ics', 'a.ics', strToU8('BEGIN:VCALENDAR\r\nEND:VCALENDAR')],
  ]
  for (const [type, name, bytes] of files) {
    const inspection = inspectFile(bytes, name, '')
    assert.equal(inspection.type, type, name)
    assert.deepEqual(inspection.problems, [], name)
  }
})

test('an empty file, with the published wording', () => {
  assert.deepEqual(inspectFile(new Uint8Array(), 'a.pdf', 'application/pdf').problems, [
    { code: 'empty', message: 'The selected file is empty' },
  ])
})

test('a file that lies about its type', () => {
  assert.deepEqual(codes(png, 'plan.pdf'), ['type-mismatch'])
  assert.deepEqual(codes(strToU8('not a picture'), 'a.png'), ['type-mismatch'])
  assert.deepEqual(codes(strToU8('{ broken'), 'a.json'), ['type-mismatch'])
  assert.equal(inspectFile(png, 'plan.pdf', '').extension, 'png')
})

test('the declared type settles only what the bytes leave open', () => {
  assert.equal(inspectFile(strToU8('one\ntwo\n'), 'list', 'text/csv').type, 'csv')
  assert.equal(inspectFile(pdfFile('x'), 'noname', 'application/x-odd-pdf').type, 'pdf')
})

test('programs are refused however they are named', () => {
  const program = new Uint8Array(128)
  program.set(strToU8('MZ'))
  assert.deepEqual(codes(program, 'report.pdf'), ['executable'])
  assert.deepEqual(codes(strToU8('WScript.Echo 1'), 'invoice.pdf.vbs'), ['executable'])
  assert.deepEqual(codes(strToU8('#!/bin/sh\nrm -rf .'), 'readme.txt'), ['executable'])
  assert.deepEqual(codes(strToU8('MZ is how the memo begins, and it is a memo.'), 'memo.txt'), [])
})

test('password-protected files: PDF, old and new Office, zip', () => {
  const zipped = zipSync({ 'a.txt': strToU8('secret') })
  const directory = Buffer.from(zipped).indexOf('PK\u0001\u0002', 0, 'latin1')
  zipped[directory + 8] = 1
  for (const [bytes, name] of [
    [pdfFile('x', '/Encrypt 9 0 R'), 'a.pdf'],
    [compoundFile(['EncryptionInfo', 'EncryptedPackage']), 'a.xlsx'],
    [compoundFile(['WordDocument'], { at: 11, value: 1 }), 'a.doc'],
    [compoundFile(['Workbook'], { at: 0, value: 0x2f }), 'a.xls'],
    [zipped, 'a.zip'],
  ] as const)
    assert.deepEqual(
      inspectFile(bytes, name, '').problems,
      [{ code: 'encrypted', message: 'The selected file is password protected' }],
      name,
    )
})

test('macros in new and old Office files', () => {
  const withMacro = zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<w/>'),
    'xl/vbaProject.bin': strToU8('x'),
  })
  assert.deepEqual(codes(withMacro, 'a.xlsm'), ['macro'])
  assert.deepEqual(codes(withMacro, 'renamed.xlsx'), ['macro'])
  assert.deepEqual(codes(compoundFile(['Workbook', '_VBA_PROJECT_CUR']), 'a.xls'), ['macro'])
})

test('an archive that would unpack to gigabytes is caught without unpacking it', () => {
  const bomb = zipSync({ 'a.txt': strToU8('x') })
  const view = new DataView(bomb.buffer)
  view.setUint32(Buffer.from(bomb).indexOf('PK\u0001\u0002', 0, 'latin1') + 24, 0xfffffff0, true)
  assert.deepEqual(codes(bomb, 'a.zip'), ['archive-bomb'])
})

test('a damaged container says so', () => {
  assert.deepEqual(codes(zipSync({ 'a.txt': strToU8('x') }).subarray(0, 20), 'a.zip'), ['unreadable'])
  assert.deepEqual(codes(strToU8('%PDF-1.7 and then nothing'), 'a.pdf'), ['unreadable'])
})

test('a place may allow fewer kinds and smaller files', () => {
  const limits = { csv: { maxBytes: 1024 * 1024 }, ods: { maxBytes: 1024 * 1024 } }
  assert.deepEqual(inspectFile(png, 'a.png', '', limits).problems, [
    { code: 'not-allowed', message: 'The selected file must be a CSV or ODS' },
  ])
  const big = strToU8('a,b\n'.repeat(300_000))
  assert.deepEqual(inspectFile(big, 'a.csv', '', limits).problems, [
    { code: 'too-large', message: 'The selected file must be smaller than 1MB' },
  ])
})

test('no bytes make the inspection or the extraction throw', async () => {
  const beginnings = fc.constantFrom('', 'PK\u0003\u0004', '%PDF-1.7\n', '{\\rtf', 'From: a\nTo: b\n\n')
  const compound = compoundFile(['WordDocument', 'x'])
  const zip = zipSync({
    '[Content_Types].xml': strToU8('<T/>'),
    'word/document.xml': strToU8('<w:t>hello</w:t>'.repeat(50)),
  })
  await fc.assert(
    fc.asyncProperty(
      beginnings,
      fc.uint8Array({ maxLength: 400 }),
      fc.nat(2000),
      fc.boolean(),
      async (start, rest, at, onZip) => {
        const made = Buffer.concat([Buffer.from(start, 'latin1'), rest])
        const damaged = (onZip ? zip : compound).slice()
        damaged.set(rest.subarray(0, Math.max(0, damaged.length - at)), Math.min(at, damaged.length))
        for (const bytes of [made, damaged]) {
          const { type } = inspectFile(bytes, 'file', '')
          if (type !== 'pdf') assert.equal(typeof (await extractText(bytes, type)).text, 'string')
        }
      },
    ),
    { numRuns: 200 },
  )
})
