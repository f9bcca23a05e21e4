import type { RecordField, RecordFilter } from '../../queries/record-filter.ts'
import { CkanError } from './ckan-error.ts'

/** What a query may be about that only this authority's catalogue knows. */
export type SolrNames = {
  /** The names and ids the one organisation here answers to */
  organisation: readonly string[]
  /** Our ids of a licence that CKAN knows by this one */
  licencesOf(ckanId: string): readonly string[]
}

const fields: Record<string, RecordField> = {
  id: 'id',
  name: 'slug',
  title: 'title',
  tags: 'keyword',
  groups: 'theme',
  res_format: 'format',
}
const dates: Record<string, 'issued' | 'modified'> = {
  metadata_created: 'issued',
  metadata_modified: 'modified',
}
/** True of every dataset here. */
const constants: Record<string, string> = {
  state: 'active',
  type: 'dataset',
  dataset_type: 'dataset',
  private: 'false',
  capacity: 'public',
}

type Token =
  | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { kind: 'word'; text: string; quoted: boolean }
  | { kind: 'field'; name: string }
  | { kind: 'range'; from: string; to: string }

/**
 * A query in the part of Solr's language that harvesters and CKAN's clients use: `field:value`, quoted values, lists in
 * brackets, ranges of dates, AND, OR, NOT, `+` and `-`. OR binds tighter than the AND that a space stands for, since
 * that is what a harvester means by `organization:a OR organization:b metadata_modified:[…]`.
 */
export function parseSolr(query: string, names: SolrNames): RecordFilter {
  const tokens = readTokens(query)
  let at = 0
  const peek = () => tokens[at]

  const readAll = (field: string | null): RecordFilter => {
    const of: RecordFilter[] = []
    for (let token = peek(); token !== undefined && token.kind !== 'close'; token = peek()) {
      if (token.kind === 'and') at += 1
      else of.push(readAny(field))
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'all', of }
  }
  const readAny = (field: string | null): RecordFilter => {
    const of = [readOne(field)]
    while (peek()?.kind === 'or') {
      at += 1
      of.push(readOne(field))
    }
    return of.length === 1 && of[0] !== undefined ? of[0] : { kind: 'any', of }
  }
  const readOne = (field: string | null): RecordFilter => {
    const token = tokens[at++]
    switch (token?.kind) {
      case 'not':
        return { kind: 'not', of: readOne(field) }
      case 'open': {
        const inside = readAll(field)
        if (tokens[at++]?.kind !== 'close') throw wrong(query)
        return inside
      }
      case 'field':
        return readOne(token.name)
      case 'word':
        return field === null ? wordsOf(token) : valueOf(field, token, names)
      case 'range':
        if (field === null || dates[field] === undefined) throw wrong(query)
        return { kind: 'between', field: dates[field], from: moment(token.from), to: moment(token.to) }
      default:
        throw wrong(query)
    }
  }
  const filter = readAll(null)
  if (at < tokens.length) throw wrong(query)
  return filter
}

/** `q` is words unless it speaks of fields; what cannot be read as a query is looked for as it stands. */
export function parseWords(query: string, names: SolrNames): RecordFilter {
  const text = query.trim()
  if (text === '' || text === '*:*') return { kind: 'true' }
  if (!/[\w.]+:\S/.test(text) || /https?:/.test(text)) return { kind: 'words', text }
  try {
    return parseSolr(text, names)
  } catch (error) {
    if (error instanceof CkanError) return { kind: 'words', text }
    throw error
  }
}

const pattern =
  /\s*(?:(?<open>\()|(?<close>\))|(?<range>[[{]\s*(?<from>\S+)\s+TO\s+(?<to>[^\s\]}]+)\s*[\]}])|(?<field>[+-]?[\w.*-]+):|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s()[\]"]+))/y

