type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type JsonTable = { columns: string[]; rows: string[][]; path: string; nested: number }

/**
 * Records out of JSON: a list of objects, one inside an object (`grants`, `records`, `features`, `result.records`),
 * or an object a line. Inner objects become columns named `outer/inner`; lists of plain values are joined by `; `,
 * others stay JSON. Null where there are no records; throws SyntaxError where the text is not JSON.
 */
export function readJsonRecords(text: string): JsonTable | null {
  const found = findRecords(parse(text), '', 0)
  if (found === null) return null
  const columns = new Map<string, number>()
  const rows: string[][] = []
  let nested = 0
  for (const record of found.records) {
    const row: string[] = []
    const put = (path: string, value: Json): void => {
      if (value !== null && typeof value === 'object') {
        nested += 1
        if (!Array.isArray(value)) {
          for (const [key, inner] of Object.entries(value)) put(path === '' ? key : `${path}/${key}`, inner)
          return
        }
      }
      let index = columns.get(path)
      if (index === undefined) columns.set(path, (index = columns.size))
      while (row.length < index) row.push('')
      row[index] = cellOf(value)
    }
    for (const [key, value] of Object.entries(featureOf(record) ?? record)) put(key, value)
    rows.push(row)
  }
  for (const row of rows) while (row.length < columns.size) row.push('')
  return { columns: [...columns.keys()], rows, path: found.path, nested }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    if (lines.length < 2 || !lines.slice(0, 2).every((line) => /^\s*\{.*\}\s*$/.test(line))) throw error
    return lines.map((line) => JSON.parse(line) as Json)
  }
}

function cellOf(value: Json): string {
  if (value === null) return ''
  if (typeof value !== 'object') return String(value)
  if (!Array.isArray(value)) return JSON.stringify(value)
  return value.every((one) => one === null || typeof one !== 'object')
    ? value.join('; ')
    : JSON.stringify(value)
}

type Found = { records: Record<string, Json>[]; path: string }

function findRecords(value: Json, path: string, depth: number): Found | null {
  if (Array.isArray(value)) {
    const records = value.filter(isObject)
    return records.length > 0 && records.length === value.length ? { records, path } : null
  }
  if (!isObject(value) || depth > 3) return null
  // The longest list of records is the table; the rest of the object describes it.
  let best: Found | null = null
  for (const [key, inner] of Object.entries(value)) {
    const found = findRecords(inner, path === '' ? key : `${path}/${key}`, depth + 1)
    if (found !== null && found.records.length > (best?.records.length ?? 0)) best = found
  }
  return best
}

function isObject(value: Json): value is Record<string, Json> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** A GeoJSON feature (RFC 7946) as a plain record: its properties and, for a point, two columns in degrees. */
function featureOf(record: Record<string, Json>): Record<string, Json> | null {
  const { type, properties, geometry } = record
  if (type !== 'Feature' || properties === undefined || !isObject(properties)) return null
  if (geometry === undefined || !isObject(geometry)) return properties
  const { type: shape, coordinates } = geometry
  if (shape !== 'Point' || !Array.isArray(coordinates))
    return { ...properties, geometry: JSON.stringify(geometry) }
  const [longitude = null, latitude = null] = coordinates
  return { ...properties, longitude, latitude }
}
