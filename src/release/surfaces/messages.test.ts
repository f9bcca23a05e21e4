import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8 } from 'fflate'
import { compoundFile, outlookMessage, winmail } from '../../../test/support/compound-file.ts'
import { inspectSurfaces } from './inspect-surfaces.ts'
import { jpeg, kinds, office, placed, png, segment } from './surfaces.fixture.ts'

const hiddenBook = office({
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="Staff" state="hidden" r:id="a"/></sheets></workbook>',
})
const html = (body: string): Uint8Array =>
  strToU8(`<!doctype html><html><head><title>A</title></head><body>${body}</body></html>`)

test('HTML: comments, what is hidden, who wrote it, scripts, files written inside', async () => {
  const cases: [string, string[], string][] = [
    ['plain', [], '<p class="a" style="color: #333">words <b>and</b> words</p><ul><li>one</ul>'],
    ['a comment', ['comment'], '<!-- Jane said so -->'],
    ['conditions for old browsers', [], '<!--[if mso]><![endif]-->'],
    ['the hidden attribute', ['hidden-text'], '<p hidden>words</p>'],
    ['display', ['hidden-text'], '<div style="display:none"><p>words</p></div>'],
    ['what follows it shows', ['hidden-text'], '<div style="display:none"><p>words</p></div><p>more</p>'],
    ['visibility', ['hidden-text'], '<p style="visibility: hidden">words</p>'],
    ['no size', ['hidden-text'], '<span style="font-size:0">words</span>'],
    ['a class', ['hidden-text'], '<style>.off { display: none }</style><p class="off">words</p>'],
    [
      'a class that only printing hides',
      [],
      '<style>@media print { .off { display: none } }</style><p class="off">words</p>',
    ],
    ['white', ['hidden-text'], '<p><font color="#ffffff">words</font></p>'],
    ['white on black', [], '<div style="background: #000"><p style="color:#fff">words</p></div>'],
    ['who wrote it', ['metadata'], '<meta name="author" content="Jane">'],
    ['a script', ['javascript'], '<script>x</script>'],
    ['a script in a tag', ['javascript'], '<p onclick="x">words</p>'],
    ['a hidden field', ['form-field'], '<input type="hidden" value="Jane">'],
    ['another page', ['embedded-object'], '<iframe src="a.html"></iframe>'],
    ['a picture fetched', ['external-link'], '<img src="https://example.org/a.png">'],
    [
      'a photograph inside',
      ['exif'],
      `<img src="data:image/jpeg;base64,${jpeg([placed]).toString('base64')}">`,
    ],
  ]
  for (const [what, wanted, body] of cases) assert.deepEqual(await kinds(html(body), 'a.html'), wanted, what)
})

test('rich text: hidden and struck-out words, notes, properties, objects, pictures', async () => {
  const rtf = (body: string): Uint8Array =>
    strToU8(
      `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255\\green255\\blue255;}\\f0\\fs24 ${body}}`,
    )
  const cases: [string, string[], string][] = [
    ['plain', [], 'words {\\b and} words\\par'],
    ['hidden', ['hidden-text'], '{\\v Jane}'],
    ['hidden and shown again', ['hidden-text'], '\\v Jane\\v0  words'],
    ['struck out', ['tracked-change'], '{\\deleted Jane}'],
    ['added', ['tracked-change'], '{\\revised Jane}'],
    ['white', ['hidden-text'], '{\\cf1 Jane}'],
    ['white on black', [], '{\\cf1\\cb2 Jane}'],
    ['tiny', ['hidden-text'], '{\\fs2 Jane}'],
    ['who wrote it', ['metadata'], '{\\info{\\author Jane}}'],
    ['a title', [], '{\\info{\\title Answer}}'],
    ['a note', ['comment'], '{\\*\\annotation Jane}'],
    ['a variable', ['metadata'], '{\\*\\docvar {who}{Jane}}'],
    ['an object', ['embedded-object'], '{\\object{\\*\\objdata 0105}}'],
    ['a field that fetches', ['external-link'], '{\\field{\\*\\fldinst INCLUDEPICTURE "http://x"}}'],
    ['a photograph', ['exif'], `{\\pict\\jpegblip ${jpeg([placed]).toString('hex')}}`],
  ]
  for (const [what, wanted, body] of cases) assert.deepEqual(await kinds(rtf(body), 'a.rtf'), wanted, what)
  assert.deepEqual(await kinds(strToU8('{\\rtf1 words}Jane'), 'a.rtf'), ['hidden-text'])
})