function readTokens(query: string): Token[] {
  if (query.length > 4000) throw wrong(`${query.slice(0, 40)}…`)
  const tokens: Token[] = []
  pattern.lastIndex = 0
  const text = query.trim()
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text)
    if (found === null) throw wrong(query)
    const { open, close, range, from = '', to = '', field, quoted, word } = found.groups ?? {}
    if (open !== undefined) tokens.push({ kind: 'open' })
    else if (close !== undefined) tokens.push({ kind: 'close' })
    else if (range !== undefined) tokens.push({ kind: 'range', from, to })
    else if (field !== undefined) {
      if (field.startsWith('-')) tokens.push({ kind: 'not' })
      tokens.push({ kind: 'field', name: field.replace(/^[+-]/, '') })
    } else if (quoted !== undefined)
      tokens.push({ kind: 'word', text: quoted.replaceAll(/\\(.)/g, '$1'), quoted: true })
    else if (word !== undefined) tokens.push(...readWord(word))
    if (tokens.length > 500) throw wrong(`${query.slice(0, 40)}…`)
  }
  return tokens
}

function readWord(word: string): Token[] {
  if (word === 'AND' || word === '&&') return [{ kind: 'and' }]
  if (word === 'OR' || word === '||') return [{ kind: 'or' }]
  if (word === 'NOT' || word === '!') return [{ kind: 'not' }]
  if (word === '+') return []
  if (word.startsWith('-') && word.length > 1)
    return [{ kind: 'not' }, { kind: 'word', text: word.slice(1), quoted: false }]
  return [{ kind: 'word', text: word.replace(/^\+/, '').replaceAll(/\\(.)/g, '$1'), quoted: false }]
}

function wordsOf({ text, quoted }: { text: string; quoted: boolean }): RecordFilter {
  return text === '*' ? { kind: 'true' } : { kind: 'words', text: quoted ? `"${text}"` : text }
}

function valueOf(
  field: string,
  { text, quoted }: { text: string; quoted: boolean },
  names: SolrNames,
): RecordFilter {
  const anything = text === '*' && !quoted
  if (field === '*') return { kind: 'true' }
  const constant = constants[field]
  if (constant !== undefined) return truth(anything || text === constant)
  if (field === 'organization' || field === 'owner_org')
    return truth(anything || names.organisation.some((name) => matchesStart(name, text, quoted)))
  if (field === 'license_id') {
    if (anything) return { kind: 'true' }
    return {
      kind: 'any',
      of: names.licencesOf(text).map((value) => ({ kind: 'is', field: 'licence', value })),
    }
  }
  if (field === 'notes' || field === 'text') return wordsOf({ text, quoted })
  if (field === 'title' && !text.endsWith('*')) return { kind: 'words', text: quoted ? `"${text}"` : text }
  const known = fields[field.replace(/_string$/, '')]
  if (known === undefined || dates[field] !== undefined)
    throw new CkanError('Search Query Error', `The field ${field} cannot be searched that way here`)
  if (anything) return { kind: 'begins', field: known, value: '' }
  if (text.endsWith('*') && !quoted) return { kind: 'begins', field: known, value: text.slice(0, -1) }
  return { kind: 'is', field: known, value: text }
}

function matchesStart(name: string, text: string, quoted: boolean): boolean {
  return text.endsWith('*') && !quoted ? name.startsWith(text.slice(0, -1)) : name === text
}

function truth(is: boolean): RecordFilter {
  return { kind: is ? 'true' : 'false' }
}

function moment(text: string): Temporal.Instant | null {
  if (text === '*') return null
  const whole = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text
  try {
    return Temporal.Instant.from(/(Z|[+-]\d{2}:?\d{2})$/.test(whole) ? whole : `${whole}Z`)
  } catch {
    throw new CkanError('Search Query Error', `“${text}” is not a date and time like 2026-01-14T00:00:00Z`)
  }
}

function wrong(query: string): CkanError {
  return new CkanError('Search Query Error', `The query cannot be read, near “${query.slice(0, 200)}”`)
}
