import { DataFactory, type NamedNode } from 'n3'

/** The vocabularies used, by the prefixes that people know them by. */
export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  hydra: 'http://www.w3.org/ns/hydra/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  spdx: 'http://spdx.org/rdf/terms#',
  ukgov: 'https://w3id.org/co-cddo/uk-cross-government-metadata-exchange-model/',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** `dct:title` → its address. A prefix or name that is written wrong shows in the tests: no such term is prefixed. */
export function term(name: `${keyof typeof prefixes}:${string}`): NamedNode {
  const colon = name.indexOf(':')
  const prefix = name.slice(0, colon) as keyof typeof prefixes
  return DataFactory.namedNode(prefixes[prefix] + name.slice(colon + 1))
}

/** The shortest name of an address, `dct:title`; null where no prefix fits or the rest is no plain name. */
export function shortName(address: string): string | null {
  for (const [prefix, start] of Object.entries(prefixes)) {
    if (!address.startsWith(start)) continue
    const rest = address.slice(start.length)
    return /^[A-Za-z_][\w-]*$/.test(rest) ? `${prefix}:${rest}` : null
  }
  return null
}
