import { open } from 'node:fs/promises'
import { csvReader } from '../ingest/csv-reader.ts'
import { chooseDialect } from '../ingest/dialect.ts'
import { detectContainer } from '../ingest/container.ts'
import { literal, type Duck } from './duck.ts'

/** Delimited text on its way into the table `raw`, as it stands: `c0` …, the first line left out. */
export type LoadedText = {
  delimiter: string
  width: number
  /** Null where a row has more or fewer cells than the headings, or anything else is amiss */
  rows: Promise<number | null>
}

const headBytes = 512 * 1024
/** As much as openTable looks at. */
const sampleLength = 128 * 1024

/** Half of what DuckDB would take: two threads stay within the processor's cache more, and in less memory. */
const bufferBytes = 16 * 1024 * 1024

/** Begins to load a file that looks like delimited text, while it is still being examined. Null where it does not. */
export async function startLoading(duck: Duck, path: string): Promise<LoadedText | null> {
  const file = await open(path)
  const buffer = Buffer.alloc(headBytes)
  let head: Buffer
  try {
    const { bytesRead } = await file.read(buffer, 0, headBytes, 0)
    head = buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
  if (detectContainer(head.subarray(0, 65_536)) !== 'text') return null
  const text = new TextDecoder().decode(head)
  const { delimiter, lineEnd } = chooseDialect(text.slice(0, sampleLength))
  const [first] = csvReader(delimiter, lineEnd).push(text)
  const width = first?.length ?? 0
  return width < 2 || width > 1000 || lineEnd !== '\n' ? null : loadText(duck, path, delimiter, width)
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
