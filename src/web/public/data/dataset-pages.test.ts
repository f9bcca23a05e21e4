import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { addVersion, makeVisits, visitLines } from './dataset-pages.fixture.ts'

const visits = '/data/library-visits'

describe('the pages of a dataset', () => {
  let site: TestApp
  let at = Temporal.Instant.from('2026-11-20T10:00:00Z')
  before(async () => {
    site = await startTestApp({ clock: { now: () => at } })
    await makeVisits(site)
  })
  after(() => site.close())
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const answer = await site.app.inject({ url: path, headers: { accept: 'text/html', ...headers } })
    return { status: answer.statusCode, headers: answer.headers, html: answer.body }
  }
  const update = (set: Record<string, unknown>, slug = 'library-visits') =>
    site.services.database.write((tx) =>
      tx.updateTable('dataset').set(set).where('slug', '=', slug).execute(),
    )

  test('the page says what it is, and links every form of it', async () => {
    const { status, headers, html } = await get(visits)
    assert.equal(status, 200)
    assert.equal(headers['set-cookie'], undefined)
    assert.match(html, /<title>Library visits – /)
    for (const words of [
      'Exampleshire Council, Libraries',
      'Every month',
      'Updated on time: the next update is due by 20 December 2026',
      '4 of 5 columns described',
      '3 of 5 stars',
      'href="/licences/OGL-UK-3.0"',
      'licensed under the Open Government Licence v3.0',
      'mailto:data@example.org',
      '120 rows',
      'href="/data/library-visits/report"',
      'href="/data/library-visits/subscribe"',
      'Brindle has the highest total visits',
    ])
      assert.ok(html.includes(words), words)
    const link = String(headers['link'])
    for (const type of [
      'text/csv',
      'application/json',
      'text/turtle',
      'application/ld+json',
      'application/atom+xml',
    ])
      assert.ok(link.includes(`type="${type}"`) && html.includes(`type="${type}"`), type)
    assert.doesNotMatch(html, / style="/)
    const described = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
    assert.equal((JSON.parse(described) as { name: string }).name, 'Library visits')
  })

  test('every link within the site leads somewhere', async () => {
    const explored = `${visits}?library=Castle&facet=library&sort=-visits`
    const elsewhere = /^\/(assets|brand|help|licences|feeds)\b|\/(report|subscribe)$|#/
    const broken: string[] = []
    const seen = new Set<string>()
    for (const page of [
      visits,
      explored,
      `${visits}?group=library`,
      `${visits}/versions`,
      `${visits}/rows/1`,
    ]) {
      const { html } = await get(page)
      for (const [, found = ''] of html.matchAll(/ href="(\/data[^"]*)"/g)) {
        const href = found.replaceAll('&amp;', '&').split('#')[0] ?? ''
        if (seen.has(href) || elsewhere.test(href)) continue
        seen.add(href)
        const { status } = await get(href, { accept: '*/*' })
        if (status >= 400) broken.push(`${status} ${href} on ${page}`)
      }
    }
    assert.deepEqual(broken, [])
    assert.ok(seen.size > 40, String(seen.size))
  })

  test('a state is a sentence, chips, sorted headings and links to itself in every form', async () => {
    const { status, html } = await get(`${visits}?library=Castle&visits__gte=500&sort=-visits&facet=library`)
    assert.equal(status, 200)
    assert.match(
      html,
      /23 of 120 rows where library is ‘Castle’ and visits is at least 500, greatest visits first/,
    )
    assert.match(
      html,
      /<th scope="col"[^>]*aria-sort="descending"><a[^>]*href="[^"]*sort=visits&amp;facet=library#explore"/,
    )
    assert.equal(html.match(/class="mun-chip"/g)?.length, 2)
    assert.match(html, /aria-current="true">Castle<\/a> <span class="mun-quiet">23</)
    for (const extension of ['csv', 'json', 'ndjson', 'parquet', 'xlsx'])
      assert.ok(
        html.includes(
          `/data/library-visits.${extension}?library=Castle&amp;visits__gte=500&amp;sort=-visits"`,
        ),
        extension,
      )
    assert.match(html, /<td class="govuk-table__cell govuk-table__cell--numeric">1,180<\/td>/)
    assert.match(html, /tabindex="0"/)
  })

  test('the form leads to the one address of what it describes', async () => {
    const form = new URLSearchParams([
      ['_form', '1'],
      ['_column', 'library'],
      ['_condition', 'not'],
      ['_value', ' Hill Top '],
      ['_column', 'counted_on'],
      ['_condition', 'gte'],
      ['_value', '1 June 2026'],
      ['_column', 'note'],
      ['_condition', 'isnull'],
      ['_value', ''],
      ['_column', ''],
      ['_condition', 'exact'],
      ['_value', ''],
      ['q', ''],
      ['_show', 'library'],
      ['_show', 'visits'],
      ['_group', ''],
      ['_group', ''],
      ['_measure', 'count'],
      ['_of', ''],
    ])
    const { status, headers } = await get(`${visits}?${form.toString()}`)
    assert.equal(status, 303)
    assert.equal(
      headers['location'],
      `${visits}?library__not=Hill+Top&counted_on__gte=2026-06-01&note__isnull=true&fields=library,visits`,
    )
    const totals = await get(`${visits}?_form=1&_group=library&_group=&_measure=sum&_of=visits`)
    assert.equal(totals.headers['location'], `${visits}?group=library&measure=sum:visits,count`)
  })

  test('what cannot be read is said beside its field, with 422 and everything kept', async () => {
    const { status, html } = await get(`${visits}?visits__gte=lots&colour=red&q=day`)
    assert.equal(status, 422)
    assert.match(html, /<title>Error: Library visits/)
    const links = [...html.matchAll(/error-summary__list[\s\S]*?<\/ul>/g)].join('')
    const ids = [...links.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id ?? '')
    assert.equal(ids.length, 2)
    for (const id of ids) assert.ok(html.includes(` id="${id}"`), id)
    assert.match(html, /value="lots"/)
    assert.match(html, /name="q" type="search" value="day"/)
    assert.equal((await get(`${visits}?next=nonsense`)).status, 422)
    assert.equal((await get(`${visits}.json?colour=red`)).status, 422)
  })

  test('nothing found says so, and how to find more', async () => {
    const { status, html } = await get(`${visits}?library=Castle&visits__gt=99999`)
    assert.equal(status, 200)
    assert.match(html, /Nothing matches/)
    assert.match(
      html,
      /<a class="govuk-link" href="\/data\/library-visits\?library=Castle#explore">without “Visits is more than 99,999”/,
    )
  })

  test('totals can be drawn, and each leads to the rows behind it', async () => {
    const { html } = await get(`${visits}?group=library&measure=sum:visits,count&chart=bar`)
    assert.match(html, /3 totals, one for each library/)
    assert.match(html, /<svg[^>]*role="img"/)
    assert.ok(html.includes(`href="${visits}?library=Castle#explore">Rows`))
    const recipe = await get(`${visits}?chart=bar:library:sum(visits)&library__not=Castle`)
    assert.match(recipe.html, /<svg[^>]*role="img"/)
    assert.doesNotMatch(/<svg[\s\S]*?<\/svg>/.exec(recipe.html)?.[0] ?? '', /Castle/)
    assert.match((await get(`${visits}?chart=pie:library:count`)).html, /could not be drawn/)
  })

  test('cells are text, whatever is in them', async () => {
    const { html } = await get(visits)
    assert.ok(html.includes('&lt;b&gt;bold&lt;/b&gt; &amp; &quot;so&quot;'))
    assert.ok(!html.includes('<b>bold'))
    await makeDataset(site.services, site.authority.id, {
      slug: 'hostile',
      title: '</script><script>alert(1)</script>',
      description: '"><img src=x onerror=alert(1)>',
      columns: [{ name: 'a', title: '<i>A</i>', type: 'string', kind: 'uri', description: '<u>' }],
      csv: 'a\r\njavascript:alert(1)\r\n"https://example.org/""onclick=""x"\r\n<svg onload=alert(1)>\r\n',
      charts: ['bar: a by count'],
    })
    const hostile = (await get('/data/hostile')).html
    assert.doesNotMatch(hostile, /<script>alert|<img src=x|<svg onload|href="javascript:|<i>A|<u>/)
  })

  test('a table of very many columns is a page that can be read, and a file with all of them', async () => {
    const names = Array.from({ length: 350 }, (_, index) => `c${index}`)
    await makeDataset(site.services, site.authority.id, {
      slug: 'wide',
      columns: names.map((name) => ({ name, title: name, type: 'string', description: '' })),
      csv: `${names.join(',')}\r\n${names.map(() => 'x').join(',')}\r\n`,
    })
    const { html } = await get('/data/wide')
    assert.match(html, /The page shows the first 40 columns. 310 more columns can be chosen/)
    assert.match(html, /The first 300 of 350 columns/)
    assert.match((await get('/data/wide?c349=x&fields=c349,c1')).html, /1 row where c349 is ‘x’/)
    assert.equal((await get('/data/wide.csv')).html.split('\r\n')[0], names.join(','))
  })

  test('a row has an address, in the newest version and for ever in its own', async () => {
    const row = await get(`${visits}/rows/5`)
    assert.match(row.html, /Row 5 of 120/)
    assert.match(row.html, /versions\/1\/rows\/5/)
    const { html } = await get(`${visits}/versions/1/rows/5.json`)
    const { values } = JSON.parse(html) as { values: Record<string, unknown> }
    assert.deepEqual(values, {
      library: 'Castle',
      counted_on: '2025-05-14',
      visits: 40,
      cost: 5,
      note: '<b>bold</b> & "so"',
    })
    for (const wrong of ['0', '121', 'x', '1e1'])
      assert.equal((await get(`${visits}/rows/${wrong}`)).status, 404)
  })

  test('a held page costs nothing, and what is published or withdrawn shows at once', async () => {
    const first = await get(visits, { 'accept-encoding': 'br' })
    const held = { 'accept-encoding': 'br', 'if-none-match': String(first.headers['etag']) }
    assert.match(String(first.headers['etag']), /^"[0-9a-f]{64}-br"$/)
    assert.equal((await get(visits, held)).status, 304)
    await update({ title: 'Visits to libraries', version: 2 })
    const changed = await get(visits, { ...held, 'accept-encoding': 'identity' })
    assert.equal(changed.status, 200)
    assert.match(changed.html, /<h1[^>]*>Visits to libraries/)
    // Another process writes unseen by this one.
    await site.services.database.reader
      .updateTable('dataset')
      .set({ title: 'Library visits', version: 3 })
      .where('slug', '=', 'library-visits')
      .execute()
    at = at.add({ milliseconds: 1001 })
    assert.match((await get(visits)).html, /<h1[^>]*>Library visits/)
  })

  test('versions: each at its address, the old ones pointing to the new', async () => {
    await addVersion(
      site,
      'library-visits',
      visitLines((line, row) => (row === 0 ? null : row === 1 ? `${line} again` : line)),
    )
    const old = await get(`${visits}/versions/1`)
    assert.match(old.html, /This is an old version/)
    assert.match(old.html, /120 rows/)
    assert.match((await get(`${visits}/versions/2`)).html, /the newest one/)
    assert.match((await get(visits)).html, /119 rows/)
    assert.equal((await get(`${visits}/versions/3`)).status, 404)
    assert.equal((await get(`${visits}/versions/01`)).status, 404)
    const list = JSON.parse((await get(`${visits}/versions.json`)).html) as {
      latest: number
      versions: { number: number; csv: { sha256: string }; note: string }[]
    }
    assert.equal(list.latest, 2)
    assert.deepEqual(
      list.versions.map(({ number }) => number),
      [2, 1],
    )
    const page = await get(`${visits}/versions`)
    assert.match(page.html, /Correction/)
    for (const version of list.versions) assert.ok(page.html.includes(version.csv.sha256))
  })

  test('what changed between two versions, as page, CSV and JSON alike', async () => {
    const { html } = await get(`${visits}/versions/2/diff`)
    assert.match(html, /What changed in version 2/)
    const kinds = [...html.matchAll(/govuk-tag--(?:green|red|blue)">(\w+)</g)].map(([, kind]) => kind)
    assert.deepEqual(kinds.toSorted(), ['Added', 'Removed', 'Removed'])
    const csv = (await get(`${visits}/versions/2/diff.csv`)).html.trim().split('\r\n')
    assert.equal(csv.length, 4)
    const { rows } = JSON.parse((await get(`${visits}/versions/2/diff.json`)).html) as { rows: unknown[] }
    assert.equal(rows.length, 3)
    assert.match((await get(`${visits}/versions/2/diff?kind=changed`)).html, /No row differs in this way/)
    for (const wrong of ['1/diff', '2/diff?from=2', '2/diff?from=9', '2/diff?from=x'])
      assert.equal((await get(`${visits}/versions/${wrong}`)).status, 404, wrong)
  })

  test('SQL: answers, files, and mistakes with their place', async () => {
    const sql = encodeURIComponent(
      'select library, count(*) as n from library_visits group by all order by library',
    )
    const { status, html } = await get(`${visits}/sql?sql=${sql}`)
    assert.equal(status, 200)
    assert.match(
      html,
      /<td class="govuk-table__cell">Brindle<\/td><td class="govuk-table__cell govuk-table__cell--numeric">40</,
    )
    assert.equal(
      (await get(`${visits}/sql.csv?sql=${sql}`)).html,
      'library,n\r\nBrindle,40\r\nCastle,40\r\nHill Top,39\r\n',
    )
    const json = JSON.parse((await get(`${visits}/sql.json?sql=${sql}`)).html) as { rows: unknown[] }
    assert.deepEqual(json.rows[0], ['Brindle', 40])
    const wrong = await get(`${visits}/sql?sql=${encodeURIComponent('select librari\nfrom data')}`)
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /<title>Error: /)
    assert.match(wrong.html, /line 1, column 8/)
    assert.match(wrong.html, /href="#sql"/)
    assert.match(wrong.html, />\s*select librari\nfrom data</)
    assert.equal((await get(`${visits}/sql?sql=drop+table+data`)).status, 422)
    assert.equal((await get(`${visits}/sql.json?sql=drop+table+data`)).status, 422)
  })
})
