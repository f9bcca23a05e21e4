import { deflateSync } from 'node:zlib'
import { extractText } from '../../src/documents/index.ts'
import { buildPdf } from '../../src/redaction/pdf/pdf.fixture.ts'
import { checkRedacted, countWords, secret, words } from './check-redacted.ts'
import type { Chance, Fuzzer } from './chance.ts'

/** Pages turned, cropped, scaled and kerned, with forms in forms, pictures, marked content and layers. */
export const fuzzPdf: Fuzzer = async (chance) => {
  const source = randomPdf(chance)
  const { text } = await extractText(source, 'pdf')
  return checkRedacted(source, 'random.pdf', countWords(text), switchedOff)
}

/** On the layer that the document does not show: a copy must not have them, so they count as nobody's neighbours. */
const switchedOff =
  'agate basalt chalk diorite emery flint gneiss halite ilmenite jasper kaolin lignite marble'.split(' ')

type Body = Parameters<typeof buildPdf>[0][number]

export function randomPdf(chance: Chance): Uint8Array {
  const pages = 1 + chance.below(3)
  const objects: Body[] = [
    '<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[5 0 R]/D<</OFF[5 0 R]>>>>>>',
    `<</Type/Pages/Kids[${Array.from({ length: pages }, (_, index) => `${8 + index * 2} 0 R`).join(' ')}]/Count ${pages}>>`,
    `<</Type/Font/Subtype/Type1/BaseFont/${chance.pick(['Helvetica', 'Times-Roman', 'Courier', 'Helvetica-Bold'])}/Encoding/WinAnsiEncoding>>`,
    {
      dictionary: `/Type/XObject/Subtype/Form/BBox[0 0 600 900]${chance.odds(30) ? '/Matrix[0.9 0.1 -0.1 0.9 0 0]' : ''}/Resources<</Font<</F1 3 0 R>>>>`,
      stream: line(chance, 300, 40),
      packed: chance.odds(70),
    },
    '<</Type/OCG/Name(Draft)>>',
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<</XObject<</In 4 0 R>>>>',
      stream: `q 1 0 0 1 0 ${20 + chance.below(30)} cm /In Do Q`,
    },
    {
      dictionary: '/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8',
      stream: '\x10\x80\xc0\xff',
    },
  ]
  for (let page = 0; page < pages; page += 1) {
    const content: string[] = []
    const angle = chance.pick([0, 0, 0, 90, 180, 270, 12])
    // Boxes lie straight, so those of slanted lines reach into the lines beside them.
    const lines = 1 + chance.below(angle === 12 ? 2 : 8)
    for (let index = 0; index < lines; index += 1) content.push(placed(chance, angle, index))
    if (chance.odds(40)) content.push(`q 1 0 0 1 0 0 cm /${chance.pick(['Fm1', 'Fm2'])} Do Q`)
    if (chance.odds(25)) content.push('q 40 0 0 40 500 700 cm /Im1 Do Q')
    if (chance.odds(20)) content.push(`/OC /Layer BDC ${line(chance, 60, 120, switchedOff)} EMC`)
    if (chance.odds(20)) content.push(`/Span <</ActualText(${secret})>> BDC ${line(chance, 60, 160)} EMC`)
    if (chance.odds(15)) content.push(`q 0 0 300 20 re W n ${line(chance, 60, 700)} Q`)
    if (chance.odds(15)) content.push(`BT 3 Tr /F1 10 Tf 60 100 Td (${secret}) Tj 0 Tr ET`)
    const body = content.join('\n')
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[${chance.pick(['0 0 600 800', '-200 -100 700 900'])}]${chance.odds(30) ? '/CropBox[10 10 590 790]' : ''}/Rotate ${chance.pick([0, 0, 90, 180, 270])}/Contents ${9 + page * 2} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</Fm1 4 0 R/Fm2 6 0 R/Im1 7 0 R>>/Properties<</Layer 5 0 R>>>>${chance.odds(20) ? `/PieceInfo<</A<</Private(${secret})>>>>` : ''}>>`,
      chance.odds(20)
        ? {
            dictionary: '/Filter[/FlateDecode]',
            stream: deflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
          }
        : { dictionary: '', stream: body, packed: true },
    )
  }
  return buildPdf(objects)
}

/** Lines lie beside one another, whichever way they run. */
function placed(chance: Chance, angle: number, index: number): string {
  const turn = (angle * Math.PI) / 180
  const scale = chance.pick([1, 1, 0.7, 1.4])
  const x = 300 + index * (angle === 12 ? 160 : 40) * Math.sin(turn)
  const y = 420 - index * (angle === 12 ? 160 : 40) * Math.cos(turn)
  const matrix = [scale * Math.cos(turn), Math.sin(turn), -scale * Math.sin(turn), Math.cos(turn), x, y]
  return text(chance, `${matrix.map((each) => each.toFixed(4)).join(' ')} Tm`)
}

const line = (chance: Chance, x: number, y: number, beside = words): string =>
  text(chance, `${x} ${y} Td`, beside)

function text(chance: Chance, place: string, beside = words): string {
  const letters = [...secret]
  const shown = chance.pick([
    `(${secret}) Tj`,
    `(${secret.toUpperCase()}) Tj`,
    `[${letters.map((letter) => `(${letter}) ${chance.below(80) - 40}`).join(' ')}] TJ`,
    letters.map((letter) => `(${letter}) Tj`).join(' '),
    `<${Buffer.from(secret).toString('hex')}> Tj`,
    `(${letters.map((letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}) Tj`,
    `(${secret} ${chance.pick(beside)} ${secret}) Tj`,
    `(${secret.slice(0, 11)}) Tj (${secret.slice(11)}) Tj`,
  ])
  const spacing = chance.odds(20) ? `${chance.below(3)} Tc ` : ''
  return `BT /F1 ${6 + chance.below(12)} Tf ${spacing}${place} (${chance.pick(beside)} ) Tj ${shown} ( ${chance.pick(beside)}) Tj ET`
}
