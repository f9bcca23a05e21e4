import { BuildFault } from './build-fault.ts'
import { literal, type Duck } from './duck.ts'
import type { RawRows } from './raw-rows.ts'
import type { RawTable } from './raw-table.ts'

/** Loads what `writeRawRows` wrote as the table `raw`: `_row`, `_broken`, `c0` …, all text, empty cells null. */
export async function loadRaw(duck: Duck, path: string, rows: RawRows): Promise<RawTable> {
  const names = ['_row', '_broken', ...Array.from({ length: rows.width() }, (_, at) => `c${at}`)]
  const columns = names.map((column) => `${literal(column)}: 'VARCHAR'`).join(', ')
  const line = Math.max(2_097_152, rows.longestLine() * 3 + 1024)
  await duck.runAlone(
    `create or replace table raw as select * from read_csv(${literal(path)}, auto_detect = false, header = false, delim = ',', ` +
      `quote = '"', escape = '"', nullstr = '', new_line = '\\n', strict_mode = true, null_padding = false, ` +
      `max_line_size = ${line}, columns = {${columns}})`,
  )
  const [[loaded = 0] = []] = await duck.rows('select count(*)::double from raw')
  if (loaded !== rows.rows()) throw new BuildFault(`Of ${rows.rows()} rows ${loaded} were loaded.`)
  return {
    rows: rows.rows(),
    row: 'cast(_row as bigint)',
    broken: "_broken = '1'",
    spaced: new Set(),
    distinct: () => null,
    figures: () => null,
  }
}
