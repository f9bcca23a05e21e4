import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { SaxesParser } from 'saxes'
import { exampleRecord, exampleSource, hostileTexts } from '../record.fixture.ts'
import { xmlRow } from './ckan/datastore.ts'
import { writeInventory } from './inventory.ts'
import { plainLine, plainText } from './plain-text.ts'
import { rssDate, writeRss } from './rss.ts'
import { writeSitemap, writeSitemapIndex } from './sitemap.ts'
import { mailAddress, webAddress } from './web-address.ts'

type Element = { name: string; attributes: Record<string, string>; children: Element[]; text: string }

/** Parsed by another's parser, namespaces checked; throws where it is not well-formed. */
function readXml(text: string): Element {
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser({ xmlns: true })
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = {
      name,
      attributes: Object.fromEntries(Object.entries(attributes).map(([key, { value }]) => [key, value])),
      children: [],
      text: '',
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (words) => {
    const element = open.at(-1)
    if (element) element.text += words
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const [document] = root.children
  assert.ok(document)
  return document
}

const all = (element: Element, name: string): Element[] =>
  element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)])
const textOf = (element: Element | undefined, name: string): string | undefined =>
  element?.children.find((child) => child.name === name)?.text

/** Children in the order that the inventory's schema fixes; those with ! must be there. */
const inventoryOrder: Record<string, string[]> = {
  Inventory: ['Identifier', 'Creator', 'Metadata!', 'Datasets!'],
  Metadata: ['Publisher', 'Title', 'Description', 'Coverage'],
  Dataset: [
    'Identifier!',
    'Title!',
    'Description',
    'Rights',
    'Protected',
    'ProtectedText',
    'Context',
    'RightsHolder',
    'ChargeURL',
    'CommittmentDate',
    'RelationType',
    'Relations',
    'Subjects',
    'Resources!',
  ],
  Resource: ['Identifier!', 'Title!', 'Description', 'Coverage', 'Renditions!'],
  Renditions: ['Rendition!'],
  Rendition: ['Identifier!', 'MimeType', 'Title', 'Description', 'Availability', 'ConformsTo'],
}

function checkOrder(element: Element): void {
  const order = inventoryOrder[element.name]
  if (order !== undefined) {
    const names = order.map((name) => name.replace('!', ''))
    const places = element.children.map(({ name }) => names.indexOf(name))
    assert.ok(
      !places.includes(-1),
      `${element.name} holds ${element.children.map(({ name }) => name).join(', ')}`,
    )
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b),
      `${element.name} in order`,
    )
    for (const name of order.filter((each) => each.endsWith('!')))
      assert.ok(
        element.children.some((child) => `${child.name}!` === name),
        `${element.name} has ${name}`,
      )
  }
  for (const child of element.children) checkOrder(child)
}

const day = Temporal.PlainDate.from('2026-03-04')
const text = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }))

test('the inventory keeps to its schema, and names what was withdrawn as not active', async () => {
  const withdrawn = exampleRecord({
    slug: 'gone',
    state: 'withdrawn',
    withdrawal: {
      at: Temporal.Instant.from('2026-03-01T00:00Z'),
      reason: 'It named people.',
      contact: '',
      replacedBy: null,
    },
  })
  const inventory = readXml(await writeInventory(exampleSource, [exampleRecord(), withdrawn], day))
  checkOrder(inventory)
  assert.equal(inventory.attributes['Modified'], '2026-03-04')
  assert.equal(inventory.attributes['xmlns'], 'http://schemas.esd.org.uk/inventory')
  const [active, gone] = all(inventory, 'Dataset')
  assert.equal(active?.attributes['Active'], 'Yes')
  assert.equal(gone?.attributes['Active'], 'No')
  assert.equal(textOf(gone, 'Description'), 'Withdrawn: It named people.')
  assert.equal(
    textOf(active, 'Rights'),
    'https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/',
  )
  assert.deepEqual(
    all(inventory, 'Spatial').map((area) => area.text),
    ['http://statistics.data.gov.uk/id/statistical-geography/E06000099'],
  )
  assert.deepEqual(
    all(active ?? inventory, 'Resource').map(({ attributes }) => attributes['Type']),
    ['Data', 'Data', 'Data', 'Data', 'Document'],
  )
})

