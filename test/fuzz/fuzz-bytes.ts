import { extractText, inspectFile } from '../../src/documents/index.ts'
import { ProblemError } from '../../src/kernel/outcome.ts'
import {
  secretOpenSlides,
  secretOutlook,
  secretPage,
  secretRichText,
  secretSlides,
} from '../../src/redaction/formats.fixture.ts'
import {
  secretDocument,
  secretMessage,
  secretOpenDocument,
  secretWorkbook,
} from '../../src/redaction/office.fixture.ts'
import { redactFile } from '../../src/redaction/index.ts'
import { secretPdf } from '../../src/redaction/pdf/pdf.fixture.ts'
import { inspectForRelease } from '../../src/release/index.ts'
import { compoundFile, winmail } from '../support/compound-file.ts'
import { inTime, type Chance, type Fuzzer } from './chance.ts'
import { secret, words } from './check-redacted.ts'
import { randomPdf } from './fuzz-pdf.ts'

const text = (value: string): Uint8Array => new TextEncoder().encode(value)
const seeds: [name: string, make: (chance: Chance) => Uint8Array][] = [
  ['a.pdf', () => secretPdf(secret, words)],
  ['a.pdf', randomPdf],
  ['a.docx', () => secretDocument(secret)],
  ['a.xlsx', () => secretWorkbook(secret)],
  ['a.pptx', () => secretSlides(secret)],
  ['a.odt', () => secretOpenDocument(secret, 'text')],
  ['a.ods', () => secretOpenDocument(secret, 'spreadsheet')],
  ['a.odp', () => secretOpenSlides(secret)],
  ['a.eml', () => secretMessage(secret)],
  ['a.msg', () => secretOutlook(secret)],
  ['a.html', () => secretPage(secret)],
  ['a.rtf', () => secretRichText(secret)],
  ['a.doc', () => compoundFile({ WordDocument: new Uint8Array(9000), 'Macros/VBA/dir': new Uint8Array(60) })],
  ['a.xls', () => compoundFile({ Workbook: new Uint8Array(9000).fill(9) })],
  ['winmail.dat', () => winmail([{ name: 'a.docx', content: secretDocument(secret) }])],
  ['a.csv', () => text(`name,sum\n"${secret}",1\namber,"2"\n`)],
  ['a.txt', () => text(`amber ${secret} birch`)],
]

/** A file with some bytes changed, cut out, doubled or cut off: refusals are right answers, anything else is not. */
export const fuzzBytes: Fuzzer = async (chance) => {
  const [name, make] = chance.pick(seeds)
  const bytes = mutate(make(chance), chance)
  const faults: string[] = []
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    try {
      await inTime(work(), 60, what)
    } catch (error) {
      if (!(error instanceof ProblemError))
        faults.push(
          `${name}: ${what} threw ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : 'something'}`,
        )
    }
  }
  const { type } = inspectFile(bytes, name, '')
  await attempt('extractText', () => extractText(bytes, type))
  await attempt('the gate', () => inspectForRelease(bytes, name, [secret]))
  await attempt('redactFile', async () => {
    const made = await redactFile(bytes, name, { find: [secret], reason: 's.40(2)' })
    if (!made.verification.passed || made.bytes.length === 0) return
    const { findings } = await inspectForRelease(made.bytes, made.name, [secret])
    for (const { kind, where } of findings)
      if (kind === 'must-not-text') faults.push(`${name}: the secret is left, ${where}`)
  })
  return faults
}

function mutate(source: Uint8Array, chance: Chance): Uint8Array {
  let bytes = Buffer.from(source)
  for (let count = 1 + chance.below(12); count > 0; count -= 1) {
    const at = chance.below(Math.max(1, bytes.length))
    const size = Math.min(1 + chance.below(40), bytes.length - at)
    switch (chance.below(6)) {
      case 0:
        if (bytes.length > 0) bytes[at] = chance.below(256)
        break
      case 1:
        if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.below(8))
        break
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)])
        break
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at + size), bytes.subarray(at)])
        break
      case 4:
        for (let each = at; each < at + Math.min(4, size); each += 1)
          bytes[each] = chance.pick([0, 0xff, 0x7f, 0x80])
        break
      default:
        if (chance.odds(20)) bytes = bytes.subarray(0, at)
    }
  }
  return new Uint8Array(bytes)
}
