import { fileTypes, type FileType } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { readDelimited } from './delimited.ts'
import { readMessage } from './mail.ts'
import { readExcel } from './read-excel.ts'
import { readOpenSheet } from './read-open-sheet.ts'
import { readOpenText } from './read-open-text.ts'
import { readWord } from './read-word.ts'
import type { Story } from './story.ts'
import { readText } from './text.ts'

const readers: Partial<Record<FileType, (bytes: Uint8Array) => Story | Promise<Story>>> = {
  txt: (bytes) => readText(bytes, 'txt'),
  html: (bytes) => readText(bytes, 'html'),
  rtf: (bytes) => readText(bytes, 'rtf'),
  csv: readDelimited,
  docx: readWord,
  odt: readOpenText,
  xlsx: readExcel,
  ods: readOpenSheet,
  eml: readMessage,
}

/** Throws a ProblemError where files of this kind cannot be taken apart into text. */
export async function readStory(bytes: Uint8Array, type: FileType): Promise<Story> {
  const read = readers[type]
  if (read === undefined)
    throw new ProblemError(
      'unsupported-type',
      `A file of this kind (${fileTypes[type].words}) cannot be redacted. Save it as PDF, DOCX, XLSX or CSV first.`,
    )
  return read(bytes)
}
