import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { must, startStaffApp, type StaffApp, type Visitor } from '../../../../../test/support/staff-app.ts'
import { addDocument } from '../../../../cases/index.ts'
import { addMarks, findRedaction, type RedactionRecord } from '../../../../redaction/index.ts'
import { secretWorkbook } from '../../../../redaction/office.fixture.ts'
import { linesPdf } from '../../../../redaction/redaction.fixture.ts'

describe('the redaction workspace', () => {
  let app: StaffApp
  let reference: string
  let caseId: string
  let officer: Visitor
  before(async () => {
    app = await startStaffApp()
    ;({ reference, caseId } = await app.open())
    officer = await app.signIn(app.people['information-officer'])
  })
  after(() => app.close())

  const add = async (pages: string[][], name = 'minutes.pdf'): Promise<{ id: string; base: string }> => {
    const upload = { name, declaredType: '', bytes: linesPdf(pages) }
    const { documentId } = must(
      await addDocument(app.services, app.people['information-officer'], { caseId, upload }),
    )
    return { id: documentId, base: `/staff/cases/${reference}/documents/${documentId}/redact` }
  }
  const record = async (id: string): Promise<RedactionRecord> => {
    const found = await findRedaction(app.services.database.reader, app.authority.id, id)
    assert.ok(found)
    return found
  }
  const box = (page = 1) => ({ kind: 'box' as const, page, left: 50, top: 60, width: 80, height: 12 })
  const numbers = {
    left: '50',
    top: '100',
    width: '80',
    height: '12',
    reason: 'foia-40-2',
    layer: 'requester',
  }

  test('the name of the document is on the page and never in its title', async () => {
    const { base } = await add([['One']], 'assessment of Quilla Specimen.pdf')
    for (const place of ['', '/pages/1', '/schedule', '/people']) {
      const { html } = await officer.get(base + place)
      assert.match(html, /assessment of Quilla Specimen\.pdf/)
      assert.doesNotMatch(/<title>[\s\S]*<\/title>/.exec(html)?.[0] ?? '', /Quilla/)
    }
  })

  test('a document is found in its own request only', async () => {
    const { id, base } = await add([['One']])
    const other = await app.open()
    assert.equal((await officer.get(base)).status, 200)
    assert.equal((await officer.get(`/staff/cases/${other.reference}/documents/${id}/redact`)).status, 404)
    assert.equal((await officer.get(base.replace(id, 'x'))).status, 404)
    assert.equal((await officer.get(`${base}/pages/2`)).status, 404)
    // Neither 0 nor a word is page 1: a mark must not land there.
    for (const page of ['0', '1e0', 'x']) {
      assert.equal((await officer.get(`${base}/pages/${page}`)).status, 404)
      const box = { left: '10', top: '10', width: '50', height: '20', reason: 'foia-40-2' }
      assert.equal((await officer.post(`${base}/pages/${page}/boxes`, box)).status, 404)
    }
  })

  test('who may not redact changes nothing', async () => {
    const { id, base } = await add([['One']])
    await officer.get(base)
    const { version } = await record(id)
    const reader = await app.signIn(app.people.auditor)
    const forms: [string, Record<string, string>][] = [
      ['/pages/1/boxes', numbers],
      ['/pages/1/words', { fromWord: '0', wordsReason: 'foia-40-2' }],
      ['/find', { texts: 'One', findReason: 'foia-40-2' }],
      ['/find/personal-data', { groups: 'people', dataReason: 'foia-40-2' }],
      ['/flags', { flagPages: '1', flag: 'out-of-scope' }],
      ['/duplicates', {}],
      ['/marks', { act: 'undo' }],
      ['/copies', { copyLayer: 'requester' }],
      ['/people', { name: 'Tamsin Example', role: 'public' }],
      ['/people/remove', { person: id }],
      ['/text', { pieces: 't0', reason: 'foia-40-2' }],
    ]
    for (const [place, fields] of forms)
      assert.equal((await reader.post(base + place, fields)).status, 403, place)
    assert.equal((await record(id)).version, version)
  })

  test('a change on an old version is refused, and what was entered stays', async () => {
    const { id, base } = await add([['One']])
    await officer.get(base)
    const { version } = await record(id)
    const place = box()
    must(
      await addMarks(app.services, app.people.other, {
        documentId: id,
        version,
        marks: [{ place, reason: 'third-party' }],
      }),
    )
    const answer = await officer.post(`${base}/pages/1/boxes`, {
      ...numbers,
      left: '77',
      reason: 'foia-41-1',
      version: String(version),
      from: 'page 1',
    })
    assert.equal(answer.status, 409)
    assert.match(answer.html, /The marks were changed since you opened this page/)
    assert.match(answer.html, /value="77"/)
    assert.match(answer.html, /value="foia-41-1" selected/)
    assert.match(answer.html, /third party/, 'the colleague’s mark is on the page that says so')
    assert.equal((await record(id)).marks.length, 1)
  })

  test('undo takes back one change after another, until somebody else’s', async () => {
    const { id, base } = await add([['One'], ['Two'], ['Three']])
    await officer.get(base)
    const undo = () => officer.post(`${base}/marks`, { act: 'undo', from: 'list' })
    const { ids } = must(
      await addMarks(app.services, app.people['information-officer'], {
        documentId: id,
        marks: [
          { place: box(1), reason: 'foia-40-2', state: 'proposed' },
          { place: box(2), reason: 'foia-41-1', state: 'accepted' },
        ],
      }),
    )
    const before = await record(id)
    await officer.post(`${base}/flags`, { flagPages: '2-3', flag: 'withheld', flagReason: 'foia-43-2' })
    await officer.post(`${base}/flags`, { flagPages: '3', flag: 'out-of-scope' })
    await officer.post(`${base}/marks`, { act: 'accept', ids })
    const history = await officer.get(base.replace(/documents.*/, 'history'))
    assert.match(history.html, /Pages flagged for redaction/)
    assert.doesNotMatch(history.html, /Letter version/)
    await officer.post(`${base}/marks`, {
      act: 'change',
      ids,
      newReason: 'third-party',
      newLayer: 'public-log',
    })
    await officer.post(`${base}/marks`, { act: 'remove', ids })
    assert.deepEqual((await record(id)).marks, [])
    for (let step = 0; step < 5; step += 1) assert.equal((await undo()).status, 303)
    const now = await record(id)
    const essence = ({ marks, pages }: RedactionRecord) => ({
      pages,
      marks: marks.map(({ id, state, reason, layer, place }) => ({ id, state, reason, layer, place })),
    })
    assert.deepEqual(essence(now), essence(before))
    assert.equal((await undo()).status, 422, 'nothing is left to undo')

    await officer.post(`${base}/marks`, { act: 'reject', ids })
    must(
      await addMarks(app.services, app.people.other, {
        documentId: id,
        marks: [{ place: box(3), reason: 'foia-40-2' }],
      }),
    )
    assert.equal((await undo()).status, 422, 'a colleague’s change rests on it')
  })

  test('the same words are decided everywhere at once, with one reason, and taken back at once', async () => {
    const { id, base } = await add([
      ['To ida.specimen@example.org'],
      ['To IDA.SPECIMEN@example.org', 'and bo@example.org'],
    ])
    const found = await officer.post(`${base}/find/personal-data`, {
      groups: 'contact',
      dataReason: 'foia-40-2',
    })
    assert.equal(found.status, 303)
    const essence = async () =>
      (await record(id)).marks.map(({ state, reason }) => `${state} ${reason}`).toSorted()
    const before = await essence()
    assert.equal(before.length, 3)
    const page = await officer.get(`${base}?by=value`)
    assert.match(page.html, /“ida\.specimen@example\.org”<\/strong> Email address: 2 places, pages 1 and 2/)
    assert.match(page.html, /To decide by value \(2\)/)
    const alike = /value="(accept alike [0-9a-f-]+)">Accept all 2</.exec(page.html)?.[1] ?? ''
    const from = 'list state=proposed&by=value'
    const done = await officer.post(`${base}/marks`, { together: alike, togetherReason: 'third-party', from })
    assert.match(done.location, /\?state=proposed&by=value$/)
    assert.deepEqual(await essence(), ['accepted third-party', 'accepted third-party', 'proposed foia-40-2'])
    assert.match((await officer.get(base)).html, /Accepted 2 marks/)
    const gone = await officer.post(`${base}/marks`, { together: alike, from })
    assert.equal(gone.status, 422)
    assert.match(gone.html, /None of these waits for a decision any more/)
    await officer.post(`${base}/marks`, { together: 'reject rule EMAIL_ADDRESS', from })
    assert.ok((await essence()).includes('rejected foia-40-2'))
    for (let step = 0; step < 2; step += 1)
      assert.equal((await officer.post(`${base}/marks`, { act: 'undo', from })).status, 303)
    assert.deepEqual(await essence(), before)
  })

  test('a workbook stands beside its copy cell by cell, as the copy was made', async () => {
    const person = app.people['information-officer']
    const upload = { name: 'payments.xlsx', declaredType: '', bytes: secretWorkbook('Quilla Specimen') }
    const { documentId } = must(await addDocument(app.services, person, { caseId, upload }))
    const base = `/staff/cases/${reference}/documents/${documentId}/redact`
    await officer.post(`${base}/find`, { texts: 'Quilla Specimen', findReason: 'foia-40-2' })
    await officer.post(`${base}/copies`, { copyLayer: 'requester' })
    await officer.post(`${base}/find`, { texts: 'amber', findReason: 'foia-43-2' })
    const [copy] = (await record(documentId)).copies
    assert.ok(copy)
    const { html } = await officer.get(`${base}/compare/1?copy=${copy.documentId}`)
    const rows = [...html.matchAll(/<tr class="govuk-table__row">(.*?)<\/tr>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]*>/g, ''),
      ),
    )
    const beside = new Map(rows.map(([, source = '', copied = '']) => [source, copied]))
    assert.equal(beside.get('amber'), 'amber', 'what was marked since is not taken for hidden in it')
    // Rows and columns that were hidden are not in the copy, whose cells have other addresses.
    assert.equal(beside.get('2023-03-15'), '2023-03-15')
    assert.equal(beside.get('12.50'), '12.5')
    assert.equal(beside.get('Quilla Specimens.40(2)'), '[Redacted: s.40(2)]')
    assert.doesNotMatch(html, /Not found in the copy/)
    assert.match(html, /Marks have changed since/)
    const kept = await officer.get(`${base}/schedule?copy=${copy.documentId}`)
    assert.match(kept.html, /in the copy made .* by Olive Ambler: \d+ marks/)
    assert.doesNotMatch(kept.html, /s\.43/)
    assert.match((await officer.get(`${base}/schedule`)).html, /s\.43\(2\)/)
    const csv = await officer.get(`${base}/schedule.csv?copy=${copy.documentId}`)
    assert.match(csv.html, /copy_made,copy_made_by\r\n1,/)
    const json = JSON.parse((await officer.get(`${base}/schedule.json?copy=${copy.documentId}`)).html)
    assert.deepEqual(
      [json.layer, json.copy.documentId, json.copy.createdBy],
      ['requester', copy.documentId, 'Olive Ambler'],
    )
    assert.equal((await officer.get(`${base}/schedule?copy=${documentId}`)).status, 404)
  })

  test('a form that is filled in wrongly says what and where', async () => {
    const { base } = await add([['One'], ['Two']])
    const wrong: [string, Record<string, string>, RegExp][] = [
      ['/flags', { flagPages: '2-1', flag: 'withheld', flagReason: 'foia-40-2' }, /Enter pages like 1-4, 9/],
      ['/flags', { flagPages: '9', flag: 'out-of-scope' }, /no page 9/],
      [
        '/flags',
        { flagPages: '1', flag: 'withheld', flagReason: '' },
        /Select the reason why it is withheld/,
      ],
      ['/find', { texts: '', findReason: 'foia-40-2' }, /Enter at least one text to find/],
      ['/find', { texts: '***', findReason: 'foia-40-2' }, /at least one letter/],
      ['/find/personal-data', { dataReason: 'foia-40-2' }, /Select what to look for/],
      ['/pages/1/boxes', { ...numbers, left: 'x', from: 'page 1' }, /must be a number/],
      ['/pages/1/boxes', { ...numbers, left: '9000', from: 'page 1' }, /must lie on the page/],
      ['/pages/1/boxes', { ...numbers, reason: 'nothing', from: 'page 1' }, /There is a problem/],
      ['/pages/1/words', { wordsReason: 'foia-40-2', from: 'page 1' }, /Tick at least one line/],
      ['/pages/1/words', { fromWord: '99', wordsReason: 'foia-40-2', from: 'page 1' }, /There is a problem/],
      ['/marks', { act: 'accept' }, /Select at least one mark/],
      ['/marks', { act: 'burn' }, /Choose what to do/],
    ]
    for (const [place, fields, message] of wrong) {
      const answer = await officer.post(base + place, fields)
      assert.equal(answer.status, 422, `${place} ${JSON.stringify(fields)}`)
      assert.match(answer.html, message)
      assert.match(answer.html, /<title>Error: /)
    }
  })

  test('a search that finds nothing says so, and changes nothing', async () => {
    const { id, base } = await add([['One']])
    await officer.get(base)
    const { version } = await record(id)
    const answer = await officer.post(`${base}/find`, { texts: 'Zephyrine', findReason: 'foia-40-2' })
    assert.equal(answer.status, 200)
    assert.match(answer.html, /Nothing was found/)
    assert.match(answer.html, />Zephyrine<\/textarea>/)
    assert.equal((await record(id)).version, version)
  })

  test('a script gets the marks as they are now', async () => {
    const { base } = await add([['One'], ['Two']])
    await officer.get(base)
    const session = officer.cookies.get('muniment_session') ?? ''
    const page = await officer.get(`${base}/pages/1`)
    const token = /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
    const send = (fields: Record<string, string>) =>
      app.app.inject({
        method: 'POST',
        url: `${base}/pages/1/boxes`,
        headers: {
          accept: 'application/json',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          cookie: `muniment_session=${session}`,
        },
        payload: new URLSearchParams({ _csrf: token, from: 'page 1', ...fields }).toString(),
      })
    const done = await send(numbers)
    assert.equal(done.statusCode, 200)
    const state = done.json<{ marks: unknown[]; undo: string; said: string; overlay: string }>()
    assert.equal(state.marks.length, 1)
    assert.equal(state.undo, 'Marked a box on page 1')
    assert.match(state.overlay, /mun-shape--accepted/)
    const wrong = await send({ ...numbers, width: '' })
    assert.equal(wrong.statusCode, 422)
    assert.match(String(wrong.headers['content-type']), /problem\+json/)
    const stale = await send({ ...numbers, left: '90', version: '0' })
    assert.equal(stale.statusCode, 409)
  })

  test('what a closed request hides can be looked at and not changed', async () => {
    const { base } = await add([['One']])
    await app.services.database.write((tx) =>
      tx.updateTable('cases').set({ stage: 'answered' }).where('id', '=', caseId).execute(),
    )
    try {
      const page = await officer.get(base)
      assert.equal(page.status, 200)
      assert.match(page.html, /past the stage/)
      assert.doesNotMatch(page.html, /Find and mark/)
      assert.equal((await officer.post(`${base}/pages/1/boxes`, numbers)).status, 409)
    } finally {
      await app.services.database.write((tx) =>
        tx.updateTable('cases').set({ stage: 'open' }).where('id', '=', caseId).execute(),
      )
    }
  })
})
