import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { linesPdf } from '../redaction/redaction.fixture.ts'
import { startApi, type Answer, type Api } from './api.fixture.ts'

describe('redaction, for staff', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(() => api.close())

  type Who = keyof Api['people']
  const call = (method: string, path: string, body?: unknown, who: Who = 'officer', match?: string) =>
    api.call(method, path, {
      token: api.people[who].token,
      ...(body === undefined ? {} : { body }),
      ...(match === undefined ? {} : { headers: { 'if-match': match } }),
    })
  let keys = 0
  const newCase = async (): Promise<string> => {
    const made = await api.call('POST', '/cases', {
      token: api.people.officer.token,
      headers: { 'idempotency-key': `redaction ${(keys += 1)}` },
      body: {
        regime: 'foia',
        channel: 'post',
        requestText: 'The report, please.',
        requester: { name: 'Quillon Zephyrine', email: 'q@example.org' },
      },
    })
    return made.json.case.reference
  }
  const addFile = async (reference: string, bytes: Uint8Array, name: string): Promise<string> => {
    const state = await call('GET', `/cases/${reference}`)
    const added = await api.call('POST', `/cases/${reference}/documents`, {
      token: api.people.officer.token,
      payload: Buffer.from(bytes),
      headers: {
        'if-match': String(state.headers['etag']),
        'content-type': 'application/octet-stream',
        'x-file-name': name,
      },
    })
    assert.equal(added.status, 200, added.text)
    return added.json.result.documentId
  }
  const at = (documentId: string, path = '') => `/documents/${documentId}/redaction${path}`
  const tag = async (documentId: string): Promise<string> =>
    String((await call('GET', at(documentId))).headers['etag'])
  const change = async (method: string, documentId: string, path: string, body: unknown): Promise<Answer> =>
    call(method, at(documentId, path), body, 'officer', await tag(documentId))
  const report = () =>
    linesPdf([
      ['The orchard report', 'Seen by Mrs Ada Quenby, bo.tarrant@example.org'],
      ['Ada Quenby agreed.', 'The end'],
    ])

  test('marks are set, decided, changed, taken away and restored, each to a version', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const opened = await call('GET', at(id))
    assert.equal(opened.status, 200, opened.text)
    assert.deepEqual([opened.json.marks, opened.json.fileType, opened.json.open], [[], 'pdf', true])
    assert.deepEqual((await call('GET', at(id, '/content'))).json, { kind: 'pages', pages: 2 })
    const page = await call('GET', at(id, '/pages/1'))
    const words: { text: string }[] = page.json.words
    const from = words.findIndex(({ text }) => text === 'Ada')
    assert.ok(from > 0, page.text)
    const marked = await change('POST', id, '/words', { page: 1, from, to: from + 1, reason: 's.40(2)' })
    assert.equal(marked.status, 200, marked.text)
    assert.equal(marked.headers['etag'], `"${marked.json.version}"`)
    assert.equal(marked.json.ids.length, 1)
    const box = { kind: 'box', page: 2, left: 50, top: 50, width: 100, height: 20 }
    const drawn = await change('POST', id, '/marks', {
      marks: [{ place: box, reason: 'dpa-2-16', state: 'proposed' }],
    })
    const [proposal] = drawn.json.ids
    const again = await change('POST', id, '/marks', {
      marks: [{ place: box, reason: 'dpa-2-16', state: 'proposed' }],
    })
    assert.deepEqual([again.json.ids, again.json.version], [drawn.json.ids, drawn.json.version])
    assert.equal((await call('GET', at(id, '/schedule'))).json.items.length, 1)
    const decided = await change('POST', id, '/marks/decision', { ids: [proposal], state: 'accepted' })
    assert.equal(decided.json.changed, 1)
    await change('PATCH', id, '/marks', { ids: [proposal], reason: 'third-party', layer: 'internal' })
    await change('POST', id, '/marks/removal', { ids: marked.json.ids })
    assert.equal((await call('GET', at(id))).json.marks.length, 1)
    await change('POST', id, '/marks/restoration', { ids: marked.json.ids })
    const { json } = await call('GET', at(id))
    assert.deepEqual(
      json.marks.map(({ reason, layer, state, label }: Record<string, string>) => [
        reason,
        layer,
        state,
        label,
      ]),
      [
        ['foia-40-2', 'requester', 'accepted', 's.40(2)'],
        ['third-party', 'internal', 'accepted', 'third party'],
      ],
    )
    const csv = await call('GET', at(id, '/schedule.csv'))
    assert.match(csv.text, /^Number,Place,Reason,Meaning,Law,Marks\r\n1,page 1,s\.40\(2\),/)
    assert.doesNotMatch(csv.text, /quenby/i)
  })

  test('texts are marked wherever they stand; what looks like personal data is proposed', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const texts = await change('POST', id, '/find', { texts: ['ada quenby'], reason: 's.40(2)' })
    assert.equal(texts.status, 200, texts.text)
    assert.equal(texts.json.added, 2)
    const kinds = await change('POST', id, '/find', { entities: ['EMAIL_ADDRESS'], reason: 's.40(2)' })
    assert.equal(kinds.json.added, 1)
    const { marks } = (await call('GET', at(id))).json
    const [proposal] = marks.filter(({ state }: { state: string }) => state === 'proposed')
    assert.equal(proposal.rule, 'EMAIL_ADDRESS')
    assert.ok(proposal.why.length > 5 && proposal.score > 0.5)
    assert.doesNotMatch(JSON.stringify(marks), /quenby|tarrant/i)
    const accept = { rule: 'EMAIL_ADDRESS', state: 'accepted', reason: 'third-party' }
    const both = await change('POST', id, '/marks/decision', { ...accept, ids: [proposal.id] })
    assert.match(both.text, /one of them alone/)
    assert.equal((await change('POST', id, '/marks/decision', accept)).json.changed, 1)
    const back = { ids: [proposal.id], state: 'proposed', reason: 's.40(2)' }
    assert.equal((await change('POST', id, '/marks/decision', back)).json.changed, 1)
    const alike = { alike: proposal.id, state: 'rejected' }
    assert.equal((await change('POST', id, '/marks/decision', alike)).json.changed, 1)
    const again = await change('POST', id, '/find', { texts: ['Ada Quenby'], reason: 's.40(2)' })
    assert.deepEqual([again.json.added, again.json.known], [0, 2])
    const none = await change('POST', id, '/find', { reason: 's.40(2)' })
    assert.match(none.text, /Enter a text to find/)
  })

  test('pages are flagged, and seen as pictures', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const flagged = await change('POST', id, '/pages', { pages: [2], flag: 'withheld', reason: 's.40(2)' })
    assert.deepEqual(flagged.json.pages, [2])
    assert.deepEqual((await call('GET', at(id))).json.pages, [
      { page: 2, flag: 'withheld', reason: 'foia-40-2', duplicateOf: null },
    ])
    await change('POST', id, '/pages', { pages: [2], flag: null })
    assert.deepEqual((await call('GET', at(id))).json.pages, [])
    assert.equal((await change('POST', id, '/pages', { pages: [9], flag: 'full' })).status, 422)
    const picture = await call('GET', at(id, '/pages/1/picture?width=200'))
    assert.equal(picture.headers['content-type'], 'image/png')
    assert.deepEqual([...picture.bytes.subarray(1, 4)], [...Buffer.from('PNG')])
    assert.equal((await call('GET', at(id, '/pages/3/picture'))).status, 404)
    assert.equal((await call('GET', at(id, '/pages/1/picture?width=9'))).status, 400)
  })

  test('a copy is made once everything is decided, and goes in place of its source', async () => {
    const reference = await newCase()
    const id = await addFile(reference, report(), 'report.pdf')
    await change('POST', id, '/find', { texts: ['Ada Quenby'], reason: 's.40(2)', state: 'proposed' })
    const early = await change('POST', id, '/copies', { layer: 'requester' })
    assert.equal(early.status, 409)
    assert.match(early.text, /2 proposals are undecided, on pages 1 and 2/)
    const { marks } = (await call('GET', at(id))).json
    const ids = marks.map((mark: { id: string }) => mark.id)
    await change('POST', id, '/marks/decision', { ids, state: 'accepted' })
    const { parts } = (await call('GET', `/cases/${reference}`)).json
    const made = await change('POST', id, '/copies', {
      layer: 'requester',
      partId: parts[0].id,
      forRelease: true,
    })
    assert.equal(made.status, 200, made.text)
    const [copy] = (await call('GET', at(id))).json.copies
    assert.deepEqual(
      [copy.documentId, copy.layer, copy.releaseState, copy.upToDate],
      [made.json.documentId, 'requester', 'for-release', true],
    )
    const file = await call('GET', `/documents/${made.json.documentId}`)
    assert.doesNotMatch(file.bytes.toString('latin1'), /quenby/i)
    const { documents } = (await call('GET', `/cases/${reference}`)).json
    assert.ok(documents.some(({ origin }: { origin: string }) => origin === 'redacted'))
    assert.equal((await change('POST', id, '/copies', { layer: 'everybody' })).status, 422)
  })

  test('pages that are there twice are found, and what went out before with other parts hidden', async () => {
    const reference = await newCase()
    const first = await addFile(reference, report(), 'report.pdf')
    const second = await addFile(
      reference,
      linesPdf([['Something else'], ['Ada Quenby agreed.', 'The end']]),
      'other.pdf',
    )
    const twice = await call('GET', `/cases/${reference}/duplicate-pages`)
    const [duplicate, ...others] = twice.json.items
    assert.deepEqual(
      [duplicate.documentId, duplicate.page, duplicate.of, others, twice.json.left],
      [second, 2, { documentId: first, page: 2 }, [], []],
    )
    await change('POST', first, '/find', { texts: ['orchard'], reason: 'third-party' })
    assert.deepEqual((await call('GET', at(first, '/earlier-releases'))).json.items, [])
    await api.services.database.write((tx) =>
      tx.updateTable('document').set({ release_state: 'released' }).where('id', '=', first).execute(),
    )
    const [leak] = (await call('GET', at(first, '/earlier-releases'))).json.items
    assert.deepEqual([leak.whole, leak.opened, leak.closed], [true, [], [1]])
    assert.equal((await call('GET', at(first, '/earlier-releases'), undefined, 'stranger')).status, 404)
    assert.equal(
      (await call('GET', `/cases/${reference}/duplicate-pages`, undefined, 'publisher')).status,
      403,
    )
  })

  test('people of the case are looked for, and public names are left', async () => {
    const reference = await newCase()
    const id = await addFile(reference, report(), 'report.pdf')
    const path = `/cases/${reference}/people`
    const find = async () =>
      (await change('POST', id, '/find', { entities: ['PERSON'], reason: 's.40(2)' })).json.added
    const added = await call('POST', path, { name: 'Ada Quenby', role: 'public' })
    assert.equal(added.status, 200, added.text)
    assert.equal(await find(), 0)
    await call('POST', path, { name: 'Ada Quenby', role: 'third-party' })
    const [person, ...others] = (await call('GET', path)).json.items
    assert.deepEqual([person.name, person.role, others.length], ['Ada Quenby', 'third-party', 0])
    assert.equal(await find(), 2)
    const without = await call('DELETE', `${path}/${person.id}`)
    assert.deepEqual(without.json.items, [])
    assert.equal((await call('DELETE', `${path}/${person.id}`)).status, 404)
    assert.equal((await call('POST', path, { name: '1', role: 'public' })).status, 422)
    assert.equal((await call('GET', path, undefined, 'stranger')).status, 404)
    assert.equal((await call('GET', path, undefined, 'auditor')).status, 200)
    assert.equal((await call('GET', path, undefined, 'publisher')).status, 403)
    assert.equal((await call('POST', path, { name: 'B C', role: 'public' }, 'auditor')).status, 403)
  })

  test('a text comes in pieces, and is marked by them', async () => {
    const text = new TextEncoder().encode('Dear Ada Quenby,\nthe orchard is closed.\n')
    const id = await addFile(await newCase(), text, 'letter.txt')
    const { json } = await call('GET', at(id, '/content'))
    assert.equal(json.kind, 'pieces')
    const place = { ...json.pieces[0].place, start: 5, end: 15 }
    assert.equal((await change('POST', id, '/marks', { marks: [{ place, reason: 's40(2)' }] })).status, 200)
    assert.equal((await call('GET', at(id, '/pages/1'))).status, 422)
  })

  test('what cannot be meant is refused with its place', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const box = { kind: 'box', page: 1, left: 1, top: 1, width: 9, height: 9 }
    const refused: [unknown, RegExp][] = [
      [{ marks: [{ place: box, reason: 's.40(22)' }] }, /Did you mean foia-40-2/],
      [{ marks: [{ place: { ...box, page: 7 }, reason: 's.40(2)' }] }, /page 7/],
      [{ marks: [{ place: { kind: 'circle' }, reason: 's.40(2)' }] }, /marks\/0\/place|marks\.0\.place/],
      [{ marks: [{ place: box, reason: 's.40(2)', layer: 'all' }] }, /must be one of regulator/],
      [{ marks: [] }, /must have 1 or more/],
    ]
    for (const [body, message] of refused) {
      const answer = await change('POST', id, '/marks', body)
      assert.equal(answer.status, 422)
      assert.match(answer.text, message)
    }
    const unknown = '01890000-0000-7000-8000-000000000000'
    assert.equal((await change('POST', id, '/marks/removal', { ids: [unknown] })).status, 404)
  })

  test('an older version, or none, changes nothing', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const old = await tag(id)
    const body = { page: 1, from: 0, to: 0, reason: 's.40(2)' }
    assert.equal((await call('POST', at(id, '/words'), body, 'officer', old)).status, 200)
    assert.equal((await call('POST', at(id, '/words'), body)).status, 428)
    const late = await call('POST', at(id, '/words'), { ...body, from: 1, to: 1 }, 'officer', old)
    assert.equal(late.status, 412)
    assert.match(late.text, /Read it again/)
    assert.equal((await call('GET', at(id))).json.marks.length, 1)
  })

  test('the reasons are the law’s, and any of them can be given', async () => {
    const exemptions = (await api.call('GET', '/law/access-exemptions')).json.items
    const rights = exemptions.find(({ id }: { id: string }) => id === 'dpa-2-16')
    assert.equal(rights.citation.text, 'DPA 2018 Sch 2 para 16')
    const reasons: { id: string; label: string }[] = (await api.call('GET', '/law/redaction-reasons')).json
      .items
    for (const { id } of exemptions)
      assert.ok(
        reasons.some((each) => each.id === id),
        id,
      )
    for (const id of ['foia-40-2', 'eir-13-1', 'third-party'])
      assert.ok(
        reasons.some((each) => each.id === id),
        id,
      )
  })

  test('whoever reads cases reads it, only those who redact change it, and only of their own authority', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const paths = ['', '/content', '/pages/1', '/schedule', '/schedule.csv', '/earlier-releases']
    for (const path of [...paths, '/pages/1/picture']) {
      assert.equal((await call('GET', at(id, path), undefined, 'auditor')).status, 200, path)
      assert.equal((await call('GET', at(id, path), undefined, 'publisher')).status, 403, path)
      assert.equal((await call('GET', at(id, path), undefined, 'stranger')).status, 404, path)
    }
    const body = { page: 1, from: 0, to: 0, reason: 's.40(2)' }
    assert.equal((await call('POST', at(id, '/words'), body, 'stranger', '"0"')).status, 404)
    assert.equal((await call('POST', at(id, '/words'), body, 'auditor', '"0"')).status, 403)
    assert.equal((await api.call('GET', at(id))).status, 401)
  })

  test('reading it makes nothing; the first change does', async () => {
    const { reader } = api.services.database
    const id = await addFile(await newCase(), report(), 'report.pdf')
    const rows = () => reader.selectFrom('redaction').selectAll().where('document_id', '=', id).execute()
    const empty = await call('GET', at(id))
    assert.deepEqual([empty.json.version, empty.json.marks, empty.headers['etag']], [0, [], '"0"'])
    await call('GET', at(id, '/schedule'))
    assert.deepEqual(await rows(), [])
    const body = { page: 1, from: 0, to: 0, reason: 's.40(2)' }
    assert.equal((await call('POST', at(id, '/words'), body, 'officer', '"0"')).status, 200)
    assert.equal((await rows()).length, 1)
  })

  test('a copy keeps its schedule, whatever is marked afterwards', async () => {
    const id = await addFile(await newCase(), report(), 'report.pdf')
    await change('POST', id, '/find', { texts: ['ada quenby'], reason: 's.40(2)', layer: 'public-log' })
    const made = await change('POST', id, '/copies', { layer: 'public-log' })
    const copy = made.json.documentId
    const { ids } = (await change('POST', id, '/words', { page: 1, from: 0, to: 0, reason: 's.41(1)' })).json
    const reasons = (answer: Answer) =>
      answer.json.items.map(({ place, label }: Record<string, string>) => `${place} ${label}`)
    const kept = await call('GET', at(id, `/schedule?copy=${copy}`), undefined, 'auditor')
    assert.deepEqual(reasons(kept), ['page 1 s.40(2)', 'page 2 s.40(2)'])
    assert.equal(kept.json.layer, 'public-log')
    assert.equal(kept.json.copy.documentId, copy)
    assert.ok(kept.json.copy.createdBy.length > 3 && kept.json.copy.createdAt.endsWith('Z'))
    const now = await call('GET', at(id, '/schedule?layer=public-log'))
    assert.deepEqual([reasons(now).length, now.json.copy], [3, null])
    const csv = await call('GET', at(id, `/schedule.csv?copy=${copy}`))
    assert.match(csv.text, /,Marks,Copy made,Copy made by\r\n1,page 1,/)
    assert.ok(csv.text.includes(`,${kept.json.copy.createdAt},${kept.json.copy.createdBy}\r\n`), csv.text)
    assert.doesNotMatch(csv.text, /41/)
    assert.equal((await call('GET', at(id, `/schedule?copy=${ids[0]}`))).status, 404)
    assert.equal((await call('GET', at(id, `/schedule?copy=${copy}&layer=internal`))).status, 422)
  })
  test('every route has been called with success', () => {
    assert.deepEqual(api.unseen(['Redaction']), [])
  })
})
