import { readHead, type ByteSource } from './byte-source.ts'
import { detectContainer } from './container.ts'
import { csvReader, type CsvNotes } from './csv-reader.ts'
import { decodeChunks, examineEncoding, type Decoding } from './decode.ts'
import { chooseDialect } from './dialect.ts'
import { makeFault, type Fault } from './fault.ts'
import { readJsonRecords } from './json-records.ts'
import type { LedgerLine } from './ledger.ts'
import { openOds } from './ods.ts'
import { openZip, type OpenZip } from './open-zip.ts'
import { refuse, type Refusal } from './refusals.ts'
import type { SheetInfo, SheetNotes, Workbook } from './workbook.ts'
import { openXlsx } from './xlsx.ts'

/** A table found in a file, ready to be read once. */
export type OpenTable = {
  container: string
  /** The file inside a zip. */
  inside?: { name: string; container: string }
  decoding: Decoding | null
  delimiter: string | null
  sheet?: string
  sheets?: SheetInfo[]
  rows(): AsyncIterable<string[][]>
  /** Complete once the rows have been read. */
  csvNotes?: CsvNotes
  sheetNotes?: SheetNotes
  faults: Fault[]
  ledger: LedgerLine[]
  /** Sheets that could have been read instead, where none was named. */
  choices?: string[]
  /** Delimited text: where it was read from. */
  text?: ByteSource
  lineEnd?: '\n' | '\r'
}

export type Opened = { ok: true; table: OpenTable } | (Refusal & { choices?: string[] })

const headBytes = 64 * 1024
const mostJson = 256 * 1024 * 1024

/** Puts what is packed in a zip where it can be read again quickly. */
export type Unpack = (entry: ByteSource) => Promise<ByteSource>

/** Finds the table in a file: itself, the file inside a zip, a sheet of a workbook, the records of a JSON document. */
export async function openTable(
  source: ByteSource,
  choice: string | undefined,
  unpack?: Unpack,
  depth = 0,
): Promise<Opened> {
  const head = await readHead(source, headBytes)
  const kind = detectContainer(head)
  if (kind === 'zip') return openArchive(source, choice, unpack, depth)
  if (kind === 'json') return openJson(source)
  if (kind !== 'text') return refuse(kind)
  return { ok: true, table: await openText(source) }
}

async function openText(source: ByteSource): Promise<OpenTable> {
  const decoding = await examineEncoding(source)
  let sample = ''
  for await (const text of decodeChunks(source, decoding)) {
    sample += text
    if (sample.length >= headBytes * 2) break
  }
  const { delimiter, lineEnd } = chooseDialect(sample.slice(0, headBytes * 2))
  const reader = csvReader(delimiter, lineEnd)
  const isText = /\.te?xt$/i.test(source.name)
  return {
    container: delimiter === '\t' ? 'tsv' : isText ? 'txt' : 'csv',
    decoding,
    delimiter,
    csvNotes: reader.notes,
    text: source,
    lineEnd,
    faults: [],
    ledger: [],
    async *rows() {
      for await (const text of decodeChunks(source, decoding)) {
        const batch = reader.push(text)
        if (batch.length > 0) yield batch
      }
      const rest = reader.end()
      if (rest.length > 0) yield rest
    },
  }
}

async function openJson(source: ByteSource): Promise<Opened> {
  const decoding = await examineEncoding(source)
  if (decoding.bytes > mostJson) return refuse('json-too-large')
  let text = ''
  for await (const piece of decodeChunks(source, decoding)) text += piece
  let records: ReturnType<typeof readJsonRecords>
  try {
    records = readJsonRecords(text)
  } catch (error) {
    // The engine's own words can repeat the text around the fault: only its place is kept.
    const place = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const line = place === undefined ? null : text.slice(0, Number(place)).split('\n').length
    return refuse('json-invalid', line === null ? '' : ` (line ${line})`)
  }
  if (records === null) return refuse('json-no-records')
  const { columns, rows, path, nested } = records
  const ledger: LedgerLine[] = []
  if (path !== '')
    ledger.push({
      step: 'container',
      change: 'records-found',
      count: rows.length,
      note: `The records are in “${path}”.`,
    })
  if (nested > 0)
    ledger.push({
      step: 'container',
      change: 'nested-values-flattened',
      count: nested,
      note: 'Values inside values became columns of their own, named with a slash; lists were joined.',
    })
  return {
    ok: true,
    table: {
      container: 'json',
      decoding,
      delimiter: null,
      faults: [],
      ledger,
      async *rows() {
        yield [columns]
        for (let at = 0; at < rows.length; at += 1000) yield rows.slice(at, at + 1000)
      },
    },
  }
}

