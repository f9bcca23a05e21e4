import { readHead, type ByteSource } from '../ingest/byte-source.ts'
import { csvReader } from '../ingest/csv-reader.ts'
import { chooseDialect } from '../ingest/dialect.ts'
import { detectContainer } from '../ingest/container.ts'
import { literal, type Duck } from './duck.ts'
import { watchText, type TextScan } from './scan-text.ts'

/** Delimited text on its way into the table `raw`, as it stands: `c0` …, the first line left out. */
export type LoadedText = {
  delimiter: string
  width: number
  /** Null where a row has more or fewer cells than the headings, or anything else is amiss */
  rows: Promise<number | null>
}

/** Text on its way, and its file, to be read instead of the one given: it is scanned while it is read. */
export type StartedText = LoadedText & { source: ByteSource; scan: () => TextScan | null | undefined }

const headBytes = 512 * 1024
/** As much as openTable looks at. */
const sampleLength = 128 * 1024

/** Half of what DuckDB would take: two threads stay within the processor's cache more, and in less memory. */
const bufferBytes = 16 * 1024 * 1024

/** Begins to load a file that looks like delimited text, while it is still being examined. Null where it does not. */
export async function startLoading(duck: Duck, file: ByteSource, path: string): Promise<StartedText | null> {
  const head = await readHead(file, headBytes)
  if (detectContainer(head.subarray(0, 65_536)) !== 'text') return null
  const text = new TextDecoder().decode(head)
  const { delimiter, lineEnd } = chooseDialect(text.slice(0, sampleLength))
  const [first] = csvReader(delimiter, lineEnd).push(text)
  const width = first?.length ?? 0
  if (width < 2 || width > 1000 || lineEnd !== '\n') return null
  const source = watchText(file, delimiter)
  return { ...loadText(duck, path, delimiter, width), source, scan: source.scan }
}

export function loadText(duck: Duck, path: string, delimiter: string, width: number): LoadedText {
  return { delimiter, width, rows: load(duck, path, delimiter, width) }
}

async function load(duck: Duck, path: string, delimiter: string, width: number): Promise<number | null> {
  const columns = Array.from({ length: width }, (_, at) => `'c${at}': 'VARCHAR'`).join(', ')
  try {
    await duck.run(
      `create or replace table raw as select * from read_csv(${literal(path)}, auto_detect = false, header = true, ` +
        `delim = ${literal(delimiter)}, quote = '"', escape = '"', nullstr = '', strict_mode = true, ` +
        `null_padding = false, buffer_size = ${bufferBytes}, columns = {${columns}})`,
    )
  } catch (error) {
    if (error instanceof Error && /invalid input|csv/i.test(error.message)) return null
    throw error
  }
  const [[rows = 0] = []] = await duck.rows('select count(*)::double from raw')
  return Number(rows)
}
