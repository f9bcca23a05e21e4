import { PdfReader, type PdfValue } from './pdf-value.ts'

/** What a content stream may use, and what of it must not be painted. */
export type ContentRules = {
  /** True where the named entry of `/Properties`, or a dictionary written on the spot, is a layer that is switched off. */
  isHidden: (properties: PdfValue | undefined) => boolean
  /** True where the named XObject belongs to a layer that is switched off. */
  isHiddenObject: (name: string) => boolean
}
export type CleanContent = { content: Buffer; names: ReadonlySet<string>; hidden: number }

const marks = new Set(['BMC', 'BDC', 'EMC', 'MP', 'DP'])
const paints = new Set(['Tj', 'TJ', 'sh', 'Do', "'", '"'])
const pathEnds = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'])
const words = new Set(['true', 'false', 'null'])

const codes = (pattern: RegExp): Uint8Array =>
  Uint8Array.from({ length: 0x100 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0))
/** By Latin 1 code: 1 where a value begins, where a number goes on, where a word goes on */
const operand = codes(/[-+.\d[(</]/)
const digits = codes(/[-+.\d]/)
const letters = codes(/[^\0\t\n\f\r ()<>[\]{}/%]/)
const spaces = codes(/[\0\t\n\f\r ]/)

/**
 * A content stream without comments and marked content (§14.6), which may say once more what the page paints (ActualText,
 * Alt), and without what layers that are switched off would paint. `names` are all resources it still calls by name.
 */
export function cleanContent(content: Buffer, { isHidden, isHiddenObject }: ContentRules): CleanContent {
  const reader = new ContentReader(content.toString('latin1'))
  const { text } = reader
  const names = new Set<string>()
  const open: boolean[] = []
  let hiding = 0
  let hidden = 0
  for (;;) {
    reader.skipSpace()
    if (reader.at >= text.length) break
    const start = reader.at
    const operands: PdfValue[] = []
    const operator = reader.operator(operands)
    if (operator === '') {
      // Values that nothing uses, and stray brackets: every reader passes over them.
      reader.drop(start)
      continue
    }
    if (operator === 'BI') {
      const image = readInlineImage(reader, content)
      if (hiding > 0) {
        hidden += 1
        reader.drop(start)
      } else {
        const header = image.slice(0, image.search(/[\0\t\n\f\r ]ID[\0\t\n\f\r ]/))
        for (const [, name] of header.matchAll(/\/([^\0\t\n\f\r ()<>[\]{}/%]+)/g)) names.add(name ?? '')
      }
      continue
    }
    if (marks.has(operator)) {
      if (operator === 'BMC' || operator === 'BDC') {
        const [tag, properties] = operands
        const off = operator === 'BDC' && tag?.kind === 'name' && tag.name === 'OC' && isHidden(properties)
        open.push(off)
        if (off) hiding += 1
      } else if (operator === 'EMC' && open.pop() === true) hiding -= 1
      reader.drop(start)
      continue
    }
    const [called] = operands
    const off = hiding > 0 || (operator === 'Do' && called?.kind === 'name' && isHiddenObject(called.name))
    if (off && paints.has(operator)) {
      hidden += 1
      // These two begin a new line first.
      reader.drop(start, operator === "'" || operator === '"' ? 'T*' : '')
      continue
    }
    if (off && pathEnds.has(operator)) {
      hidden += 1
      reader.drop(start, 'n')
      continue
    }
    for (const value of operands) if (value.kind === 'name') names.add(value.name)
  }
  return { content: Buffer.from(reader.kept(), 'latin1'), names, hidden }
}

/** Reads operators, and keeps what is not dropped in as few pieces as it can: most streams stay whole. */
class ContentReader extends PdfReader {
  private readonly pieces: { text: string; start: number }[] = []
  private from = 0

  /** Leaves out what stands from `start` to where it has read. */
  drop(start: number, instead = ''): void {
    this.keep(this.from, start)
    // A comment among the values of an operator has parted them already.
    for (let last = this.pieces.at(-1); last !== undefined && last.start + last.text.length > start;) {
      this.pieces.pop()
      this.keep(last.start, start)
      last = this.pieces.at(-1)
    }
    if (instead !== '') this.pieces.push({ text: instead, start: -1 })
    this.from = this.at
  }

  kept(): string {
    this.keep(this.from, this.at)
    return this.pieces.map(({ text }) => text).join('\n')
  }

  private keep(start: number, end: number): void {
    if (start < end) this.pieces.push({ text: this.text.slice(start, end), start })
  }

  /** A comment paints nothing and may say anything. */
  override skipSpace(): void {
    const { text } = this
    for (;;) {
      const code = text.charCodeAt(this.at)
      if (spaces[code] === 1) this.at += 1
      else if (code === percent) {
        const start = this.at
        super.skipSpace()
        this.drop(start)
      } else return
    }
  }

  /** One operator with the values before it; empty where the stream ends, or goes on with what is no operator. */
  operator(operands: PdfValue[]): string {
    const { text } = this
    for (;;) {
      this.skipSpace()
      const code = text.charCodeAt(this.at)
      if (digits[code] === 1) {
        // Nothing here counts with numbers.
        while (letters[text.charCodeAt(this.at)] === 1) this.at += 1
        operands.push(number)
      } else if (operand[code] === 1) operands.push(this.value())
      else {
        const start = this.at
        while (letters[text.charCodeAt(this.at)] === 1) this.at += 1
        const word = text.slice(start, this.at)
        if (word === '' && this.at < text.length) this.at += 1
        if (!words.has(word)) return word
        operands.push(number)
      }
    }
  }
}

const percent = 0x25
const number: PdfValue = { kind: 'raw', text: '0' }

/** From `BI` to `EI`: the pixels may hold anything, so the end is an `EI` between spaces that operators follow. */
export function readInlineImage(reader: PdfReader, content: Buffer): string {
  const start = reader.at - 2
  const data = reader.text.indexOf('ID', reader.at)
  const end = /[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|$)/g
  end.lastIndex = data === -1 ? reader.at : data + 3
  for (let found = end.exec(reader.text); found !== null; found = end.exec(reader.text)) {
    const after = content.subarray(end.lastIndex, end.lastIndex + 12)
    if (after.some((byte) => byte > 0x7e || (byte < 0x20 && ![0, 9, 10, 12, 13].includes(byte)))) continue
    break
  }
  reader.at = end.lastIndex === 0 ? reader.text.length : end.lastIndex
  return reader.text.slice(start, reader.at)
}
