import { SaxesParser } from 'saxes'
import type { ByteSource } from './byte-source.ts'
import { CompressionError } from './open-zip.ts'

export type XmlHandlers = {
  open: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (text: string) => void
}

/** Names without their namespace prefix: both office formats name nothing twice that matters here. */
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function startParser(source: ByteSource, { open, close, text }: XmlHandlers): SaxesParser {
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => open(local(name), attributes))
  if (close !== undefined) parser.on('closetag', ({ name }) => close(local(name)))
  if (text !== undefined) {
    parser.on('text', (value) => text(value))
    parser.on('cdata', (value) => text(value))
  }
  parser.on('error', () => {
    throw new CompressionError(
      `${source.name} inside the workbook is damaged. Open it, save it again, and send that.`,
    )
  })
  return parser
}

/** Feeds a part of a workbook to `handlers` piece by piece, and yields what `take` has after each. */
export async function* streamXml<T>(
  source: ByteSource,
  handlers: XmlHandlers,
  take: () => T[],
): AsyncGenerator<T[]> {
  const parser = startParser(source, handlers)
  const decoder = new TextDecoder()
  for await (const chunk of source.chunks()) {
    parser.write(decoder.decode(chunk, { stream: true }))
    const batch = take()
    if (batch.length > 0) yield batch
  }
  parser.write(decoder.decode()).close()
  const rest = take()
  if (rest.length > 0) yield rest
}

export async function readXml(source: ByteSource, handlers: XmlHandlers): Promise<void> {
  const parser = startParser(source, handlers)
  const decoder = new TextDecoder()
  for await (const chunk of source.chunks()) parser.write(decoder.decode(chunk, { stream: true }))
  parser.write(decoder.decode()).close()
}
