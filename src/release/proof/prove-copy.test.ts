import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { findMarks, redactFile } from '../../redaction/redact-file.ts'
import { printTypst } from '../../redaction/pdf/fonts/cut-font.fixture.ts'
import { buildPdf } from '../../redaction/pdf/pdf.fixture.ts'
import { toUnicode } from '../beside/beside.fixture.ts'
import type { HiddenPlace } from '../certificate.ts'
import { proveCopy } from './prove-copy.ts'

const reason = 's.40(2)'
const lines = [
  'Minutes of the works committee',
  'Rowena Quillfeather objected to the plan',
  'The plan was kept',
]

/** One page with three lines; `over` is painted last. */
function page({ over = '', info = '' } = {}): Uint8Array {
  const text = lines.map((line, index) => `1 0 0 1 60 ${700 - index * 40} Tm (${line}) Tj`).join(' ')
  return buildPdf(
    [
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
      { dictionary: '', stream: `BT /F 14 Tf ${text} ET ${over}`, packed: true },
      '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
      `<<${info}>>`,
    ],
    '/Root 1 0 R/Info 6 0 R',
  )
}

async function marksOf(bytes: Uint8Array, find: string): Promise<HiddenPlace[]> {
  return (await findMarks(bytes, 'minutes.pdf', { find: [find], reason })).map(({ place }) => place)
}

async function prove(copy: Uint8Array, find = 'Rowena Quillfeather') {
  const bytes = page()
  const places = await marksOf(bytes, find)
  assert.ok(places.length > 0)
  return proveCopy(copy, 'minutes-redacted.pdf', { bytes, name: 'minutes.pdf', places, labels: [reason] })
}
const kinds = (proof: { found: { kind: string; weight?: string }[] }): string[] =>
  proof.found.filter(({ weight }) => weight !== 'note').map(({ kind }) => kind)

test('a copy that was redacted is proved, words and look', async () => {
  const made = await redactFile(page(), 'minutes.pdf', { find: ['Rowena Quillfeather'], reason })
  const proof = await prove(made.bytes)
  assert.deepEqual(proof.found, [])
  assert.ok(proof.words >= 3)
  assert.equal(proof.looked, 1)
})

test('words that were only painted over are found, whatever the box says', async () => {
  const [place] = await marksOf(page(), 'Rowena Quillfeather')
  assert.ok(place?.kind === 'box')
  const { left, top, width, height } = place
  const box = `0 g ${left} ${842 - top - height} ${width} ${height} re f`
  const proof = await prove(page({ over: box }))
  assert.ok(kinds(proof).includes('must-not-text'))
  assert.ok(proof.found.every(({ detail }) => !/rowena|quill/i.test(detail)))
  // The box itself looks right: only the words tell
  assert.ok(!kinds(proof).includes('unburnt-mark'))
})

test('a copy that is its source, with no box at all, fails by words and by look', async () => {
  const found = kinds(await prove(page()))
  assert.ok(found.includes('must-not-text') && found.includes('unburnt-mark'), found.join())
})

test('marked words that stayed in the properties or the name are found', async () => {
  const made = await redactFile(page(), 'minutes.pdf', { find: ['Rowena Quillfeather'], reason })
  const text = Buffer.from(made.bytes).toString('latin1')
  const spoilt = Buffer.from(
    `${text}\n% ${Buffer.from('Quillfeather', 'utf16le').toString('latin1')}\n`,
    'latin1',
  )
  assert.ok(kinds(await prove(spoilt)).includes('must-not-text'))
  const bytes = page()
  const places = await marksOf(bytes, 'Rowena Quillfeather')
  const named = await proveCopy(made.bytes, 'quillfeather.pdf', {
    bytes,
    name: 'minutes.pdf',
    places,
    labels: [reason],
  })
  assert.deepEqual(kinds(named), ['must-not-text'])
})

test('a copy with other pages or another look is not its source', async () => {
  const other = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>',
    { dictionary: '', stream: '0.2 g 0 0 595 600 re f' },
  ])
  const found = await prove(other)
  assert.equal(kinds(found).filter((kind) => kind === 'differs-from-source').length, 2)
})

