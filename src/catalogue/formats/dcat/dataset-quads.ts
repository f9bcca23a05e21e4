import type { NamedNode } from 'n3'
import type { Distribution } from '../../distribution.ts'
import type { CatalogueRecord, Publisher, PublishedVersion } from '../../record.ts'
import { count, dateTime, day, type Description, hexadecimal, mailbox, node, text, web } from './describe.ts'
import { seriesAddress, seriesMembers } from './series-quads.ts'
import { term } from './vocabulary.ts'

const english = 'http://publications.europa.eu/resource/authority/language/ENG'
const publicAccess = 'http://publications.europa.eu/resource/authority/access-right/PUBLIC'
const euFrequencies = 'http://publications.europa.eu/resource/authority/frequency/'
const purlFrequencies = 'http://purl.org/cld/freq/'
const euFileTypes = 'http://publications.europa.eu/resource/authority/file-type/'
const mediaTypes = 'https://www.iana.org/assignments/media-types/'

/** What is said of an authority wherever it publishes something. */
export function describePublisher(into: Description, publisher: Publisher): NamedNode {
  return into.about(node(publisher.uri), ['foaf:Agent', 'foaf:Organization'], {
    'foaf:name': text(publisher.name),
    'foaf:homepage': web(publisher.homepage),
    'foaf:mbox': mailbox(publisher.email),
  })
}

/** A dataset by DCAT 3 and DCAT-AP, with what the UK Cross-Government Metadata Exchange Model asks for beside. */
export function describeDataset(into: Description, record: CatalogueRecord): NamedNode {
  const { page } = record.addresses
  const part = (name: string) => node(`${page}#${name}`)
  const publisher = node(record.publisher.uri)
  const { latest } = record
  const { frequency } = record
  const contact = into.about(part('contact'), ['vcard:Organization'], {
    'vcard:fn': text(record.owner),
    'vcard:hasEmail': mailbox(record.contactEmail),
    'vcard:organization-name': text(record.publisher.name),
  })
  return into.about(node(page), ['dcat:Dataset'], {
    'dct:title': text(record.title),
    'dct:description': text(record.description),
    'dct:identifier': text(record.id),
    'dct:issued': dateTime(record.issued),
    'dct:modified': dateTime(record.modified),
    'dct:language': node(english),
    'dct:publisher': publisher,
    'dct:creator': publisher,
    'dcat:contactPoint': contact,
    'dcat:landingPage': node(page),
    'dcat:keyword': record.keywords.map(text),
    'dcat:theme': record.theme === null ? null : node(record.theme.eu),
    'dct:accessRights': node(publicAccess),
    'ukgov:securityClassification': text('OFFICIAL'),
    'dct:license': web(record.licence.url),
    'dct:rights': describeWords(into, part('attribution'), 'dct:RightsStatement', record.attribution),
    'dct:provenance': describeWords(into, part('redaction'), 'dct:ProvenanceStatement', record.redactionNote),
    'rdfs:comment': text(record.knownProblems),
    'dct:spatial': describeArea(into, record, part('area')),
    'dct:temporal': describePeriod(into, record, part('period')),
    // The EU table is what DCAT-AP asks for; the other list is what the UK model reads.
    'dct:accrualPeriodicity':
      frequency === null
        ? node(`${purlFrequencies}irregular`)
        : [node(euFrequencies + frequency.eu), node(purlFrequencies + (frequency.purl ?? 'irregular'))],
    'dct:conformsTo': latest === null ? null : into.about(node(record.addresses.csvw), ['dct:Standard'], {}),
    'dcat:version': text(record.versionName),
    'adms:versionNotes': text(latest?.note ?? null),
    'dcat:inSeries': seriesMembers(record).size === 0 ? null : seriesAddress(record),
    'dcat:hasVersion': record.versions.map(({ number }) => node(record.addresses.version(number))),
    'dcat:hasCurrentVersion': latest === null ? null : node(record.addresses.version(latest.number)),
    'dcat:distribution': record.distributions
      .filter(({ document }) => !document)
      .map((distribution) => describeDistribution(into, record, distribution)),
    'foaf:page': record.distributions.filter(({ document }) => document).map(({ url }) => web(url)),
  })
}

