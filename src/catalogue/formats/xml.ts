import { escapeXml } from '../../kernel/escape-xml.ts'

export type XmlAttributes = Record<string, string | undefined>
/** `written` is XML already. */
export type XmlPart = string | XmlElement | { written: string } | null
/** Written by `writeXml`; text parts are escaped there and nowhere else. */
export type XmlElement = { name: string; attributes: XmlAttributes; parts: readonly XmlPart[] }

export function xml(name: string, attributes: XmlAttributes, ...parts: XmlPart[]): XmlElement {
  return { name, attributes, parts }
}

/** An element with text, or nothing where there is no text. */
export function textElement(name: string, text: string | null): XmlElement | null {
  return text === null || text === '' ? null : xml(name, {}, text)
}

export function writeXml(element: XmlElement): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeElement(element)}\n`
}

export function writeElement({ name, attributes, parts }: XmlElement): string {
  const written = Object.entries(attributes)
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
    .join('')
  const present = parts.filter((part) => part !== null)
  if (present.length === 0) return `<${name}${written}/>`
  const inside = present.map((part) =>
    typeof part === 'string' ? escapeXml(part) : 'written' in part ? part.written : writeElement(part),
  )
  const apart = present.some((part) => typeof part !== 'string') ? '\n' : ''
  return `<${name}${written}>${apart}${inside.join(apart)}${apart}</${name}>`
}
