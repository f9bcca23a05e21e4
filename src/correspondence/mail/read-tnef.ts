import { decodeText, htmlToText, rtfToText } from '../../documents/index.ts'
import { decompressRtf } from './compressed-rtf.ts'

export type TnefContent = {
  text: string
  attachments: { name: string; bytes: Uint8Array }[]
  complete: boolean
}

const attBody = 0x0002800c
const attMapiProperties = 0x00069003
const attAttachRenddata = 0x00069002
const attAttachTitle = 0x00018010
const attAttachData = 0x0006800f
const attAttachment = 0x00069005

/**
 * Reads Outlook's winmail.dat ([MS-OXTNEF]): message text and files. Null where it is not TNEF at all; `complete` is
 * false where it breaks off, and then holds what came before.
 */
export function readTnef(bytes: Uint8Array): TnefContent | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 6 || view.getUint32(0, true) !== 0x223e9f78) return null
  const content: TnefContent = { text: '', attachments: [], complete: true }
  const bodies: { plain?: string; html?: string; rtf?: string } = {}
  let at = 6
  while (at < bytes.length) {
    if (at + 9 > bytes.length) return finish(content, bodies, false)
    const tag = view.getUint32(at + 1, true)
    const length = view.getUint32(at + 5, true)
    const start = at + 9
    if (start + length + 2 > bytes.length) return finish(content, bodies, false)
    const data = bytes.subarray(start, start + length)
    const attachment = content.attachments.at(-1)
    if (tag === attBody) bodies.plain = withoutNul(decodeText(data).text)
    else if (tag === attMapiProperties) Object.assign(bodies, readBodies(data))
    else if (tag === attAttachRenddata) content.attachments.push({ name: '', bytes: new Uint8Array() })
    else if (tag === attAttachTitle && attachment !== undefined)
      attachment.name ||= withoutNul(decodeText(data).text)
    else if (tag === attAttachData && attachment !== undefined) attachment.bytes = data
    else if (tag === attAttachment && attachment !== undefined) {
      const longName = readMapi(data).get(0x3707)
      if (longName !== undefined) attachment.name = withoutNul(decodeMapiText(longName))
    }
    at = start + length + 2
  }
  return finish(content, bodies, true)
}

function finish(
  content: TnefContent,
  bodies: { plain?: string; html?: string; rtf?: string },
  complete: boolean,
): TnefContent {
  const text =
    [bodies.plain, bodies.html, bodies.rtf].find((each) => each !== undefined && each.trim() !== '') ?? ''
  return {
    text: text.trim(),
    attachments: content.attachments.filter((each) => each.bytes.length > 0),
    complete,
  }
}

function readBodies(data: Uint8Array): { plain?: string; html?: string; rtf?: string } {
  const properties = readMapi(data)
  const plain = properties.get(0x1000)
  const html = properties.get(0x1013)
  const packed = properties.get(0x1009)
  const rtf = packed === undefined ? null : decompressRtf(packed.bytes)
  return {
    ...(plain !== undefined && { plain: withoutNul(decodeMapiText(plain)) }),
    ...(html !== undefined && { html: htmlToText(decodeMapiText(html)) }),
    ...(rtf !== null && { rtf: rtfToText(rtf) }),
  }
}

type MapiValue = { type: number; bytes: Uint8Array }

const fixedSizes: Record<number, number> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
}

/** First value of each property ([MS-OXTNEF] §2.1.3.4); stops quietly where the list cannot be followed. */
function readMapi(data: Uint8Array): Map<number, MapiValue> {
  const found = new Map<number, MapiValue>()
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  let at = 4
  const long = () => {
    at += 4
    return at <= data.length ? view.getUint32(at - 4, true) : null
  }
  const count = data.length >= 4 ? view.getUint32(0, true) : 0
  for (let n = 0; n < count; n++) {
    const tag = long()
    if (tag === null) return found
    const id = tag >>> 16
    const type = tag & 0x0fff
    if (id >= 0x8000 && !skipName()) return found
    const variable = type === 0x1e || type === 0x1f || type === 0x102 || type === 0x0d
    const many = variable || (tag & 0x1000) !== 0 ? long() : 1
    if (many === null || many > 10_000) return found
    for (let i = 0; i < many; i++) {
      const size = variable ? long() : (fixedSizes[type] ?? null)
      if (size === null || at + size > data.length) return found
      if (!found.has(id)) found.set(id, { type, bytes: data.subarray(at, at + size) })
      at += (size + 3) & ~3
    }
  }
  return found

  function skipName(): boolean {
    at += 16
    const kind = long()
    if (kind === 0) return long() !== null
    const length = long()
    if (length === null || at + length > data.length) return false
    at += (length + 3) & ~3
    return true
  }
}

function decodeMapiText(value: MapiValue): string {
  return value.type === 0x1f ? new TextDecoder('utf-16le').decode(value.bytes) : decodeText(value.bytes).text
}

function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '')
}
