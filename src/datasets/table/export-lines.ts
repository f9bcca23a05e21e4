import type { ExportColumn } from './export-columns.ts'

/** Single quotes doubled: for our own constants only. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const json = (text: string): string => `cast(to_json(${text}) as varchar)`

/** Characters with which spreadsheet programs begin a formula (OWASP, "CSV injection"). */
const formulaStart = '^[=+\\-@\\t\\r\\n＝＋－＠|%]'
const plainNumber = '[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?%?'

/** One line of CSV (RFC 4180, without its end) as an expression over a row. */
export function csvLine(columns: readonly ExportColumn[], spreadsheetSafe: boolean): string {
  return concat(
    columns.map(({ column, marked, text }) => {
      // Only text, and markers in place of other values, can hold a comma or a quote.
      if (column.type !== 'string' && !marked) return text
      const inert = spreadsheetSafe
        ? `case when regexp_matches(${text}, ${quoted(formulaStart)}) and not regexp_full_match(${text}, ${quoted(plainNumber)}) then concat('''', ${text}) else ${text} end`
        : text
      return `case when regexp_matches(${text}, '[",\\r\\n]|^\\s|\\s$') then concat('"', replace(${inert}, '"', '""'), '"') else ${inert} end`
    }),
    ',',
  )
}

/** One row as a JSON object, its keys the columns' names. */
export function jsonLine(columns: readonly ExportColumn[]): string {
  const members = columns.flatMap(({ column, text, exact, value }, index) => {
    const key = `${index === 0 ? '{' : ','}${JSON.stringify(column.name)}:`
    return [quoted(key), jsonCell(column.type, text, exact, value)]
  })
  return `concat(${[...members, quoted('}')].join(', ')})`
}

/** A cell as JSON writes it; `exact` and `value` as in `ExportColumn`. */
export function jsonCell(type: string, text: string, exact: string | null, value: string | null): string {
  if (type === 'boolean')
    return `case when ${text} in ('true', 'false') then ${text} else coalesce(${json(text)}, 'null') end`
  if (exact === null) return `coalesce(${json(text)}, 'null')`
  const isValue = value === null ? '' : `${value} is not null and `
  return `case when ${isValue}${exact} then ${text} else coalesce(${json(text)}, 'null') end`
}

/** One row of a worksheet (ECMA-376 part 1, §18.3.1.73): numbers and days as such, all else as text. */
export function sheetRow(columns: readonly ExportColumn[]): string {
  return `concat('<row>', ${columns.map(sheetCell).join(', ')}, '</row>')`
}

/** Days before this are counted differently by different programs, so they are written as text. */
const firstSafeDay = "'1900-03-01'"

function sheetCell({ column, text, exact, value }: ExportColumn): string {
  const written = `concat('<c t="inlineStr"><is><t xml:space="preserve">', ${xmlText(text)}, '</t></is></c>')`
  const parts: string[] = [`when ${text} is null then '<c/>'`]
  const isValue = value === null ? '' : `${value} is not null and `
  if (exact !== null) parts.push(`when ${isValue}${exact} then concat('<c><v>', ${text}, '</v></c>')`)
  if (column.type === 'boolean')
    parts.push(
      `when ${text} = 'true' then '<c t="b"><v>1</v></c>' when ${text} = 'false' then '<c t="b"><v>0</v></c>'`,
    )
  if (column.type === 'date' || column.type === 'datetime') {
    const moment = `try_cast(${text} as timestamp)`
    const days = `date_diff('day', timestamp '1899-12-30', ${moment})`
    const serial =
      column.type === 'date'
        ? `concat('<c s="1"><v>', ${days}, '</v></c>')`
        : `concat('<c s="2"><v>', round(${days} + date_diff('second', date_trunc('day', ${moment}), ${moment}) / 86400.0, 9), '</v></c>')`
    parts.push(`when ${moment} >= timestamp ${firstSafeDay} then ${serial}`)
  }
  return `case ${parts.join(' ')} else ${written} end`
}

/** Text as XML holds it; what XML cannot hold in the way of ECMA-376 part 1, §22.9.2.19 (`_x0007_`). */
function xmlText(text: string): string {
  const plain = `replace(replace(replace(regexp_replace(${text}, '_(x[0-9A-Fa-f]{4}_)', '_x005F_\\1', 'g'), '&', '&amp;'), '<', '&lt;'), '>', '&gt;')`
  const odd = '[\\x{0}-\\x{8}\\x{b}\\x{c}\\x{d}\\x{e}-\\x{1f}\\x{fffe}\\x{ffff}]'
  const spelt = `array_to_string(list_transform(string_split(${plain}, ''), lambda letter: case when regexp_matches(letter, '${odd}') then printf('_x%04X_', ord(letter)) else letter end), '')`
  return `case when regexp_matches(${text}, '${odd}') then ${spelt} else ${plain} end`
}

function concat(parts: string[], between: string): string {
  return `concat(${parts.flatMap((part, index) => (index === 0 ? [part] : [quoted(between), part])).join(', ')})`
}
