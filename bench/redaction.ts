/**
 * Pages a second that are redacted and verified, beside the two engines' own passes over the same file: PDFium opening,
 * reading and saving, pdf.js reading. Aim: no more than twice their time together, 500 pages under 10 s, under 600 MB.
 * `--pages 500` for a longer file.
 */
import { Pdfium } from '../src/redaction/pdf/pdfium.ts'
import { buildPdf } from '../src/redaction/pdf/pdf.fixture.ts'
import { readPageText } from '../src/redaction/pdf/page-text.ts'
import { runJob } from '../src/redaction/pdf/run-job.ts'
import { verifyPdf } from '../src/redaction/pdf/verify-pdf.ts'

const at = process.argv.indexOf('--pages')
const pages = at === -1 ? 200 : Number(process.argv[at + 1])
const secret = 'Quillon Zephyrine'
const words =
  'the council agreed to plant amber birch cedar dogwood elder and fir beside the new path in spring'.split(
    ' ',
  )

function longPdf(count: number): Uint8Array {
  const objects: Parameters<typeof buildPdf>[0][number][] = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${count}/Kids[${Array.from({ length: count }, (_, index) => `${4 + index * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ]
  for (let page = 0; page < count; page += 1) {
    const lines = Array.from({ length: 45 }, (_, line) => {
      const said = Array.from(
        { length: 12 },
        (__, word) => words[(page * 7 + line * 5 + word * 3) % words.length],
      )
      if (line % 15 === page % 15) said[5] = secret
      return `BT /F1 10 Tf 50 ${790 - line * 16} Td (${said.join(' ')}) Tj ET`
    })
    objects.push(
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${5 + page * 2} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      { dictionary: '', stream: lines.join('\n'), packed: true },
    )
  }
  return buildPdf(objects)
}

/** Seconds on the clock, and of processor time: the clock tells of the machine’s other work too. */
type Taken = { wall: number; busy: number }
async function measure(work: () => Promise<unknown> | void): Promise<Taken> {
  const used = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = (performance.now() - start) / 1000
  const { user, system } = process.cpuUsage(used)
  return { wall, busy: (user + system) / 1e6 }
}
const print = (name: string, { wall, busy }: Taken, more = ''): void =>
  console.log(
    `${name}: ${wall.toFixed(2)} s (${busy.toFixed(2)} s of processor time), ${(pages / wall).toFixed(0)} pages/s${more}`,
  )

const pdfium = await Pdfium.start()
const file = longPdf(pages)
const job = {
  find: [secret],
  entities: [],
  minScore: 0.5,
  boxes: [],
  label: 's.40(2)',
  title: 'Bench',
  write: true,
}
const unmarked = Array.from({ length: pages }, (_, index) => ({
  index,
  marks: [],
  removed: [],
  rest: '',
  glyphs: [],
  boxes: [],
  overPicture: false,
}))

async function redact(): Promise<string> {
  const result = await runJob(pdfium, { ...job, bytes: file })
  if ('problem' in result || !result.verification.passed) throw new Error('It was not redacted')
  return `${result.marks.length} marks, ${result.pictures.length} pages as pictures`
}
function passPdfium(): void {
  const opened = pdfium.open(file)
  if ('problem' in opened) throw new Error('It could not be opened')
  for (let index = 0; index < pages; index += 1) {
    const page = pdfium.api.FPDF_LoadPage(opened.document, index)
    readPageText(pdfium, page).close()
    pdfium.api.FPDF_ClosePage(page)
  }
  pdfium.save(opened.document)
  opened.close()
}
const passPdfJs = (): Promise<unknown> => verifyPdf(file, unmarked, [])

const cold = await measure(redact)
const memory = process.resourceUsage().maxRSS / 1024
console.log(`${pages} pages, ${(file.length / 1024).toFixed(0)} KB, ${await redact()}`)
print('the first time, everything still to be compiled', cold, `, ${memory.toFixed(0)} MB at most`)
// In turn, so that all three meet the machine in the same state; the least is what the work itself takes.
const runs: [Taken[], Taken[], Taken[]] = [[], [], []]
for (let run = 0; run < 3; run += 1) {
  runs[0].push(await measure(redact))
  runs[1].push(await measure(passPdfium))
  runs[2].push(await measure(passPdfJs))
}
const least = (all: readonly Taken[]): Taken => ({
  wall: Math.min(...all.map(({ wall }) => wall)),
  busy: Math.min(...all.map(({ busy }) => busy)),
})
const [redacted, engine, other] = [least(runs[0]), least(runs[1]), least(runs[2])]
print('redacted and verified', redacted)
print('PDFium alone: open, read, save', engine)
print('pdf.js alone: read', other)
const ratio = (key: keyof Taken): string => (redacted[key] / (engine[key] + other[key])).toFixed(2)
console.log(
  `ratio to their sum ${ratio('wall')} (processor time ${ratio('busy')}), aim 2 at most; 500 pages in ${((redacted.wall / pages) * 500).toFixed(1)} s, aim 10`,
)
