import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { zipSync, strToU8 } from 'fflate'
import { verifyAudit } from '../audit/index.ts'
import { fixedClock } from '../kernel/clock.ts'
import { newId } from '../kernel/ids.ts'
import { createSecretBox } from '../identity/index.ts'
import { builtInCalendars } from '../law/index.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { checkRelease, findCleanCertificate, waysOut, type ReleaseRequest } from './index.ts'
import { releaseRoutes, type IdentityField, type ReleaseRoute } from './certificate.ts'

const identity = {
  name: 'Adaeze Okafor',
  email: 'adaeze.okafor@example.org',
  phone: '07700 900123',
  postalAddress: '14a Elm Street\nStoke\nCV1 4AA',
}
const planted: Record<IdentityField, string> = {
  name: 'Asked by Adaeze Okafor.',
  email: 'Sent from adaeze.okafor@example.org today.',
  phone: 'Ring +44 7700 900123.',
  address: 'Live at 14a Elm St, Stoke.',
}

describe('the release gate', () => {
  let test: TestDatabase
  const authorityId = newId()
  const services = () => ({
    database: test.database,
    clock: fixedClock('2026-01-14T10:00:00Z'),
    calendars: builtInCalendars,
    secrets: createSecretBox('a key for tests'),
  })
  const ask = (changes: Partial<ReleaseRequest>) =>
    checkRelease(services(), {
      authorityId,
      caseId: null,
      route: 'attachment',
      subject: 'report.txt',
      content: { text: 'Nothing here.' },
      identity,
      allow: [],
      createdBy: null,
      ...changes,
    })
  const file = (text: string | Uint8Array, name: string, mediaType: string) => ({
    content: { bytes: typeof text === 'string' ? strToU8(text) : text, name, mediaType },
  })

  before(async () => {
    test = await openTestDatabase()
    await test.database.reader
      .insertInto('authority')
      .values({
        id: authorityId,
        slug: 'test',
        name: 'Test Council',
        short_name: 'Test',
        nation: 'england',
        reference_prefix: 'T',
        email: 'foi@example.org',
        settings: '{}',
      })
      .execute()
  })
  after(() => test.close())

  it('guards every way out against every detail the route does not allow', async () => {
    assert.deepEqual(Object.keys(waysOut).sort(), [...releaseRoutes].sort())
    for (const [route, way] of Object.entries(waysOut) as [ReleaseRoute, (typeof waysOut)[ReleaseRoute]][]) {
      for (const [field, text] of Object.entries(planted) as [IdentityField, string][]) {
        const outcome = await ask({ route, allow: way.allow, content: { text } })
        assert.equal(outcome.ok, way.allow.includes(field), `${field} by ${route}`)
      }
      assert.ok((await ask({ route, allow: way.allow })).ok, `${route} lets clean text through`)
      const everything = ['name', 'email', 'phone', 'address'] as const
      const wide = await ask({ route, allow: everything, content: { text: planted.name } })
      assert.equal(wide.ok, way.allow.includes('name'), `${route} allows no more than the table`)
    }
  })

  it('is called for every way out, and from nowhere that the table does not name', () => {
    const root = join(import.meta.dirname, '../..')
    const calls = globSync('src/**/*.ts', { cwd: root })
      .filter((path) => !path.startsWith('src/release/') && !path.endsWith('.test.ts'))
      .map((path) => ({ path, source: readFileSync(join(root, path), 'utf8') }))
      .filter(({ source }) => /\b(checkRelease|examineRelease)\(/.test(source))
    assert.ok(calls.length >= 3)
    for (const [route, { checkedIn }] of Object.entries(waysOut)) {
      const found = calls
        .filter(({ source }) => new RegExp(`(?:route: |ask\\()'${route}'`).test(source))
        .map(({ path }) => path)
      assert.deepEqual(found.sort(), [...checkedIn].sort(), route)
    }
    const unguarded = Object.entries(waysOut).filter(([, { checkedIn }]) => checkedIn.length === 0)
    assert.deepEqual(
      unguarded.map(([route]) => route),
      [],
    )
  })

  it('keeps a certificate of a stop that says where and never what', async () => {
    const outcome = await ask({ content: { text: `One.\nTwo.\n${Object.values(planted).join('\n')}` } })
    assert.ok(!outcome.ok)
    assert.equal(outcome.problem, 'release-stopped')
    const row = await test.database.reader
      .selectFrom('release_certificate')
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
    assert.equal(row.verdict, 'stopped')
    const kept = JSON.stringify(row) + (outcome.detail ?? '')
    for (const secret of ['Adaeze', 'Okafor', '900123', 'Elm', 'example.org']) {
      assert.ok(!kept.toLowerCase().includes(secret.toLowerCase()), secret)
    }
    assert.deepEqual(
      (row.findings as { field: string; line: number }[]).map(({ field, line }) => [field, line]),
      [
        ['name', 3],
        ['email', 4],
        ['name', 4],
        ['phone', 5],
        ['address', 6],
      ],
    )
    assert.deepEqual(
      (await verifyAudit(test.database)).map(({ broken }) => broken),
      [null],
    )
  })

  it('reads what a file hides', async () => {
    const docx = zipSync({
      '[Content_Types].xml': strToU8('<Types xmlns="x"/>'),
      'word/document.xml': strToU8(
        '<w:document xmlns:w="w"><w:body><w:p><w:del><w:r><w:delText>Ada</w:delText></w:r></w:del></w:p></w:body></w:document>',
      ),
      'docProps/core.xml': strToU8('<c:p xmlns:c="c"><c:creator>Adaeze Okafor</c:creator></c:p>'),
    })
    for (const [text, name, type] of [
      ['<p>Hello</p><!-- for Adaeze Okafor -->', 'a.html', 'text/html'],
      ['<a href="mailto:adaeze%2Eokafor%40example.org">us</a>', 'a.html', 'text/html'],
      ['<p>Ada<b>eze</b> Oka<i></i>for</p>', 'a.html', 'text/html'],
      ['reference,owner\n1,"Okafor, Adaeze"\n', 'a.csv', 'text/csv'],
      ['{"from":"adaeze okafor"}', 'a.json', 'application/json'],
      [docx, 'a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
      ['Clean.', 'Reply to A Okafor.txt', 'text/plain'],
    ] as const) {
      const outcome = await ask(file(text, name, type))
      assert.ok(!outcome.ok, name)
      assert.match(outcome.detail ?? '', /surname|email|name/i, `${name}: ${outcome.detail}`)
    }
    assert.ok((await ask(file('<p>Hello</p>', 'a.html', 'text/html'))).ok)
  })

  it('stops what it cannot read', async () => {
    for (const [bytes, name, type] of [
      [new Uint8Array(0), 'a.pdf', 'application/pdf'],
      [strToU8('%PDF-1.7 broken'), 'a.pdf', 'application/pdf'],
      [new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2]), 'a.png', 'image/png'],
      [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'a.docx', 'application/zip'],
      [new Uint8Array([1, 2, 3, 0, 0, 255]), 'a.txt', 'text/plain'],
    ] as const) {
      const outcome = await ask(file(bytes, name, type))
      assert.ok(!outcome.ok, name)
    }
    assert.ok(!(await ask({ content: { text: ' \n' } })).ok)
  })

  it('lets an allowed address contain the name, and nothing else of it', async () => {
    const text = 'To: adaeze.okafor@example.org'
    assert.ok((await ask({ route: 'email', allow: ['email'], content: { text } })).ok)
    assert.ok(
      !(await ask({ route: 'email', allow: ['email'], content: { text: `${text}\nDear Adaeze,` } })).ok,
    )
  })

  it('stops text that must not leave, however it is broken up', async () => {
    const mustNotContain = [{ label: 'redacted on page 2', text: 'Riverside Holdings' }]
    const stopped = await ask({ mustNotContain, content: { text: 'sold to River\u00adside\nHoldings Ltd' } })
    assert.ok(!stopped.ok && stopped.detail?.includes('Redacted on page 2'))
    assert.ok((await ask({ mustNotContain, content: { text: 'riverside walks' } })).ok)
  })

  it('vouches only for the same bytes on the same route, and for the newest verdict', async () => {
    const passed = await ask({
      subject: 'a',
      content: { text: 'About Elmwood Adaeze.' },
      identity: { ...identity, name: null },
    })
    assert.ok(passed.ok)
    const of = { authorityId, caseId: null, route: 'attachment', sha256: passed.value.sha256 } as const
    assert.equal((await findCleanCertificate(test.database.reader, of))?.id, passed.value.id)
    assert.equal(await findCleanCertificate(test.database.reader, { ...of, route: 'letter' }), null)
    assert.equal(await findCleanCertificate(test.database.reader, { ...of, sha256: 'f'.repeat(64) }), null)
    assert.ok(!(await ask({ subject: 'a', content: { text: 'About Elmwood Adaeze.' } })).ok)
    assert.equal(await findCleanCertificate(test.database.reader, of), null)
  })
})
