import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync, gzipSync } from 'node:zlib'
import { compoundFile } from '../../../test/support/compound-file.ts'
import { inspectForRelease, type InspectionFinding } from '../inspect-for-release.ts'
import { inspectSurfaces } from '../surfaces/inspect-surfaces.ts'
import { jpeg, office, pdf, segment, stream } from '../surfaces/surfaces.fixture.ts'
import {
  cff,
  emf,
  emfInWmf,
  emfPlusText,
  emfSmallText,
  emfText,
  iptc,
  nameTable,
  photoshop,
  postTable,
  sfnt,
  toUnicode,
  type1,
  wmf,
} from './beside.fixture.ts'

const secret = 'Quillon Zephyrine'
const number = '943 476 5919'
const sentence = `NHS number ${number} of ${secret}`
const letters = [...new Set(secret.replaceAll(' ', ''))]

const findings = async (bytes: Uint8Array, name: string): Promise<InspectionFinding[]> =>
  (await inspectForRelease(bytes, name, [secret.toLowerCase()])).findings
const placesOf = (found: readonly InspectionFinding[], kind: string): string[] => [
  ...new Set(found.filter((each) => each.kind === kind).map(({ where }) => where)),
]

const word = (name: string, content: Uint8Array): Uint8Array =>
  office({
    'word/document.xml':
      '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Plan</w:t></w:r></w:p></w:body></w:document>',
    '_rels/.rels':
      '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
    'word/_rels/document.xml.rels': `<Relationships><Relationship Id="b" Type="x/image" Target="media/${name}"/></Relationships>`,
    [`word/media/${name}`]: content,
  })

test('words of drawings of Windows’ own kinds are read, however they are written and packed', async () => {
  const whole = emf(emfText(sentence))
  const byLetter = emf(...[...sentence].map((letter) => emfText(letter)))
  const drawings: Record<string, [string, Uint8Array]> = {
    'one record': ['image1.emf', whole],
    'a record a letter': ['image1.emf', byLetter],
    'a record a word': ['image1.emf', emf(...sentence.split(' ').map((each) => emfText(each)))],
    'small records': ['image1.emf', emf(emfSmallText(sentence))],
    'EMF+': ['image1.emf', emf(emfPlusText(sentence))],
    gzip: ['image1.emz', gzipSync(whole)],
    'an old drawing': ['image1.wmf', wmf(['Site plan', sentence])],
    'an old drawing by letters': ['image1.wmf', wmf([...sentence])],
    'a newer drawing in an old one': ['image1.wmf', wmf(['Site plan'], emfInWmf(byLetter))],
  }
  for (const [how, [name, drawing]] of Object.entries(drawings)) {
    const found = await findings(word(name, drawing), 'plan.docx')
    assert.ok(placesOf(found, 'personal-data').includes('a drawing (EMF or WMF)'), how)
    assert.ok(placesOf(found, 'must-not-text').length > 0, how)
    assert.doesNotMatch(JSON.stringify(found), /quillon|943/i)
  }
  const rtf = Buffer.from(`{\\rtf1 Plan {\\pict\\emfblip ${byLetter.toString('hex')}}}`)
  assert.ok(placesOf(await findings(rtf, 'plan.rtf'), 'must-not-text').length > 0)
  assert.deepEqual(await findings(word('image1.emf', emf(emfText('Site plan'))), 'plan.docx'), [])
})

test('a drawing whose words are numbers of letter shapes is said to be unread', async () => {
  const { clean, notes } = await inspectForRelease(word('image1.emf', emf(emfText('abc', 1, 0x10))), 'a.docx')
  assert.equal(clean, true)
  assert.ok(notes.some(({ kind, where }) => kind === 'unreadable' && where === 'its drawings'))
})

const page = 'BT /F1 12 Tf 72 700 Td (Plan) Tj ET'
const fontIn = (program: Buffer | string, more = ''): Uint8Array =>
  pdf(page, {
    page: '/Extra 7 0 R',
    objects: [
      `<</Type/Font/FontDescriptor<</FontFile2 8 0 R>>/ToUnicode 8 0 R${more}>>`,
      stream(
        '/Filter/FlateDecode',
        deflateSync(typeof program === 'string' ? Buffer.from(program, 'latin1') : program),
      ),
    ],
  })

test('words that a font keeps and no page shows are found', async () => {
  const glyph = secret.replace(' ', '_')
  const fonts: Record<string, Uint8Array> = {
    'its names': fontIn(sfnt({ name: nameTable('Sample', `Made for ${sentence}`) })),
    'names of glyphs': fontIn(sfnt({ post: postTable(['A', glyph]) })),
    'names of glyphs in CFF': fontIn(cff(['A', glyph])),
    'names of glyphs in Type 1': fontIn(type1(['A', glyph])),
    'a glyph that stands for words': fontIn(toUnicode(['A', sentence])),
    'names in its encoding': fontIn('', `/Encoding<</Differences[65/A/${glyph}]>>`),
  }
  for (const [how, bytes] of Object.entries(fonts)) {
    const found = await findings(bytes, 'a.pdf')
    assert.ok(placesOf(found, 'must-not-text').length > 0, how)
    assert.deepEqual(placesOf(found, 'hidden-text'), [], how)
  }
  const personal = await findings(fonts['its names'] ?? new Uint8Array(), 'a.pdf')
  assert.deepEqual(placesOf(personal, 'personal-data'), ['a font’s own table'])
  const ordinary = sfnt({
    name: nameTable('Sample', 'Drawn by Martha Specimen, martha.specimen@example.com'),
  })
  assert.deepEqual(await findings(fontIn(ordinary), 'a.pdf'), [])
})

