import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  answerExample,
  attachExample,
  askExample,
  makeOffice,
  openExample,
  type Office,
} from '../../../../../test/support/answered-case.ts'
import { startTestApp, type TestApp } from '../../../../../test/support/app.ts'
import { assertFormErrors, getPage, postFiles, postForm } from '../../../../../test/support/forms.ts'

const text = 'How many library cards were issued in 2025?'

describe('following a request by its link', () => {
  let site: TestApp
  let office: Office
  before(async () => {
    site = await startTestApp()
    office = await makeOffice(site.services, site.authority)
  })
  after(() => site.close())

  async function open(): Promise<{ reference: string; path: string }> {
    const opened = await openExample(site.services, site.authority, text)
    return { reference: opened.reference, path: `/requests/${opened.trackingSecret}` }
  }

  test('it says where the request stands, when the reply is due and how that was worked out', async () => {
    const { reference, path } = await open()
    const { html, status } = await getPage(site.app, path)
    assert.equal(status, 200)
    assert.match(html, /We have received your request/)
    assert.match(html, /Reply due by<\/dt>\s*<dd><span class="mun-clock__day">\w+day \d+ \w+ \d{4}/)
    assert.match(html, /How the date was worked out/)
    assert.ok(html.includes(text) && html.includes(reference))
  })

  test('its title and address hold nothing personal, and nobody else may keep it', async () => {
    const { reference, path } = await open()
    for (const page of ['', '/reply', '/withdraw', '/complain']) {
      const { html, headers } = await getPage(site.app, path + page)
      const title = /<title>([^<]*)/.exec(html)?.[1] ?? ''
      assert.ok(!title.includes('Asha') && !title.includes('library'), title)
      assert.equal(headers['cache-control'], 'no-store')
      assert.equal(headers['referrer-policy'], 'no-referrer')
      assert.match(String(headers['x-robots-tag']), /noindex/)
      assert.equal(headers['set-cookie'], undefined)
      assert.ok(html.includes(reference))
    }
  })

  test('a wrong link is not found, whatever is wrong with it', async () => {
    const { path } = await open()
    const wrong = [
      '',
      'x',
      'z'.repeat(32),
      `${path.split('/')[2] ?? ''}x`,
      '%00',
      '..%2f',
      "'--",
      'é'.repeat(30),
    ]
    const bodies = new Set<string>()
    for (const secret of wrong.slice(1))
      for (const rest of ['', '/reply', '/withdraw', '/review', '/complain', '/letter.pdf']) {
        const answer = await getPage(site.app, `/requests/${secret}${rest}`)
        assert.ok(answer.status === 404 || answer.status === 400, `${secret}${rest} ${answer.status}`)
        if (answer.status === 404) bodies.add(/<h1[^>]*>([^<]*)/.exec(answer.html)?.[1] ?? '')
      }
    assert.deepEqual([...bodies], ['Page not found'])
    assert.equal(
      (await postForm(site.app, `/requests/${'z'.repeat(32)}/withdraw`, { sure: 'yes' })).status,
      404,
    )
  })

  test('trying links over and over is slowed down', async () => {
    const limited = await startTestApp({ kit: { rates: { forms: { most: 3, seconds: 60 } } } })
    const statuses: number[] = []
    for (let attempt = 0; attempt < 5; attempt += 1)
      statuses.push((await getPage(limited.app, `/requests/${'q'.repeat(31)}${attempt}`)).status)
    await limited.close()
    assert.deepEqual(statuses, [404, 404, 404, 429, 429])
  })

  test('while we wait for the requester the date is paused, and their reply starts it again', async () => {
    const { reference, path } = await open()
    await askExample(site.services, office, reference, 'Which branch do you mean?')
    const waiting = await getPage(site.app, path)
    assert.match(waiting.html, /We are waiting for you/)
    assert.match(waiting.html, /Why it is paused/)
    const form = await getPage(site.app, `${path}/reply`)
    assert.match(form.html, /Which branch do you mean\?/)
    assertFormErrors(await postFiles(site.app, `${path}/reply`, { text: ' ' }, []), ['Enter your message'])
    const sent = await postFiles(site.app, `${path}/reply`, { text: 'The central library.' }, [
      { field: 'file', name: 'card.txt', type: 'text/plain', content: Buffer.from('like this\n') },
    ])
    assert.equal(sent.location, `${path}?done=reply`)
    const back = await getPage(site.app, sent.location)
    assert.match(back.html, /We have your message/)
    assert.match(back.html, /The central library\./)
    assert.doesNotMatch(back.html, /Why it is paused/)
    assert.doesNotMatch((await getPage(site.app, path)).html, /We have your message/)
  })

  test('a file that is not what it says keeps the message and says why', async () => {
    const { path } = await open()
    const wrong = await postFiles(site.app, `${path}/reply`, { text: 'See the picture.' }, [
      {
        field: 'file',
        name: 'picture.png',
        type: 'image/png',
        content: Buffer.from('%PDF-1.4 not a picture'),
      },
    ])
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /See the picture\.<\/textarea>/)
    assert.match(wrong.html, /<title>Error: /)
  })

  test('the same message sent twice is kept once', async () => {
    const { path } = await open()
    for (let press = 0; press < 2; press += 1)
      await postFiles(site.app, `${path}/reply`, { text: 'I mean the financial year.' }, [])
    const { html } = await getPage(site.app, path)
    assert.equal(html.split('I mean the financial year.').length - 1, 1)
  })

  test('a request is withdrawn once, and only by saying yes', async () => {
    const { path } = await open()
    assertFormErrors(await postForm(site.app, `${path}/withdraw`, {}), [
      'Select yes if you want to withdraw your request',
    ])
    assert.equal((await postForm(site.app, `${path}/withdraw`, { sure: 'no' })).location, path)
    assert.doesNotMatch((await getPage(site.app, path)).html, /withdrawn/)
    for (let press = 0; press < 2; press += 1)
      assert.equal(
        (await postForm(site.app, `${path}/withdraw`, { sure: 'yes' })).location,
        `${path}?done=withdraw`,
      )
    assert.match((await getPage(site.app, path)).html, /Your request was withdrawn/)
    assert.equal((await getPage(site.app, `${path}/withdraw`)).status, 409)
    assert.equal((await getPage(site.app, `${path}/reply`)).status, 409)
  })

  test('the answer can be read and taken away, and a review asked for once', async () => {
    const { reference, path } = await open()
    assert.equal((await getPage(site.app, `${path}/review`)).status, 409)
    assert.equal((await getPage(site.app, `${path}/letter.pdf`)).status, 404)
    await attachExample(site.services, office, reference, {
      name: 'cards by branch.csv',
      declaredType: 'text/csv',
      bytes: Buffer.from('branch,cards\nCentral,4120\n'),
    })
    assert.doesNotMatch((await getPage(site.app, path)).html, /cards by branch/)
    await answerExample(site.services, office, reference, 'We issued 4,120 cards.')
    const page = await getPage(site.app, path)
    assert.match(page.html, /We have answered your request/)
    assert.match(page.html, /Information provided/)
    const file = /href="([^"]+)" download>cards by branch\.csv/.exec(page.html)?.[1] ?? ''
    const download = await site.app.inject({ url: file })
    assert.equal(download.body, 'branch,cards\nCentral,4120\n')
    assert.match(String(download.headers['content-disposition']), /^attachment; .*cards%20by%20branch\.csv/)
    const another = await open()
    assert.equal((await getPage(site.app, file.replace(path, another.path))).status, 404)
    const letter = await site.app.inject({ url: `${path}/letter.pdf` })
    assert.equal(letter.statusCode, 200)
    assert.equal(letter.rawPayload.subarray(0, 5).toString('latin1'), '%PDF-')
    assert.match(String(letter.headers['content-disposition']), /^attachment/)
    assert.equal((await getPage(site.app, `${path}/letter.exe`)).status, 404)
    assert.equal((await getPage(site.app, `${path}/documents/not-an-id`)).status, 404)

    assertFormErrors(await postForm(site.app, `${path}/review`, { text: '' }), [
      'Enter what you would like us to look at again',
    ])
    for (let press = 0; press < 2; press += 1) {
      const asked = await postForm(site.app, `${path}/review`, { text: 'You left out the mobile library.' })
      assert.equal(asked.location, `${path}?done=review`)
    }
    const after = await getPage(site.app, path)
    assert.match(after.html, /Review of our answer/)
    const reviews = await site.services.database.reader
      .selectFrom('cases')
      .select('reference')
      .where('regime', '=', 'foia-review')
      .execute()
    assert.equal(reviews.length, 1)
    assert.ok(after.html.includes(reviews[0]?.reference ?? 'none'))
  })
})
