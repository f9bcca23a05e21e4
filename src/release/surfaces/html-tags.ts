export type Tag = { kind: 'tag'; name: string; closing: boolean; attributes: Map<string, string> }
export type HtmlToken = Tag | { kind: 'text'; text: string } | { kind: 'comment'; text: string }

const mostAttributes = 200

/** The tags, words and comments of a page in order, as browsers take them apart; linear in the page. */
export function* readTags(html: string): Generator<HtmlToken> {
  let at = 0
  while (at < html.length) {
    const start = html.indexOf('<', at)
    const end = start === -1 ? html.length : start
    if (end > at) yield { kind: 'text', text: html.slice(at, end) }
    if (start === -1) return
    if (html.startsWith('<!--', start)) {
      const close = html.indexOf('-->', start + 4)
      yield { kind: 'comment', text: html.slice(start + 4, close === -1 ? html.length : close) }
      at = close === -1 ? html.length : close + 3
      continue
    }
    const head = /^<(\/?)([a-zA-Z][^\s/>]{0,60})/.exec(html.slice(start, start + 64))
    if (head === null) {
      const declaration = html[start + 1] === '!' || html[start + 1] === '?'
      const close = declaration ? html.indexOf('>', start) : -1
      if (!declaration) yield { kind: 'text', text: '<' }
      at = close === -1 ? (declaration ? html.length : start + 1) : close + 1
      continue
    }
    const name = (head[2] ?? '').toLowerCase()
    const { attributes, end: after } = readAttributes(html, start + head[0].length)
    yield { kind: 'tag', name, closing: head[1] === '/', attributes }
    at = after
    if (
      head[1] !== '/' &&
      (name === 'script' || name === 'style' || name === 'textarea' || name === 'title')
    ) {
      const closing = new RegExp(`</${name}`, 'gi')
      closing.lastIndex = at
      const close = closing.exec(html)?.index ?? html.length
      if (close > at) yield { kind: 'text', text: html.slice(at, close) }
      at = close
    }
  }
}

function readAttributes(html: string, from: number): { attributes: Map<string, string>; end: number } {
  const attributes = new Map<string, string>()
  const pattern = /[\s/]*(?:>|([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]*)))?)/y
  pattern.lastIndex = from
  for (;;) {
    const found = pattern.exec(html)
    if (found === null) {
      // A quotation mark that is never closed: the tag ends where the next one would.
      const close = html.indexOf('>', from)
      return { attributes, end: close === -1 ? html.length : close + 1 }
    }
    const name = found[1]
    if (name === undefined) return { attributes, end: pattern.lastIndex }
    if (attributes.size < mostAttributes)
      attributes.set(name.toLowerCase(), decode(found[2] ?? found[3] ?? found[4] ?? ''))
  }
}

const decode = (value: string): string =>
  value
    .replaceAll(/&#x([0-9a-f]{1,6});?|&#(\d{1,7});?/gi, (whole, hex?: string, decimal?: string) => {
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
    })
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