/**
 * The versions of a dataset. They are resources and not datasets: a harvester makes an entry of everything in the graph
 * that is called a dataset, and would list each version beside what it is a version of.
 */
export function describeVersions(into: Description, record: CatalogueRecord): void {
  const { addresses, versions } = record
  const members = seriesMembers(record)
  for (const [index, version] of versions.entries()) {
    const before = versions[index + 1]
    const member = members.get(version.number)
    into.about(node(addresses.version(version.number)), ['dcat:Resource'], {
      'dct:title': text(`${record.title}, version ${version.number}`),
      'dcat:isVersionOf': node(addresses.page),
      'dcat:version': text(String(version.number)),
      'dcat:previousVersion': before === undefined ? null : node(addresses.version(before.number)),
      'dcat:inSeries': member === undefined ? null : seriesAddress(record),
      'dcat:prev': member?.before ? node(addresses.version(member.before.number)) : null,
      'dct:issued': dateTime(version.publishedAt),
      'adms:versionNotes': text(
        [version.note, version.breaking ?? ''].filter((words) => words !== '').join('\n'),
      ),
      'dct:temporal': describeVersionPeriod(into, record, version),
    })
  }
}

function describeDistribution(
  into: Description,
  record: CatalogueRecord,
  distribution: Distribution,
): NamedNode {
  const { page } = record.addresses
  const { key, sha256, mediaType, euFileType } = distribution
  const address = node(`${page}#${key}`)
  const url = web(distribution.url)
  const checksum =
    sha256 === null
      ? null
      : into.about(node(`${page}#${key}-checksum`), ['spdx:Checksum'], {
          'spdx:algorithm': term('spdx:checksumAlgorithm_sha256'),
          'spdx:checksumValue': hexadecimal(sha256),
        })
  return into.about(address, ['dcat:Distribution'], {
    'dct:title': text(distribution.title),
    'dct:description': text(distribution.description),
    'dct:identifier': text(distribution.id),
    'dcat:accessURL': url,
    'dcat:downloadURL': distribution.versionUrl === null ? null : url,
    'dcat:mediaType': mediaType === null ? null : node(mediaTypes + mediaType),
    'dct:format': euFileType === null ? null : node(euFileTypes + euFileType),
    'dcat:byteSize': distribution.bytes === null ? null : count(distribution.bytes),
    'dct:issued': dateTime(record.latest?.publishedAt ?? record.issued),
    'dct:modified': dateTime(record.latest?.publishedAt ?? record.modified),
    'dct:license': web(record.licence.url),
    'spdx:checksum': checksum,
  })
}

function describeWords(
  into: Description,
  address: NamedNode,
  type: 'dct:RightsStatement' | 'dct:ProvenanceStatement',
  words: string,
): NamedNode | null {
  return words === '' ? null : into.about(address, [type], { 'rdfs:label': text(words) })
}

function describeArea(into: Description, { area }: CatalogueRecord, part: NamedNode): NamedNode | null {
  if (area === null) return null
  return into.aboutOnce(area.uri === null ? part : node(area.uri), ['dct:Location'], {
    'skos:prefLabel': text(area.name),
  })
}

function describePeriod(into: Description, { period }: CatalogueRecord, part: NamedNode): NamedNode | null {
  if (period === null) return null
  return into.about(part, ['dct:PeriodOfTime'], {
    'dcat:startDate': day(period.from),
    'dcat:endDate': day(period.to),
  })
}

function describeVersionPeriod(
  into: Description,
  { addresses }: CatalogueRecord,
  { number, periodFrom, periodTo }: PublishedVersion,
): NamedNode | null {
  if (periodFrom === null && periodTo === null) return null
  return into.about(node(`${addresses.version(number)}#period`), ['dct:PeriodOfTime'], {
    'dcat:startDate': day(periodFrom),
    'dcat:endDate': day(periodTo),
  })
}
