import { fileTypes, type FileType } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { readDelimited } from './delimited.ts'
import { readMessage } from './mail.ts'
import { readOutlook } from './outlook.ts'
import { readExcel } from './read-excel.ts'
import { readOpenSheet } from './read-open-sheet.ts'
import { readOpenSlides } from './read-open-slides.ts'
import { readOpenText } from './read-open-text.ts'
import { readPage } from './read-page.ts'
import { readRichText } from './read-rich-text.ts'
import { readSlides } from './read-slides.ts'
import { readWord } from './read-word.ts'
import type { Story } from './story.ts'
import { readText } from './text.ts'

const readers: Partial<Record<FileType, (bytes: Uint8Array) => Story | Promise<Story>>> = {
  txt: readText,
  html: readPage,
  rtf: readRichText,
  csv: readDelimited,
  docx: readWord,
  odt: readOpenText,
  pptx: readSlides,
  odp: readOpenSlides,
  xlsx: readExcel,
  ods: readOpenSheet,
  eml: readMessage,
  msg: readOutlook,
}

/** What to do with a file that cannot be taken apart. */
const advice: Partial<Record<FileType, string>> = {
  doc: 'Open it in Word and save it as DOCX or PDF',
  xls: 'Open it in Excel and save it as XLSX or CSV',
  ppt: 'Open it in PowerPoint and save it as PPTX or PDF',
  heic: 'Save it as JPEG or PNG',
  zip: 'Unpack it and redact each file inside',
  archive: 'Unpack it and redact each file inside',
  tnef: 'Open it in Outlook, and save the message and its files one by one',
  mp3: 'Sound has to be redacted in another program',
  wav: 'Sound has to be redacted in another program',
  mp4: 'Film has to be redacted in another program',
}

/** Throws a ProblemError where files of this kind cannot be taken apart into text. */
export async function readStory(bytes: Uint8Array, type: FileType): Promise<Story> {
  const read = readers[type]
  if (read === undefined)
    throw new ProblemError(
      'unsupported-type',
      `A file of this kind (${fileTypes[type].words}) cannot be redacted. ${advice[type] ?? 'Save it as PDF, DOCX, XLSX or CSV first'}.`,
    )
  return read(bytes)
}