test('letters that stand in the order of a text in a font cut down to it are found, and can be let go', async () => {
  const shuffled = letters.toSorted()
  const fonts: Record<string, (order: string[]) => Buffer | string> = {
    'a map to Unicode': (order) => toUnicode(order),
    post: (order) => sfnt({ post: postTable(order) }),
    CFF: (order) => cff(order),
    'Type 1': (order) => type1(order),
  }
  for (const [how, make] of Object.entries(fonts)) {
    const found = await findings(fontIn(make(['P', 'a', ...letters.filter((each) => each !== 'a')])), 'a.pdf')
    assert.deepEqual(placesOf(found, 'hidden-text'), ['a font'], how)
    assert.deepEqual(await findings(fontIn(make(shuffled)), 'a.pdf'), [], `${how}, by the alphabet`)
  }
})

test('captions of photographs are read, and a photograph’s size for printing is no caption', async () => {
  const caption = iptc({ 80: 'A. Clerk', 120: sentence })
  const photo = jpeg([segment(0xed, photoshop(0x0404, caption))])
  const surfaces = await inspectSurfaces(photo, 'a.jpg')
  assert.deepEqual(
    surfaces.map(({ kind, where }) => [kind, where]),
    [['exif', 'IPTC']],
  )
  for (const bytes of [
    word('image1.jpg', photo),
    pdf(page, { page: '/Extra 7 0 R', objects: [stream('/Subtype/Image/Filter/DCTDecode', photo)] }),
  ]) {
    const found = await findings(bytes, bytes[0] === 0x25 ? 'a.pdf' : 'a.docx')
    assert.deepEqual(placesOf(found, 'personal-data'), ['a photograph’s caption or description'])
    assert.ok(placesOf(found, 'must-not-text').length > 0)
  }
  const xmp = segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x><dc:title>${sentence}</dc:title></x>`)
  assert.ok(placesOf(await findings(word('a.jpg', jpeg([xmp])), 'a.docx'), 'personal-data').length > 0)
  for (const [id, where] of [
    [0x03ed, []],
    [0x040c, ['small copy']],
    [0x0424, ['XMP']],
  ] as const) {
    const found = await inspectSurfaces(jpeg([segment(0xed, photoshop(id, Buffer.alloc(16)))]), 'a.jpg')
    assert.deepEqual(
      found.map((each) => each.where),
      where,
    )
  }
})

/** A compound file with these words where no stream is: in free sectors, or behind the end of a stream. */
function withLeftovers(kind: 'free' | 'tail' | 'small' | 'name', text: string): Uint8Array {
  const words = Buffer.from(text, 'utf16le')
  const body = kind === 'small' ? 70 : 4700
  const file = Buffer.from(compoundFile({ WordDocument: Buffer.alloc(4200, 4), Data: Buffer.alloc(body, 2) }))
  if (kind === 'free') return Buffer.concat([file, words, Buffer.alloc(512 - (words.length % 512))])
  if (kind === 'name') {
    const directory = (file.readUInt32LE(48) + 1) * 512
    for (let at = directory; at < directory + 512; at += 128)
      if (file[at + 66] === 0) {
        words.copy(file, at, 0, 60)
        file.writeUInt16LE(62, at + 64)
        return file
      }
    throw new Error('no place in the directory')
  }
  const end = file.lastIndexOf(Buffer.alloc(kind === 'small' ? 6 : 92, 2)) + (kind === 'small' ? 6 : 92)
  words.copy(file, end)
  return file
}

test('what an old Office file keeps in places it no longer uses is found', async () => {
  for (const kind of ['free', 'tail'] as const) {
    const bytes = withLeftovers(kind, `${sentence}, to be called about her housing benefit.`)
    const found = await findings(bytes, 'a.doc')
    assert.ok(placesOf(found, 'personal-data').includes('a place that the file no longer uses'), kind)
    assert.ok(placesOf(found, 'must-not-text').length > 0, kind)
    assert.ok(
      found.some((each) => each.kind === 'previous-revision'),
      kind,
    )
    assert.doesNotMatch(JSON.stringify(found), /quillon|943/i)
  }
  for (const kind of ['small', 'name'] as const) {
    const found = await findings(withLeftovers(kind, 'Quillon Zephyrine'), 'a.doc')
    assert.ok(placesOf(found, 'must-not-text').length > 0, kind)
  }
  const nothing = await inspectSurfaces(
    compoundFile({ WordDocument: Buffer.alloc(4200, 4), Data: Buffer.alloc(70, 2) }),
    'a.doc',
  )
  assert.deepEqual(
    nothing.map(({ kind }) => kind),
    ['unreadable'],
  )
})
