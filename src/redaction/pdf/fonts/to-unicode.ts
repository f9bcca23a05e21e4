/** A damaged or hostile map may say the same again and again. */
const mostCodes = 1_000_000

/** Texts by code, from a map to Unicode (ISO 32000-2 §9.10.3). */
export function readToUnicode(map: string): Map<number, string> {
  const found = new Map<number, string>()
  let left = mostCodes
  for (const [, kind, body = ''] of map.matchAll(/\bbeginbf(char|range)\b([\s\S]*?)\bendbf\1\b/g)) {
    const tokens = body.match(/<[0-9A-Fa-f\s]*>|[[\]]/g) ?? []
    for (let at = 0; at < tokens.length;) {
      const first = codeOf(tokens[at])
      if (kind === 'char') {
        found.set(first, textOf(tokens[at + 1]))
        at += 2
        continue
      }
      const last = Math.min(codeOf(tokens[at + 1]), first + 0xffff)
      left -= Math.max(0, last - first)
      if (left < 0) return found
      if (tokens[at + 2] === '[') {
        at += 3
        for (let code = first; at < tokens.length && tokens[at] !== ']'; code += 1, at += 1)
          found.set(code, textOf(tokens[at]))
        at += 1
        continue
      }
      const start = textOf(tokens[at + 2])
      const unit = start.charCodeAt(start.length - 1)
      for (let code = first; code <= last; code += 1)
        found.set(code, start === '' ? '' : start.slice(0, -1) + String.fromCharCode(unit + code - first))
      at += 3
    }
  }
  return found
}

const codeOf = (token: string | undefined): number =>
  Number.parseInt(token?.replaceAll(/[^0-9A-Fa-f]/g, '') || '0', 16)

function textOf(token: string | undefined): string {
  const digits = token?.replaceAll(/[^0-9A-Fa-f]/g, '') ?? ''
  const whole = digits.padStart(Math.ceil(digits.length / 4) * 4, '0')
  return Buffer.from(whole, 'hex').swap16().toString('utf16le')
}

/** A map of these codes alone, in their order; `width` is how many bytes a code has. */
export function writeToUnicode(texts: ReadonlyMap<number, string>, width: number): Buffer {
  const hex = (code: number): string => `<${code.toString(16).padStart(width * 2, '0')}>`
  const rows = [...texts]
    .toSorted(([a], [b]) => a - b)
    .map(([code, text]) => `${hex(code)} <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`)
  const blocks: string[] = []
  for (let at = 0; at < rows.length; at += 100) {
    const some = rows.slice(at, at + 100)
    blocks.push(`${some.length} beginbfchar\n${some.join('\n')}\nendbfchar`)
  }
  return Buffer.from(
    `/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n${hex(0)} ${hex(256 ** width - 1)}\nendcodespacerange\n${blocks.join('\n')}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n`,
    'latin1',
  )
}