test('drawings: hidden shapes, scripts, notes, pictures inside, links', async () => {
  const svg = (body: string): Uint8Array => strToU8(`<svg xmlns="http://www.w3.org/2000/svg">${body}</svg>`)
  const cases: [string, string[], string][] = [
    ['plain', [], '<text>words</text><a href="https://example.org"><text>more</text></a>'],
    ['hidden', ['hidden-text'], '<g style="display:none"><text>Jane</text></g>'],
    ['without colour', ['hidden-text'], '<text fill="none">Jane</text>'],
    ['a note', ['comment'], '<!-- Jane -->'],
    ['a script', ['javascript'], '<script>x</script>'],
    ['who made it', ['metadata'], '<metadata><creator>Jane</creator></metadata>'],
    ['fetched', ['external-link'], '<image href="https://example.org/a.png"/>'],
    [
      'a photograph inside',
      ['exif'],
      `<image href="data:image/jpeg;base64,${jpeg([placed]).toString('base64')}"/>`,
    ],
    ['damaged', ['unreadable'], '<text>words'],
  ]
  for (const [what, wanted, body] of cases)
    assert.deepEqual(await kinds(svg(body), 'a.svg.xml'), wanted, what)
})

test('pictures: what each kind can say beside its pixels', async () => {
  const tiff = (...tags: number[]): Buffer => {
    const entry = (tag: number): Buffer => Buffer.from([tag >> 8, tag & 255, 0, 4, 0, 0, 0, 1, 0, 0, 0, 0])
    const directory = Buffer.concat([Buffer.from([0, tags.length]), ...tags.map(entry)])
    const second = 8 + directory.length + 4
    return Buffer.concat([
      Buffer.from('MM\0*\0\0\0\x08', 'latin1'),
      directory,
      Buffer.from([0, 0, 0, second, 0, 0, 0, 0, 0, 0]),
    ])
  }
  const gif = (block: string): Buffer =>
    Buffer.from(`GIF89a\x01\0\x01\0\0\0\0${block},\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0;`, 'latin1')
  const cases: [string, string[], Buffer][] = [
    ['a.jpg', [], jpeg([segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0')])],
    ['a.jpg', ['exif'], jpeg([placed])],
    ['a.jpg', ['exif'], jpeg([segment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\x02\x02')])],
    ['a.jpg', ['exif'], jpeg([segment(0xfe, 'Jane')])],
    ['a.jpg', ['exif'], jpeg([segment(0xe4, 'maker')])],
    ['a.jpg', ['exif'], jpeg([], `${jpeg().toString('latin1')} a second picture`)],
    ['a.png', [], png(['tEXt', 'Software\0printer'], ['gAMA', 'xxxx'])],
    ['a.png', ['exif'], png(['tEXt', 'Author\0Jane'])],
    ['a.png', ['exif'], png(['mkBF', 'earlier state'])],
    ['a.png', ['exif'], Buffer.concat([png(), Buffer.from('the rest of the picture before')])],
    ['a.gif', [], gif('!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0')],
    ['a.gif', ['exif'], gif('!\xfe\x04Jane\0')],
    ['a.gif', ['exif'], gif('!\xff\x0bXMP DataXMP\x01x\0')],
    ['a.tif', ['hidden-layer'], tiff(0x0100)],
    ['a.tif', ['exif', 'hidden-layer'], tiff(0x0100, 0x013b)],
  ]
  for (const [index, [name, wanted, bytes]] of cases.entries())
    assert.deepEqual(await kinds(bytes, name), wanted, `${index} ${name}`)
})

test('messages: words that only one form has, words between parts, hidden words', async () => {
  const mail = (plain: string, page: string, before = ''): Uint8Array =>
    strToU8(
      `From: a@example.org\r\nTo: b@example.org\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="x"\r\n\r\n${before}\r\n--x\r\nContent-Type: text/plain\r\n\r\n${plain}\r\n--x\r\nContent-Type: text/html\r\n\r\n${page}\r\n--x--\r\n`,
    )
  const long = Array.from({ length: 30 }, (_, index) => `different${index}`).join(' ')
  assert.deepEqual(await kinds(mail('words', '<p>words</p>'), 'a.eml'), [])
  assert.deepEqual(await kinds(mail(long, '<p>words</p>'), 'a.eml'), ['hidden-text'])
  assert.deepEqual(await kinds(mail('words', '<p>words</p>', 'Jane Specimen'), 'a.eml'), ['hidden-text'])
  assert.deepEqual(await kinds(mail('words', '<p>words <!-- Jane --></p>'), 'a.eml'), ['comment'])
  const inner = 'From: c@example.org\r\nBcc: d@example.org\r\nSubject: b\r\n\r\nwords'
  const nested = strToU8(
    `From: a@example.org\r\nSubject: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: message/rfc822\r\n\r\n${inner}\r\n--x--\r\n`,
  )
  const found = await inspectSurfaces(nested, 'a.eml')
  assert.ok(found.some(({ kind, where }) => kind === 'mail-header' && where.startsWith('attachment 1')))
})

test('Outlook messages and winmail.dat: blind copies, headers, attached files and messages', async () => {
  assert.deepEqual(await kinds(outlookMessage({ body: 'words' }), 'a.msg'), [])
  const message = outlookMessage({
    body: 'words',
    html: '<p hidden>Jane</p>',
    headers: 'Received: from host',
    recipients: [
      { name: 'B', email: 'b@example.org', type: 1 },
      { name: 'C', email: 'c@example.org', type: 3 },
    ],
    files: [{ name: 'list.xlsx', content: hiddenBook }],
  })
  assert.deepEqual(await kinds(message, 'a.msg'), [
    'attachment',
    'hidden-sheet',
    'hidden-text',
    'mail-header',
  ])
  assert.deepEqual(await kinds(winmail([{ name: 'list.xlsx', content: hiddenBook }]), 'winmail.dat'), [
    'attachment',
    'hidden-sheet',
  ])
})

test('old Office files are never clean, and what their streams tell is said', async () => {
  const record = (type: number, data: number[]): number[] => [
    type & 255,
    type >> 8,
    data.length & 255,
    data.length >> 8,
    ...data,
  ]
  const name = [...Buffer.from('Staff')]
  const book = Uint8Array.from([
    ...record(
      0x809,
      Array.from({ length: 16 }, () => 0),
    ),
    ...record(0x85, [49, 0, 0, 0, 2, 0, 5, 0, ...name]),
    ...record(0x1ae, [1, 0, 0x05, 0]),
    ...record(0x0a, []),
    ...record(
      0x809,
      Array.from({ length: 16 }, () => 0),
    ),
    ...record(0x208, [1, 0, 0, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
    ...record(0x7d, [1, 0, 1, 0, 0, 0, 0, 0, 1, 0]),
    ...record(0x1c, [0, 0]),
    ...record(0x0a, []),
  ])
  const files: [string, string[], Record<string, Uint8Array>][] = [
    ['a.doc', ['unreadable'], { WordDocument: new Uint8Array(64) }],
    [
      'a.doc',
      ['macro', 'unreadable'],
      { WordDocument: new Uint8Array(64), 'Macros/VBA/_VBA_PROJECT': new Uint8Array(9) },
    ],
    ['a.ppt', ['unreadable'], { 'PowerPoint Document': new Uint8Array(64) }],
    [
      'a.xls',
      [
        'comment',
        'external-link',
        'hidden-column',
        'hidden-row',
        'hidden-sheet',
        'pivot-cache',
        'unreadable',
      ],
      { Workbook: book, '_SX_DB_CUR/0001': new Uint8Array(9) },
    ],
  ]
  for (const [file, wanted, streams] of files)
    assert.deepEqual(await kinds(compoundFile(streams), file), wanted, file)
  const [first] = await inspectSurfaces(compoundFile({ WordDocument: new Uint8Array(64) }), 'a.doc')
  assert.match(first?.detail ?? '', /Save it as DOCX or PDF/)
})
