import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { compoundFile } from '../../../test/support/compound-file.ts'
import { unpackRichText } from './packed-rich-text.ts'
import { fold, spellings, streams } from './raw-scan.ts'
import { pack } from './surfaces.fixture.ts'

const secret = 'Quillon Zephyrine'
const found = (bytes: Buffer): boolean =>
  [bytes, ...[...streams(bytes)].map(({ content }) => content)].some((content) =>
    spellings(content).some((text) => text.includes(fold(secret))),
  )
const each = (form: (code: number) => string): string =>
  [...secret].map((letter) => form(letter.charCodeAt(0))).join('')
const hex = (code: number): string => code.toString(16).padStart(2, '0')

test('a text is found in every spelling that a file may use', () => {
  const base64 = Buffer.from(`the name is ${secret} and it goes on`).toString('base64')
  const cases: Record<string, Buffer> = {
    plain: Buffer.from(`x ${secret} y`),
    'other case, broken by lines': Buffer.from('QUILLON\r\n ZEPHY-\r\nRINE'),
    'UTF-16': Buffer.from(`x${secret}`, 'utf16le'),
    'UTF-16, at an odd place': Buffer.concat([Buffer.from('x'), Buffer.from(secret, 'utf16le')]),
    'UTF-16, the other way round': Buffer.from(secret, 'utf16le').swap16(),
    'a hexadecimal string': Buffer.from(`<${each(hex)}>`),
    octal: Buffer.from(`(${each((code) => `\\${code.toString(8)}`)})`),
    kerned: Buffer.from(`[${each((code) => `(${String.fromCharCode(code)})-12 `)}] TJ`),
    'quoted-printable': Buffer.from(each((code) => `=${hex(code).toUpperCase()}`)),
    'quoted-printable over lines': Buffer.from('Quil=\r\nlon Zeph=\r\nyrine'),
    percent: Buffer.from(each((code) => `%${hex(code)}`)),
    entities: Buffer.from(each((code) => `&#${code};`)),
    'hexadecimal entities, escaped twice': Buffer.from(each((code) => `&amp;#x${hex(code)};`)),
    JSON: Buffer.from(each((code) => `\\u00${hex(code)}`)),
    'rich text': Buffer.from(`{\\rtf1 ${each((code) => `\\'${hex(code)}`)}}`),
    'rich text, broken by words': Buffer.from('{\\rtf1 Quil{\\b lon} Zeph\\i0 yrine}'),
    'broken by tags': Buffer.from('<p>Quil<b>lon</b> Zephy<i>rine</i></p>'),
    base64: Buffer.from(`data:text/plain;base64,${base64}`),
    'base64 over lines': Buffer.from(
      `a\r\n\r\n${Buffer.from(`${'x'.repeat(60)}${secret}${'y'.repeat(90)}`)
        .toString('base64')
        .replaceAll(/.{76}/g, '$&\r\n')}\r\n`,
    ),
    'digits of an object': Buffer.from(`{\\objdata ${each(hex)}}`),
    'a package in base64': Buffer.from(
      `x: ${Buffer.from(pack({ 'a.xml': secret.repeat(3) })).toString('base64')}`,
    ),
    'a deflated stream': Buffer.concat([
      Buffer.from('%PDF-1.7 1 0 obj<<>>stream\n'),
      deflateSync(Buffer.from(secret)),
      Buffer.from('\nendstream'),
    ]),
    'a compound file': Buffer.from(
      compoundFile({ Words: Buffer.from(secret, 'utf16le'), Other: new Uint8Array(9000) }),
    ),
  }
  for (const [how, bytes] of Object.entries(cases)) assert.ok(found(bytes), how)
  for (const bytes of Object.values(cases))
    assert.ok(!spellings(bytes).some((text) => text.includes('quillonzephyrinus')))
})

test('Outlook’s packed rich text is unpacked', () => {
  // “{\rtf1 …” by reference to what every reader knows, then letters as they are.
  const words = Buffer.from('Jane Specimen}')
  const body: number[] = [0b00000001, 0x00, 0x04, ...words.subarray(0, 7), 0, ...words.subarray(7)]
  const head = Buffer.alloc(16)
  head.writeUInt32LE(body.length + 12, 0)
  head.writeUInt32LE(6 + words.length, 4)
  head.writeUInt32LE(0x75465a4c, 8)
  assert.equal(
    unpackRichText(Buffer.concat([head, Buffer.from(body)]))?.toString('latin1'),
    '{\\rtf1Jane Specimen}',
  )
  assert.equal(unpackRichText(Buffer.from('nothing of the kind')), null)
})
