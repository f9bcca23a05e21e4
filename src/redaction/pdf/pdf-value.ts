/**
 * Values of a PDF (ISO 32000-2 §7.3) as PDFium writes them. Numbers, booleans, null and strings stay as they are
 * written (`raw`, latin1): nothing here needs to count with them.
 */
export type PdfValue =
  | { kind: 'raw'; text: string }
  | { kind: 'name'; name: string }
  | { kind: 'ref'; number: number }
  | { kind: 'array'; items: PdfValue[] }
  | { kind: 'dict'; entries: PdfDict }
export type PdfDict = Map<string, PdfValue>
export type PdfObject = { value: PdfValue; data: Buffer | null }

export class PdfSyntaxError extends Error {}

const reference = /(\d+)[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![A-Za-z])/y
const plain = /[^\0\t\n\f\r ()<>[\]{}/%]+/y
const named = /\/([^\0\t\n\f\r ()<>[\]{}/%]*)/y
const percent = 0x25
const deepest = 200

/** Reads one value after another from latin1 text. Throws PdfSyntaxError on what is no PDF. */
export class PdfReader {
  at: number
  readonly text: string
  constructor(text: string, at = 0) {
    this.text = text
    this.at = at
  }

  skipSpace(): void {
    const { text } = this
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (code === percent) {
        while (this.at < text.length && text[this.at] !== '\r' && text[this.at] !== '\n') this.at += 1
      } else if (code === 0x20 || code === 0 || (code >= 9 && code <= 13 && code !== 11)) this.at += 1
      else return
    }
  }

  value(depth = 0): PdfValue {
    if (depth > deepest) throw new PdfSyntaxError('too deep')
    this.skipSpace()
    const { text, at } = this
    const letter = text.charAt(at)
    if (letter === '/') return { kind: 'name', name: this.name() }
    if (letter === '(') return { kind: 'raw', text: this.literal() }
    if (letter === '<' && text.charAt(at + 1) === '<') return this.dict(depth)
    if (letter === '<') {
      const end = text.indexOf('>', at)
      if (end === -1) throw new PdfSyntaxError('string')
      this.at = end + 1
      return { kind: 'raw', text: text.slice(at, end + 1) }
    }
    if (letter === '[') {
      this.at += 1
      const items: PdfValue[] = []
      for (;;) {
        this.skipSpace()
        if (text.charAt(this.at) === ']') {
          this.at += 1
          return { kind: 'array', items }
        }
        items.push(this.value(depth + 1))
      }
    }
    return this.word()
  }

  private word(): PdfValue {
    reference.lastIndex = this.at
    const found = reference.exec(this.text)
    if (found !== null) {
      this.at = reference.lastIndex
      return { kind: 'ref', number: Number(found[1]) }
    }
    plain.lastIndex = this.at
    const word = plain.exec(this.text)
    if (word === null) throw new PdfSyntaxError(`at ${this.at}`)
    this.at = plain.lastIndex
    return { kind: 'raw', text: word[0] }
  }

  private dict(depth: number): PdfValue {
    this.at += 2
    const entries: PdfDict = new Map()
    for (;;) {
      this.skipSpace()
      if (this.text.startsWith('>>', this.at)) {
        this.at += 2
        return { kind: 'dict', entries }
      }
      if (this.text.charAt(this.at) !== '/') throw new PdfSyntaxError('dictionary')
      const key = this.name()
      entries.set(key, this.value(depth + 1))
    }
  }

  private name(): string {
    named.lastIndex = this.at
    const found = named.exec(this.text)
    if (found === null) throw new PdfSyntaxError('name')
    this.at = named.lastIndex
    return found[1] ?? ''
  }

  literal(): string {
    const start = this.at
    let open = 0
    for (let at = start; at < this.text.length; at += 1) {
      const letter = this.text.charAt(at)
      if (letter === '\\') at += 1
      else if (letter === '(') open += 1
      else if (letter === ')') {
        open -= 1
        if (open === 0) {
          this.at = at + 1
          return this.text.slice(start, this.at)
        }
      }
    }
    throw new PdfSyntaxError('string')
  }
}

export function writeValue(value: PdfValue): string {
  switch (value.kind) {
    case 'raw':
      return value.text
    case 'name':
      return `/${value.name}`
    case 'ref':
      return `${value.number} 0 R`
    case 'array':
      return `[${value.items.map(writeValue).join(' ')}]`
    case 'dict':
      return `<<${[...value.entries].map(([key, each]) => `/${key} ${writeValue(each)}`).join('')}>>`
  }
}

/** The words of a string value: UTF-16 with its mark, UTF-8 with its mark, else PDFDocEncoding read as Latin 1. */
export function textOf(value: PdfValue | undefined): string {
  if (value?.kind !== 'raw') return ''
  const bytes = value.text.startsWith('<') ? fromHex(value.text) : unescapeLiteral(value.text)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0xef && bytes[1] === 0xbb) return new TextDecoder('utf-8').decode(bytes)
  return bytes.toString('latin1')
}

const fromHex = (text: string): Buffer => Buffer.from(text.replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex')

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

export function unescapeLiteral(text: string): Buffer {
  const inner = text.slice(1, -1)
  return Buffer.from(
    inner.replaceAll(/\\([0-7]{1,3}|\r\n|[\s\S])/g, (_, code: string) =>
      /^[0-7]/.test(code)
        ? String.fromCharCode(Number.parseInt(code, 8) & 0xff)
        : /^[\r\n]/.test(code)
          ? ''
          : (escapes[code] ?? code),
    ),
    'latin1',
  )
}

/** A string value that every reader takes for this text. */
export const stringOf = (text: string): PdfValue => ({
  kind: 'raw',
  text: `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`,
})
