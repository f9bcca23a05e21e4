const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  pound: '£',
  euro: '€',
  copy: '©',
  reg: '®',
  trade: '™',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
  bull: '•',
  middot: '·',
  deg: '°',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  times: '×',
  shy: '',
  zwnj: '',
  zwj: '',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  acirc: 'â',
  ecirc: 'ê',
  icirc: 'î',
  ocirc: 'ô',
  ucirc: 'û',
  wcirc: 'ŵ',
  ycirc: 'ŷ',
  eacute: 'é',
  aacute: 'á',
  iacute: 'í',
  oacute: 'ó',
  uacute: 'ú',
  agrave: 'à',
  egrave: 'è',
  ccedil: 'ç',
  ntilde: 'ñ',
  auml: 'ä',
  euml: 'ë',
  iuml: 'ï',
  ouml: 'ö',
  uuml: 'ü',
  szlig: 'ß',
}

/** Turns character references into characters; an unknown one stays as it was written. */
export function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,30}));?/g,
    (whole, decimal, hex, name) => {
      if (name !== undefined) {
        const known = entities[String(name)]
        if (known !== undefined) return known
        const lower = entities[String(name).toLowerCase()]
        return lower === undefined ? whole : lower.toUpperCase()
      }
      const code = decimal === undefined ? Number.parseInt(String(hex), 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : '\ufffd'
    },
  )
}

/** A piece of markup. */
export type Token =
  | { kind: 'text'; value: string }
  | { kind: 'comment'; value: string }
  | { kind: 'tag'; name: string; closing: boolean; attributes: string }

/** Cuts HTML or XML into tags, comments and text, whatever its faults. Linear in the input. */
export function* tokens(html: string): Generator<Token> {
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    if (open === -1) {
      yield { kind: 'text', value: html.slice(at) }
      return
    }
    if (open > at) yield { kind: 'text', value: html.slice(at, open) }
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      yield { kind: 'comment', value: html.slice(open + 4, end === -1 ? html.length : end) }
      at = end === -1 ? html.length : end + 3
      continue
    }
    const head = /^<(\/?)([A-Za-z][A-Za-z0-9:-]*)/.exec(html.slice(open, open + 64))
    if (head === null) {
      const declaration = html[open + 1] === '!' || html[open + 1] === '?'
      const end = declaration ? html.indexOf('>', open) : -1
      if (end === -1) yield { kind: 'text', value: '<' }
      at = end === -1 ? open + 1 : end + 1
      continue
    }
    const end = tagEnd(html, open + head[0].length)
    const name = (head[2] ?? '').toLowerCase()
    yield { kind: 'tag', name, closing: head[1] === '/', attributes: html.slice(open + head[0].length, end) }
    at = end + 1
    // Inside script and style a `<` is not markup: jump to the end tag.
    if ((name === 'script' || name === 'style') && head[1] === '') {
      const close = name === 'script' ? /<\/script/gi : /<\/style/gi
      close.lastIndex = at
      const closed = close.exec(html)?.index ?? html.length
      yield { kind: 'text', value: html.slice(at, closed) }
      at = closed
    }
  }
}

// The end of a tag, stepping over quoted attribute values; an unclosed quotation ends at the first `>`.
function tagEnd(html: string, from: number): number {
  let quote = ''
  const limit = Math.min(html.length, from + 20_000)
  for (let i = from; i < limit; i++) {
    const c = html[i] ?? ''
    if (quote !== '') {
      if (c === quote) quote = ''
    } else if (c === '"' || c === "'") quote = c
    else if (c === '>') return i
  }
  const plain = html.indexOf('>', from)
  return plain === -1 ? html.length : plain
}

/** One attribute's value as written, or the empty string. */
export function attribute(attributes: string, name: string): string {
  const found = new RegExp(`(?:^|[\\s"'/])${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  )
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? ''
}
