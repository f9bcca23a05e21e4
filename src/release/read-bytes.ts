import {
  decodeText,
  extractText,
  inspectFile,
  type FileProblemCode,
  type FileType,
  type ReadScan,
} from '../documents/index.ts'
import { countOf } from '../kernel/count-of.ts'
import type { Found } from './weigh-findings.ts'

export type ReadBytes = { type: FileType; texts: string[]; found: Found[]; complete: boolean }

const unread: readonly FileProblemCode[] = [
  'empty',
  'encrypted',
  'executable',
  'archive-bomb',
  'unreadable',
  'type-mismatch',
]
/** Nobody can answer for these: there is nothing to look at, or it is made to do harm. */
const hopeless: readonly FileProblemCode[] = ['empty', 'executable', 'archive-bomb']
const textual: readonly FileType[] = ['txt', 'csv', 'json', 'xml', 'html', 'ics', 'eml']

/** Every text that a file shows or hides: as extracted, as its source where that is text, and its name. */
export async function readBytes(
  bytes: Uint8Array,
  name: string,
  declared: string,
  readScan?: ReadScan,
): Promise<ReadBytes> {
  const { type, problems } = inspectFile(bytes, name, declared)
  const found = problems
    .filter(({ code }) => unread.includes(code))
    .map(({ code, message }): Found => ({
      kind: 'unreadable',
      where: 'the file',
      detail: `${message}.`,
      acceptable: !hopeless.includes(code),
    }))
  const extraction = await extractText(bytes, type, { ocr: true, ...(readScan ? { readScan } : {}) })
  const texts = [extraction.text, name]
  const source = textual.includes(type) ? decodeText(bytes).text : extraction.text
  if (source !== extraction.text) texts.push(source)
  const { complete, scanned, note = 'Not all of it could be read.' } = extraction
  const machineRead = scanned?.allRead === true
  if (!complete && found.length === 0)
    found.push({
      kind: 'unreadable',
      where: 'its text',
      detail: machineRead
        ? `Words in ${countOf(scanned.pages, 'picture')} were read by machine, which can miss some. Look at them.`
        : note,
      // A crest beside a page of words is seen by whoever approves; a page that is a picture is read by machine.
      weight: machineRead || harmless.test(note) ? 'note' : 'alarm',
    })
  return { type, texts, found, complete: complete || machineRead }
}

/** What extraction says where it read every page, and pictures stand beside the words. */
const harmless =
  /^It holds pictures, whose content was not read\.(?: The words of (?:1 picture|\d+ pictures) were read by text recognition, which can miss some\.)?$/
