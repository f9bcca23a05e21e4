import type { Dataset } from './dataset.ts'

/** Stars of the five-star scheme for open data (5stardata.info), and what they mean here. */
export type Openness = { stars: 0 | 1 | 2 | 3 | 4; meaning: string }

const meanings: Record<Openness['stars'], string> = {
  0: 'It is not open data: it is on paper only, or its licence limits who may use it and for what.',
  1: 'Anybody may use it again, in whatever form it is.',
  2: 'Anybody may use it again, and a program can read it.',
  3: 'Anybody may use it again, a program can read it, and no program has to be bought for that.',
  4: 'Anybody may use it again, any program can read it, and it names things by their own web addresses.',
}

const openFormats = /^(csv|tsv|json|ndjson|geojson|parquet|xml|ods|gml|gpkg|kml|ttl|rdf|n3|api)$/
const readableFormats = /^(xlsx?|mdb|accdb|shp|sav|dta)$/

/** How open a dataset is, by its licence and its best form. `licenceIsOpen` is the licence's own `isOpen`. */
export function opennessOf(
  { kind, links, contract }: Pick<Dataset, 'kind' | 'links' | 'contract'>,
  licenceIsOpen: boolean,
): Openness {
  return explain(licenceIsOpen && kind !== 'paper' ? bestForm() : 0)

  function bestForm(): Openness['stars'] {
    if (kind === 'table') return contract.some((column) => column.kind === 'uri') ? 4 : 3
    const formats = links.map(({ format }) => format.trim().toLowerCase().replace(/^\./, ''))
    if (formats.some((format) => openFormats.test(format))) return 3
    return formats.some((format) => readableFormats.test(format)) ? 2 : 1
  }
}

function explain(stars: Openness['stars']): Openness {
  return { stars, meaning: meanings[stars] }
}