async function openArchive(
  source: ByteSource,
  choice: string | undefined,
  unpack: Unpack | undefined,
  depth: number,
): Promise<Opened> {
  const zip = await openZip(source)
  const names = new Set(zip.entries.map(({ name }) => name))
  if (names.has('xl/workbook.xml')) return openSheet('xlsx', await openXlsx(zip), choice)
  if (names.has('content.xml') && names.has('mimetype')) return openSheet('ods', await openOds(zip), choice)
  if (names.has('xl/workbook.bin')) return refuse('xlsb')
  if (names.has('word/document.xml') || names.has('ppt/presentation.xml')) return refuse('document')
  return openEntry(zip, choice, unpack, depth)
}

async function openEntry(
  zip: OpenZip,
  choice: string | undefined,
  unpack: Unpack | undefined,
  depth: number,
): Promise<Opened> {
  const files = zip.entries.filter(
    ({ name, size }) =>
      !name.endsWith('/') && size > 0 && !/(?:^|\/)(?:__MACOSX\/|\.[^./]|Thumbs\.db$)/.test(name),
  )
  const tables = files.filter(({ name }) => /\.(?:csv|tsv|tab|txt|xlsx|ods|json|geojson)$/i.test(name))
  const likely = tables.filter(({ name }) => !/(?:^|\/)read_?me|licen[cs]e/i.test(name))
  const candidates = likely.length > 0 ? likely : tables.length > 0 ? tables : files
  const chosen =
    candidates.length === 1
      ? candidates[0]
      : candidates.find(({ name }) => name === choice || name.split('/').at(-1) === choice)
  if (candidates.length === 0) return refuse('zip-empty')
  if (chosen === undefined)
    return {
      ...refuse(
        'zip-many',
        candidates
          .slice(0, 10)
          .map(({ name }) => name)
          .join(', '),
      ),
      choices: candidates.map(({ name }) => name),
    }
  if (depth > 0) return refuse('zip-nested')
  const packed = zip.entry(chosen)
  const entry = unpack === undefined ? packed : await unpack(packed)
  const opened = await openTable(entry, candidates.length === 1 ? choice : undefined, undefined, depth + 1)
  if (!opened.ok) return opened
  const { table } = opened
  const name = chosen.name.split(/[/\\]/).at(-1) ?? chosen.name
  table.ledger.unshift({
    step: 'container',
    change: 'unzipped',
    count: 1,
    note: `The table is ${name}, inside the zip.`,
  })
  return { ok: true, table: { ...table, container: 'zip', inside: { name, container: table.container } } }
}

async function openSheet(container: string, workbook: Workbook, choice: string | undefined): Promise<Opened> {
  const { sheets } = workbook
  const filled: SheetInfo[] = []
  for (const sheet of sheets) if (!sheet.hidden && (await hasRows(workbook, sheet.name))) filled.push(sheet)
  const wanted =
    choice === undefined
      ? undefined
      : sheets.find(({ name }) => name.toLowerCase() === choice.trim().toLowerCase())
  if (choice !== undefined && wanted === undefined)
    return refuse('no-such-sheet', sheets.map(({ name }) => `“${name}”`).join(', '))
  const chosen = wanted ?? filled[0]
  if (chosen === undefined) return refuse('workbook-empty')
  const faults: Fault[] = []
  const hidden = sheets.filter((sheet) => sheet.hidden)
  if (hidden.length > 0)
    faults.push(
      makeFault({
        code: 'hidden-sheet',
        severity: 'warning',
        count: hidden.length,
        message: `The workbook has ${hidden.length} hidden sheet${hidden.length === 1 ? '' : 's'}: ${hidden.map(({ name }) => `“${name}”`).join(', ')}. Nothing in ${hidden.length === 1 ? 'it' : 'them'} was read.`,
        remedy: 'Delete hidden sheets before you send the workbook to anyone: others can unhide them.',
      }),
    )
  if (choice === undefined && filled.length > 1)
    faults.push(
      makeFault({
        code: 'sheet-choice',
        severity: 'warning',
        count: filled.length - 1,
        message: `The workbook has ${filled.length} sheets with data (${filled.map(({ name }) => `“${name}”`).join(', ')}). Only “${chosen.name}” was read.`,
        remedy:
          'Say which sheet you mean (--sheet on the command line), and check each that is to be published.',
      }),
    )
  const sheet = workbook.read(chosen.name)
  return {
    ok: true,
    table: {
      container,
      decoding: null,
      delimiter: null,
      sheet: chosen.name,
      sheets,
      sheetNotes: sheet.notes,
      faults,
      ledger: [],
      choices: choice === undefined && filled.length > 1 ? filled.map(({ name }) => name) : [],
      rows: () => sheet.rows(),
    },
  }
}

async function hasRows(workbook: Workbook, name: string): Promise<boolean> {
  for await (const batch of workbook.read(name).rows()) if (batch.length > 0) return true
  return false
}