test('whatever publishers write, XML stays well-formed and says the same', async () => {
  await fc.assert(
    fc.asyncProperty(text, text, text, async (title, description, word) => {
      const record = exampleRecord({
        title,
        description,
        owner: word,
        areaName: word,
        links: [{ title: word, url: `https://example.org/?${word}`, format: word, note: title }],
      })
      const inventory = readXml(await writeInventory(exampleSource, [record], day))
      checkOrder(inventory)
      assert.equal(textOf(all(inventory, 'Dataset')[0], 'Title'), plainLine(title) || 'spending')
      const rss = readXml(
        writeRss({
          title: plainLine(title),
          description: plainLine(word),
          href: 'https://data.example.org/news',
          selfHref: 'https://data.example.org/feeds/news.rss',
          items: [
            {
              title: plainLine(title),
              href: 'https://data.example.org/news/a',
              body: plainText(description),
              publishedAt: record.modified,
            },
          ],
        }),
      )
      const [item] = all(rss, 'item')
      assert.equal(textOf(item, 'title') ?? '', plainLine(title))
      // The description is HTML: nothing of what was written may be a tag in it but our own.
      assert.doesNotMatch(textOf(item, 'description') ?? '', /<(?!\/?p>|br>)/)
      const row = readXml(
        `<data xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${xmlRow([1, title, null, 3.5], ['_id', 'a', 'b', '2c'])}</data>`,
      )
      assert.deepEqual(
        all(row, 'row')[0]?.children.map((child) => [child.name, child.text]),
        [
          ['a', plainText(title)],
          ['b', ''],
          ['_2c', '3.5'],
        ],
      )
    }),
    { numRuns: 150 },
  )
})

test('RSS items have permanent links and dates as RFC 822 writes them', () => {
  assert.equal(rssDate(Temporal.Instant.from('2026-01-04T09:05:06Z')), 'Sun, 04 Jan 2026 09:05:06 +0000')
  const at = Temporal.Instant.from('2026-01-04T09:05:06Z')
  const rss = readXml(
    writeRss({
      title: 'News',
      description: 'All',
      href: 'https://a.invalid/news',
      selfHref: 'https://a.invalid/feeds/news.rss',
      items: [
        {
          title: 'One',
          href: 'https://a.invalid/news/one',
          body: 'First.\nStill <first>.\n\nSecond.',
          publishedAt: at,
        },
      ],
    }),
  )
  assert.equal(rss.attributes['version'], '2.0')
  const [item] = all(rss, 'item')
  assert.equal(item?.children.find(({ name }) => name === 'guid')?.attributes['isPermaLink'], 'true')
  assert.equal(textOf(item, 'description'), '<p>First.<br>Still &lt;first&gt;.</p><p>Second.</p>')
  assert.equal(all(rss, 'atom:link')[0]?.attributes['href'], 'https://a.invalid/feeds/news.rss')
})

test('sitemaps list addresses, and an index lists sitemaps', () => {
  const map = readXml(
    writeSitemap([
      { href: 'https://a.invalid/?a=1&b=2' },
      { href: 'https://a.invalid/b', changedAt: Temporal.Instant.from('2026-01-04T09:05:06.5Z') },
    ]),
  )
  assert.deepEqual(
    all(map, 'loc').map((loc) => loc.text),
    ['https://a.invalid/?a=1&b=2', 'https://a.invalid/b'],
  )
  assert.deepEqual(
    all(map, 'lastmod').map((at) => at.text),
    ['2026-01-04T09:05:07Z'],
  )
  assert.deepEqual(
    all(readXml(writeSitemapIndex(['https://a.invalid/sitemap-1.xml'])), 'loc').map((loc) => loc.text),
    ['https://a.invalid/sitemap-1.xml'],
  )
})

test('only web addresses and mailboxes become addresses, and nothing in them breaks a format', () => {
  assert.equal(webAddress('javascript:alert(1)'), null)
  assert.equal(webAddress('not one'), null)
  assert.equal(
    webAddress(' https://example.org/a b?c="d"|{e}#f^g '),
    'https://example.org/a%20b?c=%22d%22%7c%7be%7d#f%5eg',
  )
  assert.equal(mailAddress('open.data@example.org'), 'mailto:open.data@example.org')
  for (const wrong of ['', 'a', '@b', 'a@', 'a@b@c', 'a b@c']) assert.equal(mailAddress(wrong), null, wrong)
  fc.assert(
    fc.property(text, (words) => {
      for (const address of [
        webAddress(words),
        webAddress(`https://example.org/${words}`),
        mailAddress(`${words}@example.org`),
      ])
        assert.ok(address === null || /^[^\s\p{Cc}<>"{}|\\^`]+$/u.test(address), String(address))
    }),
  )
})

test('plain text keeps what can be read and gives it back unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (words) => {
      const plain = plainText(words)
      assert.equal(plainText(plain), plain)
      assert.ok(plain.isWellFormed())
    }),
  )
  assert.equal(plainText('‮العربية 👩‍👩‍👧‍👦\r\nnext'), '‮العربية 👩‍👩‍👧‍👦\nnext')
})
