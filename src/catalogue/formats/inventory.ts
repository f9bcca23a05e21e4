import { makePublisher, type CatalogueRecord, type CatalogueSource } from '../record.ts'
import { inTurns } from '../in-turns.ts'
import { textElement, writeElement, writeXml, xml, type XmlElement } from './xml.ts'

export const inventoryType = 'application/xml; charset=utf-8'

/**
 * The Local Government Association's inventory of datasets (namespace and order of elements as
 * schemas.esd.org.uk/inventory has them). What was withdrawn stays in it, marked as not active.
 */
export async function writeInventory(
  source: CatalogueSource,
  records: readonly CatalogueRecord[],
  modified: Temporal.PlainDate,
): Promise<string> {
  const publisher = makePublisher(source)
  const areas = [...new Set(records.flatMap(({ area }) => area?.uri ?? []))]
  return writeXml(
    xml(
      'Inventory',
      { xmlns: 'http://schemas.esd.org.uk/inventory', Modified: modified.toString(), Language: 'en-GB' },
      xml('Identifier', {}, source.linkTo('/inventory.xml')),
      xml(
        'Metadata',
        {},
        xml('Publisher', {}, publisher.uri),
        xml('Title', {}, `Open data of ${publisher.name}`),
        xml(
          'Description',
          {},
          `Every dataset that ${publisher.name} publishes, with those that it has withdrawn.`,
        ),
        areas.length === 0 ? null : xml('Coverage', {}, ...areas.map((area) => xml('Spatial', {}, area))),
      ),
      xml(
        'Datasets',
        {},
        ...(await inTurns(records, (record) => ({ written: writeElement(toDataset(record)) }))),
      ),
    ),
  )
}

function toDataset(record: CatalogueRecord): XmlElement {
  const active = record.withdrawal === null
  return xml(
    'Dataset',
    { Modified: day(record.modified), Active: active ? 'Yes' : 'No' },
    xml('Identifier', {}, record.addresses.page),
    xml('Title', {}, record.title),
    xml(
      'Description',
      {},
      record.withdrawal === null ? record.description : `Withdrawn: ${record.withdrawal.reason}`,
    ),
    textElement('Rights', record.licence.url),
    xml('RightsHolder', {}, record.publisher.name),
    xml(
      'Resources',
      {},
      ...record.distributions.map((distribution) => toResource(record, distribution, active)),
    ),
  )
}

function toResource(
  record: CatalogueRecord,
  distribution: CatalogueRecord['distributions'][number],
  active: boolean,
): XmlElement {
  return xml(
    'Resource',
    {
      Type: distribution.document ? 'Document' : 'Data',
      Modified: day(record.modified),
      Active: active ? 'Yes' : 'No',
    },
    xml('Identifier', {}, `${record.addresses.page}#${distribution.key}`),
    xml('Title', {}, distribution.title),
    textElement('Description', distribution.description),
    xml(
      'Renditions',
      {},
      xml(
        'Rendition',
        { Active: active ? 'Yes' : 'No' },
        xml('Identifier', {}, distribution.url),
        textElement('MimeType', distribution.mediaType),
        xml('Title', {}, distribution.title),
        textElement('Description', distribution.description),
        xml('Availability', {}, 'Download'),
        record.latest === null || distribution.key !== 'csv'
          ? null
          : xml('ConformsTo', {}, record.addresses.csvw),
      ),
    ),
  )
}

function day(at: Temporal.Instant): string {
  return at.toString().slice(0, 10)
}
