import type { RdfFormat } from '../../../catalogue/index.ts'

const types: Record<string, RdfFormat> = {
  'text/turtle': 'ttl',
  'application/x-turtle': 'ttl',
  'application/ld+json': 'jsonld',
  'application/rdf+xml': 'rdf',
}

/** The form of linked data that an Accept header ranks above a page (RFC 9110, 12.5.1); null where a page will do. */
export function preferredRdf(accept: string | undefined): RdfFormat | null {
  let page = 0
  let best: { format: RdfFormat; weight: number } | null = null
  for (const item of (accept ?? '').toLowerCase().split(',')) {
    const [type = '', ...parameters] = item.split(';').map((part) => part.trim())
    const weight = readWeight(parameters)
    if (type === 'text/html' || type === 'application/xhtml+xml') page = Math.max(page, weight)
    const format = types[type]
    if (format !== undefined && weight > (best?.weight ?? 0)) best = { format, weight }
  }
  return best !== null && best.weight > page ? best.format : null
}

function readWeight(parameters: readonly string[]): number {
  const given = parameters.find((parameter) => parameter.startsWith('q='))
  const weight = given === undefined ? 1 : Number(given.slice(2))
  return Number.isFinite(weight) ? weight : 0
}
