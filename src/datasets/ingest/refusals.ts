import { makeFault, type Fault, type FaultCode } from './fault.ts'

/** A file that holds no table that can be read, and what to do about it. */
export type Refusal = { ok: false; container: string; fault: Fault }

type Row = { container: string; code: FaultCode; message: string; remedy: string }

const rows = {
  empty: {
    container: 'empty',
    code: 'source-error',
    message: 'The file is empty.',
    remedy: 'Export it again, and look at its size before you send it.',
  },
  xls: {
    container: 'xls',
    code: 'format-error',
    message: 'This is an old Excel workbook (XLS), or one protected by a password. It cannot be read safely.',
    remedy:
      'Open it in Excel or LibreOffice and save it as “Excel Workbook (.xlsx)” without a password, or as “CSV UTF-8”.',
  },
  xlsb: {
    container: 'xlsb',
    code: 'format-error',
    message: 'This is a binary Excel workbook (XLSB), which cannot be read.',
    remedy: 'Open it in Excel and save it as “Excel Workbook (.xlsx)” or as “CSV UTF-8”.',
  },
  pdf: {
    container: 'pdf',
    code: 'format-error',
    message: 'This is a PDF. A table in a PDF has no rows and columns that can be read reliably.',
    remedy: 'Ask for the spreadsheet it was made from, and send that as XLSX or CSV.',
  },
  html: {
    container: 'html',
    code: 'format-error',
    message: 'This is a web page, whatever its name ends in. Some systems export these as “Excel”.',
    remedy: 'Open it in Excel or LibreOffice and save it as XLSX or “CSV UTF-8”.',
  },
  binary: {
    container: 'binary',
    code: 'format-error',
    message: 'The file is not text, a spreadsheet or a zip that is known.',
    remedy: 'Send a CSV, TSV, XLSX, ODS or JSON file, or a zip with one of them inside.',
  },
  document: {
    container: 'document',
    code: 'format-error',
    message: 'This is a word-processing document or a presentation, not a table.',
    remedy: 'Put the table in a spreadsheet and send that as XLSX or CSV.',
  },
  'zip-empty': {
    container: 'zip',
    code: 'source-error',
    message: 'There is no file in the zip.',
    remedy: 'Zip it again with the table inside.',
  },
  'zip-many': {
    container: 'zip',
    code: 'sheet-choice',
    message: 'There is more than one table in the zip: ',
    remedy: 'Say which you mean (--sheet on the command line), or send them one at a time.',
  },
  'zip-nested': {
    container: 'zip',
    code: 'compression-error',
    message: 'There is a zip inside the zip.',
    remedy: 'Send the inner zip, or the table itself.',
  },
  damaged: {
    container: 'zip',
    code: 'compression-error',
    message: '',
    remedy: 'Open the file on your own computer; if it opens there, save it again and send that.',
  },
  'workbook-empty': {
    container: 'workbook',
    code: 'source-error',
    message: 'No visible sheet of the workbook has anything in it.',
    remedy: 'Unhide the sheet you mean, or name it (--sheet on the command line).',
  },
  'no-such-sheet': {
    container: 'workbook',
    code: 'sheet-choice',
    message: 'The workbook has no sheet of that name. It has ',
    remedy: 'Give the name exactly as it stands on the sheet’s tab.',
  },
  'json-invalid': {
    container: 'json',
    code: 'format-error',
    message: 'The file looks like JSON but cannot be read as JSON',
    remedy:
      'Most often a quotation mark inside a text lacks its backslash, or a comma is missing or one too many. Write it with a program rather than by hand.',
  },
  'json-no-records': {
    container: 'json',
    code: 'format-error',
    message: 'There is no list of records in this JSON.',
    remedy: 'Send a list of objects, each with the same names, or an object that holds one.',
  },
  'long-row': {
    container: 'text',
    code: 'format-error',
    message: 'One line of the file is longer than 64 million characters, which no row of a table is.',
    remedy: 'Look whether its lines end where rows do, and export it again.',
  },
  'json-too-large': {
    container: 'json',
    code: 'format-error',
    message: 'The JSON is larger than 256 MB, which is more than can be read at once.',
    remedy: 'Send it as CSV.',
  },
} satisfies Record<string, Row>

export function refuse(reason: keyof typeof rows, detail = ''): Refusal {
  const { container, code, message, remedy } = rows[reason]
  const sentence = `${message}${detail}`
  const ended = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
  return { ok: false, container, fault: makeFault({ code, severity: 'error', message: ended, remedy }) }
}
