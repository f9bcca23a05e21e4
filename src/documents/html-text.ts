import { attribute, decodeEntities, tokens } from './html-tokens.ts'

const silent = new Set(['script', 'style', 'title', 'template'])
const ownLine = new Set([
  'p',
  'div',
  'tr',
  'table',
  'ul',
  'ol',
  'section',
  'article',
  'header',
  'footer',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'pre',
  'hr',
  'form',
  'blockquote',
  'dl',
  'dt',
  'dd',
  'address',
  'fieldset',
])
const gapAround = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'ul', 'ol', 'table', 'pre'])

/**
 * Readable text of an HTML fragment: blocks on their own lines, list items numbered or with `- `, table cells with tabs,
 * quotations with `> ` (so that quoted replies stay recognisable), link addresses and image descriptions kept.
 * One pass, linear in the input, runs nothing and fetches nothing.
 */
export function htmlToText(html: string): string {
  const out = new TextLines()
  const lists: (number | null)[] = []
  let link: { href: string; from: number } | null = null
  let skipping: string | null = null
  for (const token of tokens(html)) {
    if (token.kind === 'text') {
      if (skipping === null) out.write(decodeEntities(token.value))
      continue
    }
    if (token.kind === 'comment') continue
    const { name, closing } = token
    if (skipping !== null) {
      if (closing && name === skipping) skipping = null
      continue
    }
    if (silent.has(name) && !closing) skipping = name
    else if (name === 'br') out.breakLine()
    else if (name === 'li') {
      out.startLine()
      const count = lists.at(-1)
      if (!closing) {
        if (typeof count === 'number') lists[lists.length - 1] = count + 1
        out.write(typeof count === 'number' ? `${count}. ` : '- ')
      }
    } else if (name === 'td' || name === 'th') {
      if (closing) out.write('\t')
    } else if (name === 'img' && !closing) out.write(decodeEntities(attribute(token.attributes, 'alt')))
    else if (name === 'a') {
      if (link !== null) {
        const shown = out.since(link.from)
        if (!shown.includes(link.href.replace(/^mailto:/, ''))) out.write(` (${link.href})`)
      }
      const href = decodeEntities(attribute(token.attributes, 'href')).trim()
      link = !closing && /^(https?:|mailto:)/i.test(href) ? { href, from: out.mark() } : null
    } else if (ownLine.has(name)) {
      if (name === 'ul' || name === 'ol') {
        if (closing) lists.pop()
        else lists.push(name === 'ol' ? 1 : null)
      }
      if (name === 'blockquote') out.quote(closing ? -1 : 1)
      if (gapAround.has(name)) out.gap()
      else out.startLine()
    }
  }
  if (link !== null && !out.since(link.from).includes(link.href)) out.write(` (${link.href})`)
  return out.finish()
}

const tellingAttribute =
  /(?:^|\s)(?:content|value|title|alt|href|src|placeholder|name|label|id|data-[\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi

/** What stands in HTML but is not shown: comments, scripts, styles, titles and attribute values, one a line. */
export function hiddenHtmlText(html: string): string {
  const found: string[] = []
  let inside: string | null = null
  for (const token of tokens(html)) {
    if (token.kind === 'comment') found.push(token.value)
    else if (token.kind === 'text') {
      if (inside !== null) found.push(token.value)
    } else {
      for (const match of token.attributes.matchAll(tellingAttribute))
        found.push(decodeEntities(match[1] ?? match[2] ?? ''))
      if (token.closing ? token.name === inside : inside === null && silent.has(token.name))
        inside = token.closing ? null : token.name
    }
  }
  return found
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .join('\n')
}

class TextLines {
  private lines: string[] = []
  // Pieces are joined once a line: adding to one long string and looking at its end is quadratic.
  private pieces: string[] = []
  private ends: 'nothing' | 'tab' | 'text' = 'nothing'
  private inked = false
  private depth = 0

  write(text: string): void {
    const collapsed = text.replace(/[ \r\n\f\u00a0]+/g, ' ')
    const added = this.ends === 'text' ? collapsed : collapsed.replace(/^ /, '')
    if (added === '') return
    this.pieces.push(added)
    this.ends = added.endsWith('\t') ? 'tab' : 'text'
    this.inked ||= added.trim() !== ''
  }
  mark(): number {
    return this.pieces.length
  }
  since(mark: number): string {
    return this.pieces.slice(mark).join('')
  }
  breakLine(): void {
    this.lines.push('> '.repeat(Math.min(this.depth, 20)) + this.pieces.join('').trimEnd())
    this.clear()
  }
  startLine(): void {
    if (this.inked) this.breakLine()
    else this.clear()
  }
  private clear(): void {
    this.pieces = []
    this.ends = 'nothing'
    this.inked = false
  }
  gap(): void {
    this.startLine()
    if (this.lines.length > 0 && this.lines.at(-1) !== '') this.lines.push('')
  }
  quote(step: 1 | -1): void {
    this.startLine()
    this.depth = Math.max(0, this.depth + step)
  }
  finish(): string {
    this.startLine()
    return this.lines
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim()
  }
}
