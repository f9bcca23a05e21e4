import { setImmediate as otherWork } from 'node:timers/promises'
import { Writer, type Quad } from 'n3'
import { escapeXml } from '../../../kernel/escape-xml.ts'
import { bySubject, type Quads } from './quads.ts'
import { prefixes, shortName } from './vocabulary.ts'

export const rdfFormats = {
  ttl: { mediaType: 'text/turtle; charset=utf-8', write: writeTurtle },
  jsonld: { mediaType: 'application/ld+json; charset=utf-8', write: writeJsonLd },
  rdf: { mediaType: 'application/rdf+xml; charset=utf-8', write: writeRdfXml },
} as const satisfies Record<string, { mediaType: string; write: (quads: Quads) => Promise<string> }>
export type RdfFormat = keyof typeof rdfFormats

const typeAddress = `${prefixes.rdf}type`
const stringAddress = `${prefixes.xsd}string`

async function writeTurtle(quads: Quads): Promise<string> {
  const writer = new Writer({ prefixes })
  for (const batch of quads) {
    for (const own of bySubject(batch).values()) writer.addQuads(own)
    await otherWork()
  }
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  writer.end((error: Error | null, result: string) => {
    if (error === null || error === undefined) resolve(result)
    else reject(error)
  })
  return promise
}

/** JSON-LD 1.1, flat: one object for each thing, names short by the context that stands in the document itself. */
async function writeJsonLd(quads: Quads): Promise<string> {
  const nodes: string[] = []
  for (const batch of quads) {
    for (const [id, own] of bySubject(batch)) nodes.push(JSON.stringify({ '@id': id, ...toMembers(own) }))
    await otherWork()
  }
  return `{"@context":${JSON.stringify(prefixes)},\n"@graph":[\n${nodes.join(',\n')}\n]}\n`
}

function toMembers(quads: readonly Quad[]): Record<string, unknown> {
  const members = new Map<string, unknown[]>()
  for (const { predicate, object } of quads) {
    const isType = predicate.value === typeAddress
    const name = isType ? '@type' : (shortName(predicate.value) ?? predicate.value)
    const value = isType ? (shortName(object.value) ?? object.value) : toJsonValue(object)
    members.set(name, [...(members.get(name) ?? []), value])
  }
  return Object.fromEntries(
    [...members].map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
  )
}

function toJsonValue(object: Quad['object']): unknown {
  if (object.termType !== 'Literal') return { '@id': object.value }
  const type = object.datatype.value
  return type === stringAddress ? object.value : { '@value': object.value, '@type': shortName(type) ?? type }
}

async function writeRdfXml(quads: Quads): Promise<string> {
  const names = Object.entries(prefixes).map(
    ([prefix, address]) => ` xmlns:${prefix}="${escapeXml(address)}"`,
  )
  const parts: string[] = []
  for (const batch of quads) {
    for (const [id, own] of bySubject(batch))
      parts.push(
        `<rdf:Description rdf:about="${escapeXml(id)}">\n${own.map(toProperty).join('\n')}\n</rdf:Description>`,
      )
    await otherWork()
  }
  return `<?xml version="1.0" encoding="utf-8"?>\n<rdf:RDF${names.join('')}>\n${parts.join('\n')}\n</rdf:RDF>\n`
}

function toProperty({ predicate, object }: Quad): string {
  const name = shortName(predicate.value)
  if (name === null)
    throw new Error(`${predicate.value} has no prefix, and RDF/XML can only write names that have one`)
  if (object.termType !== 'Literal') return `<${name} rdf:resource="${escapeXml(object.value)}"/>`
  const type = object.datatype.value
  const datatype = type === stringAddress ? '' : ` rdf:datatype="${escapeXml(type)}"`
  return `<${name}${datatype}>${escapeXml(object.value)}</${name}>`
}
