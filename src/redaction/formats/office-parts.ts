import { SaxesParser } from 'saxes'
import { readZipDirectory, readZipEntry } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'

/** The parts of an Office or OpenDocument file. */
export type OfficeParts = { names: readonly string[]; read: (name: string) => string | null }

const mostBytes = 400 * 1024 * 1024
const damaged = (): ProblemError =>
  new ProblemError('unsupported-type', 'The file is damaged and could not be redacted. Nothing was written.')

export function openParts(file: Uint8Array): OfficeParts {
  const entries = readZipDirectory(file)
  if (entries === null) throw damaged()
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  let left = mostBytes
  return {
    names: [...byName.keys()],
    read(name) {
      const entry = byName.get(name)
      if (entry === undefined) return null
      const content = readZipEntry(file, entry, left)
      if (content === null) throw damaged()
      left -= content.length
      return new TextDecoder().decode(content)
    },
  }
}

export type Reading = {
  /** `path` are the elements around this one, outermost first; prefixes are dropped everywhere. */
  open?: (name: string, attributes: Record<string, string>, path: readonly string[]) => void
  close?: (name: string, path: readonly string[]) => void
  text?: (text: string, path: readonly string[]) => void
}

/** Walks the elements of a part. Throws where it is not well formed: what was not read cannot be searched. */
export function walkXml(xml: string, reading: Reading): void {
  const path: string[] = []
  const parser = new SaxesParser()
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }) => {
    // With its prefix too: an id of the element and the id of a relationship (`r:id`) stand side by side.
    const own = Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value]) => [
        [local(key), value],
        [key, value],
      ]),
    )
    reading.open?.(local(name), own, path)
    path.push(local(name))
  })
  parser.on('closetag', ({ name }) => {
    path.pop()
    reading.close?.(local(name), path)
  })
  parser.on('text', (text) => reading.text?.(text, path))
  parser.on('cdata', (text) => reading.text?.(text, path))
  parser.on('error', () => {
    throw damaged()
  })
  parser.write(xml).close()
}

/** The targets of a part’s relationships inside the file, by id. */
export function readTargets(parts: OfficeParts, name: string): Map<string, { type: string; target: string }> {
  const at = name.lastIndexOf('/')
  const folder = name.slice(0, at + 1)
  const targets = new Map<string, { type: string; target: string }>()
  const xml = parts.read(`${folder}_rels/${name.slice(at + 1)}.rels`)
  if (xml !== null)
    walkXml(xml, {
      open(element, attributes) {
        if (element !== 'Relationship' || attributes['TargetMode'] === 'External') return
        const target = decodeURIComponent(
          new URL(attributes['Target'] ?? '', `part:///${folder}`).pathname,
        ).slice(1)
        targets.set(attributes['Id'] ?? '', {
          type: (attributes['Type'] ?? '').split('/').at(-1) ?? '',
          target,
        })
      },
    })
  return targets
}

export const isOn = (value: string | undefined): boolean =>
  value === '1' || value === 'true' || value === 'on'
