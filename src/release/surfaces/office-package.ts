import { SaxesParser } from 'saxes'
import { readZipDirectory, readZipEntry } from '../../documents/index.ts'

/** The parts of an Office or OpenDocument file by name, read one at a time. */
export type OfficePackage = {
  names: readonly string[]
  /** Null where there is no such part. Throws UnreadablePart where it cannot be unpacked. */
  bytes(name: string): Uint8Array | null
}

export class UnreadablePart extends Error {
  readonly part: string
  constructor(part: string) {
    super(`The part ${part} could not be read.`)
    this.name = 'UnreadablePart'
    this.part = part
  }
}

const mostBytes = 400 * 1024 * 1024

/** Null where the zip's directory cannot be followed. */
export function openPackage(file: Uint8Array): OfficePackage | null {
  const entries = readZipDirectory(file)
  if (entries === null) return null
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  let left = mostBytes
  return {
    names: [...byName.keys()],
    bytes(name) {
      const entry = byName.get(name)
      if (entry === undefined) return null
      const content = readZipEntry(file, entry, left)
      if (content === null) throw new UnreadablePart(name)
      left -= content.length
      return content
    },
  }
}

/** The main part by the package's own word for it (ECMA-376 part 2 §9.3); null where the file has none. */
export function mainPart(parts: OfficePackage, usual: string): string | null {
  const named = [...readRelations(parts, '').values()].find(({ type }) => type === 'officeDocument')?.target
  const part = named ?? usual
  return parts.names.includes(part) && part.endsWith('.xml') ? part : null
}

export type Element = { name: string; attributes: Record<string, string> }
export type Reading = {
  /** `path` are the elements around this one, outermost first, without prefixes. */
  open?: (element: Element, path: readonly string[]) => void
  close?: (name: string, path: readonly string[]) => void
  text?: (text: string, path: readonly string[]) => void
}

/** Walks a part's elements; prefixes of elements and attributes are dropped. False where there is no such part. */
export function walkPart(parts: OfficePackage, name: string, reading: Reading): boolean {
  const content = parts.bytes(name)
  if (content === null) return false
  const path: string[] = []
  let broken = false
  const parser = new SaxesParser()
  parser.on('opentag', ({ name: full, attributes }) => {
    const element = { name: local(full), attributes: withoutPrefixes(attributes) }
    reading.open?.(element, path)
    path.push(element.name)
  })
  parser.on('closetag', ({ name: full }) => {
    path.pop()
    reading.close?.(local(full), path)
  })
  const text = (value: string): void => reading.text?.(value, path)
  parser.on('text', text)
  parser.on('cdata', text)
  parser.on('error', () => {
    broken = true
  })
  parser.write(new TextDecoder().decode(content)).close()
  if (broken) throw new UnreadablePart(name)
  return true
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function withoutPrefixes(attributes: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [local(name), value]))
}

/** The targets of a part's relationships by id, with what is outside the file marked. */
export function readRelations(
  parts: OfficePackage,
  name: string,
): Map<string, { type: string; target: string; external: boolean }> {
  const at = name.lastIndexOf('/')
  const folder = name.slice(0, at + 1)
  const relations = new Map<string, { type: string; target: string; external: boolean }>()
  walkPart(parts, `${folder}_rels/${name.slice(at + 1)}.rels`, {
    open({ name: element, attributes }) {
      if (element !== 'Relationship') return
      const external = attributes['TargetMode'] === 'External'
      const target = attributes['Target'] ?? ''
      relations.set(attributes['Id'] ?? '', {
        type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
        target: external ? target : resolvePart(folder, target),
        external,
      })
    },
  })
  return relations
}

function resolvePart(folder: string, target: string): string {
  try {
    return decodeURIComponent(new URL(target, `part:///${folder}`).pathname).slice(1)
  } catch {
    return target
  }
}
