import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { assertFormErrors, getPage, postFiles, postForm } from '../../../../../test/support/forms.ts'
import { startTestApp, type TestApp } from '../../../../../test/support/app.ts'
import { findByTracking, loadDraft } from '../../../../cases/index.ts'

const question = 'How many library cards were issued in 2025, by branch?'

describe('asking for information', () => {
  let site: TestApp
  before(async () => {
    site = await startTestApp({ kit: { largestUpload: 200_000 } })
  })
  after(() => site.close())

  /** Begins a request and gives the address of its draft. */
  async function begin(requestText = question, more: Record<string, string> = {}): Promise<string> {
    const sent = await postForm(site.app, '/requests/new/question', { requestText, ...more })
    assert.equal(sent.status, 303)
    return sent.location.replace(/\/[^/]*$/, '')
  }
  async function answerAll(requestText = question): Promise<string> {
    const draft = await begin(requestText)
    await postForm(site.app, `${draft}/details`, { periodText: '2025', formatPreference: '' })
    await postForm(site.app, `${draft}/name`, { name: 'Asha Example' })
    await postForm(site.app, `${draft}/reply`, {
      replyBy: 'email',
      email: 'asha@example.org',
      postalAddress: '',
    })
    return draft
  }
  async function send(draft: string): Promise<{ reference: string; tracking: string }> {
    const sent = await postForm(site.app, `${draft}/check`, {})
    assert.equal(sent.status, 303)
    assert.equal(sent.location, `${draft}/sent`)
    const { html } = await getPage(site.app, sent.location)
    return {
      reference: /<strong>(REQ\d+)<\/strong>/.exec(html)?.[1] ?? '',
      tracking: /href="(\/requests\/[\w-]+)">Follow/.exec(html)?.[1] ?? '',
    }
  }

  test('the whole journey opens one case and says when we must reply', async () => {
    const draft = await answerAll()
    const check = await getPage(site.app, `${draft}/check`)
    for (const answer of [question, '2025', 'Asha Example', 'By email to asha@example.org', 'Not provided'])
      assert.ok(check.html.includes(answer), answer)
    const { reference, tracking } = await send(draft)
    assert.match(reference, /^REQ\d+$/)
    const view = await findByTracking(site.services, site.authority, tracking.split('/').at(-1) ?? '')
    assert.equal(view?.reference, reference)
    assert.equal(view.requestText, question)
    assert.equal(view.regime, 'foia')
    assert.match(
      (await getPage(site.app, `${draft}/sent`)).html,
      /We must reply by <strong>\w+day \d+ \w+ \d{4}/,
    )
  })

  test('sent twice, at once or later, it is the same request', async () => {
    const draft = await answerAll()
    const [one, two] = await Promise.all([
      postForm(site.app, `${draft}/check`, {}),
      postForm(site.app, `${draft}/check`, {}),
    ])
    assert.deepEqual([one.location, two.location], [`${draft}/sent`, `${draft}/sent`])
    const first = await send(draft)
    assert.deepEqual(await send(draft), first)
    for (const step of ['question', 'name', 'check', 'file'])
      assert.equal((await getPage(site.app, `${draft}/${step}`)).location, `${draft}/sent`)
    const cases = await site.services.database.reader
      .selectFrom('cases')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('reference', '=', first.reference)
      .executeTakeFirstOrThrow()
    assert.equal(Number(cases.n), 1)
  })

  test('an empty answer comes back with what is missing', async () => {
    assertFormErrors(await postForm(site.app, '/requests/new/question', { requestText: ' \n ' }), [
      'Enter what you would like to know',
    ])
    const draft = await answerAll()
    assertFormErrors(await postForm(site.app, `${draft}/question`, {}), ['Enter what you would like to know'])
    assertFormErrors(await postForm(site.app, `${draft}/name`, { name: '' }), ['Enter your full name'])
    assertFormErrors(await postForm(site.app, `${draft}/reply`, {}), ['Select how we should reply to you'])
    assertFormErrors(await postForm(site.app, `${draft}/reply`, { replyBy: 'email' }), [
      'Enter your email address',
    ])
    assertFormErrors(await postForm(site.app, `${draft}/reply`, { replyBy: 'post' }), [
      'Enter the postal address to reply to',
    ])
    assertFormErrors(await postForm(site.app, `${draft}/about-you`, {}), [
      'Select yes if you are asking for information about yourself',
    ])
    assertFormErrors(await postForm(site.app, `${draft}/purpose`, {}), ['Select what you would like from us'])
    assertFormErrors(await postForm(site.app, `${draft}/published`, {}), [
      'Select whether any of this answers your question',
    ])
    assertFormErrors(await postFiles(site.app, `${draft}/file`, {}, []), ['Select a file'])
  })

  test('what was entered stays when something else is wrong', async () => {
    const draft = await begin()
    await postForm(site.app, `${draft}/details`, {})
    await postForm(site.app, `${draft}/name`, { name: 'Asha Example' })
    const wrong = await postForm(site.app, `${draft}/reply`, { replyBy: 'email', email: 'asha at example' })
    assertFormErrors(wrong, ['Enter an email address in the correct format, like name@example.com'])
    assert.match(wrong.html, /value="asha at example"/)
    assert.match(wrong.html, /value="email" checked/)
  })

  test('no question can be jumped by its address', async () => {
    const draft = await begin()
    assert.equal((await getPage(site.app, `${draft}/check`)).location, `${draft}/details`)
    assert.equal((await postForm(site.app, `${draft}/check`, {})).location, `${draft}/details`)
    assert.equal((await getPage(site.app, `${draft}/sent`)).location, `${draft}/details`)
    assert.equal((await getPage(site.app, `${draft}/published`)).location, `${draft}/details`)
  })

  test('a Change link comes straight back to the check page', async () => {
    const draft = await answerAll()
    const { html } = await getPage(site.app, `${draft}/check`)
    const change = /href="([^"]+)">Change<span class="govuk-visually-hidden"> your name/.exec(html)?.[1] ?? ''
    const form = await getPage(site.app, change)
    const action = /<form method="post" action="([^"]+)"/.exec(form.html)?.[1] ?? ''
    const back = await postForm(site.app, action, { name: 'Ravi Example' })
    assert.equal(back.location, `${draft}/check`)
    assert.match((await getPage(site.app, `${draft}/check`)).html, /Ravi Example/)
  })

  test('a request about oneself is asked about and opened under data protection law only if they say so', async () => {
    const own = 'Please send me my social care records from 2019.'
    for (const [aboutSelf, regime] of [
      ['yes', 'uk-gdpr'],
      ['no', 'foia'],
    ] as const) {
      const draft = await begin(own)
      assert.match((await getPage(site.app, draft + '/about-you')).html, /information about yourself/)
      await postForm(site.app, `${draft}/about-you`, { aboutSelf })
      await postForm(site.app, `${draft}/details`, {})
      await postForm(site.app, `${draft}/name`, { name: 'Asha Example' })
      await postForm(site.app, `${draft}/reply`, { replyBy: 'post', postalAddress: '1 Made Up Street' })
      const { tracking } = await send(draft)
      const view = await findByTracking(site.services, site.authority, tracking.split('/').at(-1) ?? '')
      assert.equal(view?.regime, regime)
    }
  })

  test('the environment is proposed for an officer to confirm', async () => {
    const draft = await answerAll('What were the air pollution readings and river discharges in 2025?')
    const { tracking } = await send(draft)
    const view = await findByTracking(site.services, site.authority, tracking.split('/').at(-1) ?? '')
    assert.equal(view?.regime, 'eir')
  })

  test('hostile text is kept as text', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      "'; drop table cases; --",
      '👩‍👩‍👧‍👦 نص عربي ‮reversed',
      '{{ 7 * 7 }} {% raw %}',
      'before\u0000after\u0007',
      '\ud800 half a pair',
    ]
    for (const text of hostile) {
      const draft = await begin(text)
      await postForm(site.app, `${draft}/details`, { periodText: text, formatPreference: text })
      await postForm(site.app, `${draft}/name`, { name: text })
      await postForm(site.app, `${draft}/reply`, { replyBy: 'post', postalAddress: text })
      const check = await getPage(site.app, `${draft}/check`)
      assert.equal(check.status, 200)
      assert.ok(!check.html.includes('<script>alert'))
      const { tracking } = await send(draft)
      const page = await getPage(site.app, tracking)
      assert.equal(page.status, 200)
      assert.ok(!page.html.includes('<script>alert') && !page.html.includes('\u0000'))
      assert.ok(!page.html.includes('>49 '))
    }
  })

  test('too long a text says how long it may be, however long it is', async () => {
    const message = 'Your request must be 100,000 characters or fewer'
    for (const text of ['x'.repeat(100_001), 'word '.repeat(210_000), '😀'.repeat(60_000)]) {
      const answer = await postForm(site.app, '/requests/new/question', { requestText: text })
      assertFormErrors(answer, [message])
    }
    assert.ok(await begin('é'.repeat(100_000)))
    const draft = await begin()
    await postForm(site.app, `${draft}/details`, {})
    assertFormErrors(await postForm(site.app, `${draft}/name`, { name: 'x'.repeat(201) }), [
      'Your full name must be 200 characters or fewer',
    ])
  })

  test('a file goes with the request; one that lies, is empty or is too large does not', async () => {
    const draft = await answerAll()
    const upload = (name: string, type: string, content: Uint8Array | string) =>
      postFiles(site.app, `${draft}/file`, {}, [
        { field: 'file', name, type, content: typeof content === 'string' ? Buffer.from(content) : content },
      ])
    assertFormErrors(await upload('empty.txt', 'text/plain', ''), ['The selected file is empty'])
    assert.equal((await upload('map.pdf', 'application/pdf', 'MZ\u0090 not a map')).status, 422)
    assertFormErrors(await upload('big.txt', 'text/plain', 'x'.repeat(300_000)), [
      'The selected file is larger than 200KB, the most this service takes.',
    ])
    assert.equal((await upload('my list.txt', 'text/plain', 'bus stops\n')).location, `${draft}/check`)
    assert.match((await getPage(site.app, `${draft}/check`)).html, /1 file: my list\.txt/)
    const { reference } = await send(draft)
    const kept = await site.services.database.reader
      .selectFrom('document as d')
      .innerJoin('cases as c', 'c.id', 'd.case_id')
      .select(['d.name', 'd.size', 'd.origin'])
      .where('c.reference', '=', reference)
      .execute()
    assert.deepEqual(kept, [{ name: 'my list.txt', size: 10, origin: 'requester' }])
  })

  test('a file can be taken back before sending', async () => {
    const draft = await answerAll()
    await postFiles(site.app, `${draft}/file`, {}, [
      { field: 'file', name: 'note.txt', type: 'text/plain', content: Buffer.from('note\n') },
    ])
    const { html } = await getPage(site.app, `${draft}/file`)
    const sha256 = /name="sha256" value="(\w+)"/.exec(html)?.[1] ?? ''
    await postForm(site.app, `${draft}/file/remove`, { sha256 })
    assert.doesNotMatch((await getPage(site.app, `${draft}/file`)).html, /note\.txt/)
  })

  test('a draft that is gone, and one that never was, get the same plain page', async () => {
    const draft = await begin()
    const secret = draft.split('/').at(-1) ?? ''
    const before = await getPage(site.app, `${draft}/details`)
    assert.equal(before.status, 200)
    await site.services.database.write((tx) =>
      tx
        .updateTable('request_draft')
        .set({ expires_at: Temporal.Instant.from('2020-01-01T00:00:00Z') })
        .execute(),
    )
    assert.equal(await loadDraft(site.services, site.authority, secret), null)
    const gone = await getPage(site.app, `${draft}/details`)
    const never = await getPage(site.app, `/requests/new/${'n'.repeat(32)}/details`)
    for (const answer of [gone, never, await postForm(site.app, `${draft}/name`, { name: 'Asha Example' })]) {
      assert.equal(answer.status, 404)
      assert.match(answer.html, /We do not have this request/)
      assert.ok(!answer.html.includes(question))
    }
    assert.equal((await getPage(site.app, '/requests/new/short/details')).status, 404)
  })

  test('no page sets a cookie, is cached, or tells another site its address', async () => {
    const draft = await answerAll()
    const pages = ['question', 'details', 'name', 'reply', 'check', 'file', 'about-you', 'purpose']
    for (const name of pages) {
      const { status, headers } = await getPage(site.app, `${draft}/${name}`)
      assert.equal(status, 200, name)
      assert.equal(headers['set-cookie'], undefined)
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.match(String(headers['x-robots-tag']), /noindex/)
    }
  })

  test('a form from elsewhere is refused', async () => {
    const response = await site.app.inject({
      method: 'POST',
      url: '/requests/new/question',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      payload: 'requestText=Bins',
    })
    assert.equal(response.statusCode, 403)
  })
})
