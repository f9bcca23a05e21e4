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
const paints = new Set(['Tj', 'TJ', 'sh', 'Do'])
const pathEnds = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*'])
const operand = /[-+.\d[(</]/

/**
 * A content stream without marked content (§14.6), which may say once more what the page paints (ActualText, Alt), and
 * without what layers that are switched off would paint. `names` are all resources it still calls by name.
 */
export function cleanContent(content: Buffer, { isHidden, isHiddenObject }: ContentRules): CleanContent {
  const reader = new PdfReader(content.toString('latin1'))
  const { text } = reader
  const out: string[] = []
  const names = new Set<string>()
  const open: boolean[] = []
  let hiding = 0
  let hidden = 0
  for (;;) {
    reader.skipSpace()
    if (reader.at >= text.length) break
    const start = reader.at
    const operands: PdfValue[] = []
    let operator = ''
    while (reader.at < text.length) {
      reader.skipSpace()
      if (operand.test(text.charAt(reader.at))) operands.push(reader.value())
      else {
        operator = readOperator(reader)
        if (operator !== 'true' && operator !== 'false' && operator !== 'null') break
        operands.push({ kind: 'raw', text: operator })
        operator = ''
      }
    }
    if (operator === '') {
      if (reader.at >= text.length) break
      continue
    }
    if (operator === 'BI') {
      const image = readInlineImage(reader, content)
      if (hiding > 0) hidden += 1
      else {
        out.push(image)
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
      continue
    }
    const [called] = operands
    const off = hiding > 0 || (operator === 'Do' && called?.kind === 'name' && isHiddenObject(called.name))
    if (off && (paints.has(operator) || operator === "'" || operator === '"')) {
      hidden += 1
      if (operator === "'" || operator === '"') out.push('T*')
      continue
    }
    if (off && pathEnds.has(operator)) {
      hidden += 1
      out.push('n')
      continue
    }
    for (const value of operands) if (value.kind === 'name') names.add(value.name)
    out.push(text.slice(start, reader.at))
  }
  return { content: Buffer.from(out.join('\n'), 'latin1'), names, hidden }
}

function readOperator(reader: PdfReader): string {
  const pattern = /[^\0\t\n\f\r ()<>[\]{}/%]+/y
  pattern.lastIndex = reader.at
  const found = pattern.exec(reader.text)
  if (found === null) {
    // A stray bracket: every reader passes over it.
    reader.at += 1
    return ''
  }
  reader.at = pattern.lastIndex
  return found[0]
}

/** From `BI` to `EI`: the pixels may hold anything, so the end is an `EI` between spaces that operators follow. */
function readInlineImage(reader: PdfReader, content: Buffer): string {
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