test('a word that stands elsewhere may stay there, and no more often', async () => {
  const bytes = page()
  const places = (await marksOf(bytes, 'plan')).slice(0, 1)
  const good = await redactFile(bytes, 'minutes.pdf', {
    marks: places.map((place) => ({ place, reason, state: 'accepted', layer: 'requester' })),
    reason,
  })
  const source = { bytes, name: 'minutes.pdf', places, labels: [reason] }
  assert.deepEqual(kinds(await proveCopy(good.bytes, 'minutes-redacted.pdf', source)), [])
  assert.ok(kinds(await proveCopy(bytes, 'minutes-redacted.pdf', source)).includes('must-not-text'))
})

test('a table in text is read by its cells', async () => {
  const csv = Buffer.from('name,team\r\n"Quillfeather, Rowena",Works\r\nSam Specimen,Works\r\n')
  const places: HiddenPlace[] = [{ kind: 'cell', sheet: 1, row: 2, column: 1 }]
  const source = { bytes: csv, name: 'team.csv', places, labels: [reason] }
  const good = Buffer.from('name,team\r\ns.40(2),Works\r\nSam Specimen,Works\r\n')
  assert.deepEqual((await proveCopy(good, 'team-redacted.csv', source)).found, [])
  const hidden = Buffer.from('name,team\r\ns.40(2),Works\r\nSam Specimen,Works of Rowena\r\n')
  assert.deepEqual(kinds(await proveCopy(hidden, 'team-redacted.csv', source)), ['must-not-text'])
})

test('a copy of a picture is compared with its source, whatever kind it is', async () => {
  const drawn = sharp(
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><rect width="100%" height="100%" fill="#fff"/><path d="M20 40h250v20h-250zM20 140h150v20h-150z"/></svg>',
    ),
  ).flatten()
  const place = { kind: 'box', page: 1, left: 10, top: 45, width: 300, height: 30 } as const
  const marks = [{ place, reason, state: 'accepted', layer: 'requester' }] as const
  for (const kind of ['png', 'gif'] as const) {
    const bytes = new Uint8Array(await drawn.clone().toFormat(kind).toBuffer())
    const source = { bytes, name: `plan.${kind}`, places: [place], labels: [] }
    const made = await redactFile(bytes, source.name, { reason, marks })
    assert.deepEqual(await proveCopy(made.bytes, made.name, source), { found: [], words: 0, looked: 1 })
    const { found } = await proveCopy(bytes, made.name, source)
    assert.deepEqual(
      found.map((each) => each.kind),
      ['unburnt-mark'],
      kind,
    )
  }
})

test('a copy whose font still has its letters in the order of a marked name is found', async () => {
  const order = [...'RowenaQuilfthrbjcd']
  const font = (bytes: Uint8Array): Uint8Array =>
    Buffer.concat([bytes, Buffer.from(`9 0 obj<</Length 1>>stream\n${toUnicode(order)}\nendstream endobj\n`)])
  const made = await redactFile(page(), 'minutes.pdf', { find: ['Rowena Quillfeather'], reason })
  const proof = await prove(font(made.bytes))
  assert.deepEqual(kinds(proof), ['hidden-text'])
  assert.ok(proof.found.every(({ detail }) => !/rowena|quill/i.test(detail)))
})

test('a copy of a document whose fonts were cut down to its letters is proved without a finding', async () => {
  for (const font of ['Liberation Sans', 'Libertinus Serif'] as const) {
    const bytes = printTypst(
      ['Dear Rowena Quillfeather,', ...lines.slice(0, 1), ...lines.slice(2)].join('\n\n'),
      font,
    )
    const places = await marksOf(bytes, 'Rowena Quillfeather')
    const source = { bytes, name: 'minutes.pdf', places, labels: [reason] }
    const made = await redactFile(bytes, 'minutes.pdf', { find: ['Rowena Quillfeather'], reason })
    assert.deepEqual(made.pictures, [])
    const proof = await proveCopy(made.bytes, 'minutes-redacted.pdf', source)
    assert.deepEqual(proof.found, [])
    assert.equal(proof.looked, 1)
  }
})
