import { readInlineImage } from '../content-stream.ts'
import { PdfReader, unescapeLiteral, type PdfValue } from '../pdf-value.ts'

/** What a stream of operators calls: the name of a font or of a graphics state. */
export type TextCalls = {
  /** A string that is shown; the answer stands in its place, null leaves it. */
  show: (codes: Buffer) => Buffer | null
  setFont: (name: string) => void
  setState: (name: string) => void
  /** `q` and `Q` */
  save: () => void
  restore: () => void
}

type Operand = { value: PdfValue; start: number; end: number }

/**
 * Goes through the text that a stream shows (ISO 32000-2 §9.4.3), and returns the stream with strings replaced; null where
 * none was. Throws PdfSyntaxError where it is none.
 */
export function walkText(content: Buffer, calls: TextCalls): Buffer | null {
  const reader = new PdfReader(content.toString('latin1'))
  const { text } = reader
  const pieces: string[] = []
  let from = 0
  const show = (operand: Operand | undefined): void => {
    if (operand?.value.kind !== 'raw' || !/^[(<]/.test(operand.value.text)) return
    const shown = calls.show(bytesOf(operand.value.text))
    if (shown === null) return
    pieces.push(text.slice(from, operand.start), `<${shown.toString('hex')}>`)
    from = operand.end
  }
  let operands: Operand[] = []
  for (;;) {
    reader.skipSpace()
    if (reader.at >= text.length) break
    const start = reader.at
    number.lastIndex = start
    if (number.test(text)) {
      // Nothing here counts with numbers.
      reader.at = number.lastIndex
      continue
    }
    if (begins.test(text.charAt(start))) {
      // The strings of a TJ are wanted one by one.
      if (text.charAt(start) === '[') reader.at += 1
      else operands.push({ value: reader.value(), start, end: reader.at })
      continue
    }
    word.lastIndex = start
    const operator = word.exec(text)?.[0] ?? ''
    if (operator === '') {
      reader.at += 1
      continue
    }
    reader.at = start + operator.length
    const name = operands[0]?.value.kind === 'name' ? operands[0].value.name : ''
    if (operator === 'Tj' || operator === "'" || operator === '"') show(operands.at(-1))
    else if (operator === 'TJ') for (const each of operands) show(each)
    else if (operator === 'Tf') calls.setFont(name)
    else if (operator === 'gs') calls.setState(name)
    else if (operator === 'q') calls.save()
    else if (operator === 'Q') calls.restore()
    else if (operator === 'BI') readInlineImage(reader, content)
    operands = []
  }
  if (pieces.length === 0) return null
  return Buffer.from(pieces.join('') + text.slice(from), 'latin1')
}

const begins = /[[(</]/
const number = /[-+.\d]+/y
const word = /[^\0\t\n\f\r ()<>[\]{}/%]+/y

/** The bytes of a string as it is written; a missing last digit is 0 (§7.3.4.3). */
function bytesOf(text: string): Buffer {
  if (!text.startsWith('<')) return unescapeLiteral(text)
  const digits = text.replaceAll(/[^0-9A-Fa-f]/g, '')
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}
