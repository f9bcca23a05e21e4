import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { addVersion, makeVisits, visitColumns, visitLines } from './dataset-pages.fixture.ts'

const visits = '/data/library-visits'

describe('what is gone, or was never here', () => {
  let site: TestApp
  const at = Temporal.Instant.from('2026-11-20T10:00:00Z')
  before(async () => {
    site = await startTestApp({ clock: { now: () => at } })
    await makeVisits(site)
    await addVersion(site, 'library-visits', visitLines())
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

  test('a withdrawn version says why and what to read instead', async () => {
    const reason = 'It named two members of the public.'
    await site.services.database.write((tx) =>
      tx
        .updateTable('dataset_version')
        .set({ state: 'withdrawn', withdrawn_at: at, withdrawn_reason: reason })
        .where('number', '=', 1)
        .where('note', '=', '')
        .where('source_name', '=', 'library-visits.csv')
        .execute(),
    )
    const page = await get(`${visits}/versions/1`)
    assert.equal(page.status, 410)
    for (const words of [reason, '20 November 2026', 'data@example.org', 'version 2'])
      assert.ok(page.html.includes(words), words)
    for (const path of ['1.csv', '1.json', '1.parquet', '1/rows/1.json', '2/diff.csv']) {
      const answer = await get(`${visits}/versions/${path}`, { accept: '*/*' })
      assert.equal(answer.status, 410, path)
      assert.match(String(answer.headers['content-type']), /^application\/problem\+json/)
      assert.ok((JSON.parse(answer.html) as { detail: string }).detail.includes('named two members'), path)
    }
    assert.match((await get(`${visits}/versions`)).html, /named two members/)
    assert.equal((await get(visits)).status, 200)
  })

  test('a withdrawn dataset never answers with nothing', async () => {
    await update({
      state: 'withdrawn',
      withdrawn_at: at,
      withdrawn_reason: 'The counts were wrong.',
      withdrawn_contact: 'libraries@example.org',
      replaced_by: 'library-visits-2',
      version: 9,
    })
    const page = await get(visits)
    assert.equal(page.status, 410)
    for (const words of [
      'Library visits',
      'The counts were wrong.',
      '20 November 2026',
      'libraries@example.org',
      '/data/library-visits-2',
    ])
      assert.ok(page.html.includes(words), words)
    for (const path of [
      '.csv',
      '.json',
      '.xlsx',
      '/versions/2.csv',
      '/sql.json?sql=select+1',
      '/rows/1.json',
    ]) {
      const answer = await get(`${visits}${path}`, { accept: '*/*' })
      assert.equal(answer.status, 410, path)
      assert.match(answer.html, /The counts were wrong/)
    }
    assert.equal((await get(`${visits}.csv`)).html.includes('<h1'), true)
    assert.match((await get(`${visits}/versions`)).html, /was withdrawn on/)
  })

  test('drafts and what never was are not found, in any form', async () => {
    await makeDataset(site.services, site.authority.id, {
      slug: 'draft',
      columns: visitColumns,
      csv: visitLines(),
    })
    await update({ state: 'draft' }, 'draft')
    for (const slug of ['draft', 'never', 'Library-Visits', '..%2Fsecret', 'a'.repeat(200)])
      for (const end of [
        '',
        '.csv',
        '.json',
        '/versions',
        '/versions/1',
        '/sql',
        '/rows/1',
        '/versions/1.parquet',
      ])
        assert.equal((await get(`/data/${slug}${end}`)).status, 404, slug + end)
  })

  test('data that is elsewhere, or on paper, says so plainly', async () => {
    const kinds = [
      ['external', 'kept on another site'],
      ['document', 'a document, not a table'],
      ['paper', 'on paper only'],
    ] as const
    for (const [kind, words] of kinds) {
      const slug = `kept-${kind}`
      await makeDataset(site.services, site.authority.id, { slug, columns: visitColumns, csv: visitLines() })
      await update(
        {
          kind,
          latest_version: null,
          links: JSON.stringify([
            { title: 'The register', url: 'https://example.org/r.csv', format: 'CSV', note: '' },
          ]),
        },
        slug,
      )
      const { status, html } = await get(`/data/${slug}`)
      assert.equal(status, 200)
      assert.ok(html.includes(words), kind)
      assert.ok(html.includes('href="https://example.org/r.csv"'))
      assert.match(html, kind === 'paper' ? /0 of 5 stars/ : /3 of 5 stars/)
      assert.equal((await get(`/data/${slug}.csv`)).status, 404)
      assert.equal((JSON.parse((await get(`/data/${slug}.json`)).html) as { version: null }).version, null)
    }
  })
})
