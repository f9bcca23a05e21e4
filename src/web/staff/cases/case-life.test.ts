import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setRoles, staffActor } from '../../../identity/index.ts'
import {
  startStaffApp,
  type Answer,
  type StaffApp,
  type Visitor,
} from '../../../../test/support/staff-app.ts'

/** The version that the form on a page carries, as a person's browser would send it. */
function versionOn(answer: Answer): string {
  return /name="version" value="(\d+)"/.exec(answer.html)?.[1] ?? assert.fail('the page carries no version')
}

const heading = (answer: Answer) => /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(answer.html)?.[1]?.trim()

describe('a case from receipt to the disclosure log, through its pages', () => {
  let app: StaffApp
  let officer: Visitor
  let other: Visitor
  let approver: Visitor
  before(async () => {
    app = await startStaffApp()
    officer = await app.signIn(app.people['information-officer'])
    other = await app.signIn(app.people.other)
    approver = await app.signIn(app.people.approver)
  })
  after(() => app.close())

  const opened = async () => {
    const { reference, caseId } = await app.open()
    const base = `/staff/cases/${reference}`
    const started = await officer.post(`${base}/start`, { version: '1' })
    assert.equal(started.status, 303)
    return { base, reference, caseId }
  }
  const decide = async (base: string, number: number, fields: Record<string, string> = {}) => {
    const form = await officer.get(`${base}/parts/${number}/decide`)
    return officer.post(`${base}/parts/${number}/decide`, {
      version: versionOn(form),
      held: 'yes',
      outcome: 'provided',
      answer: 'Here it is.',
      act: 'save',
      ...fields,
    })
  }
  /** Follows every link of some pages to the staff site. */
  const deadLinks = async (visitor: Visitor, pages: string[]) => {
    const seen = new Set<string>()
    const dead: string[] = []
    for (const from of pages) {
      const page = await visitor.get(from)
      const links = [...page.html.matchAll(/<a[^>]* href="(\/staff[^"#]*)/g)].map(([, href]) => href ?? '')
      for (const href of links) {
        const address = href.replaceAll('&amp;', '&')
        if (seen.has(address) || address.includes('/sign-')) continue
        seen.add(address)
        const { status } = await visitor.get(address)
        if (status >= 400) dead.push(`${from} → ${address} ${status}`)
      }
    }
    return { dead, followed: seen.size }
  }

  const submitted = async () => {
    const found = await opened()
    assert.equal((await decide(found.base, 1)).status, 303)
    assert.equal((await decide(found.base, 2, { held: 'no', outcome: 'not-held', answer: '' })).status, 303)
    const preview = await officer.get(`${found.base}/letter`)
    const sent = await officer.post(`${found.base}/letter`, { version: versionOn(preview) })
    assert.equal(sent.status, 303, heading(sent) ?? '')
    return found
  }

  test('is approved by somebody else, sent once and published without its requester', async () => {
    const { base, reference } = await submitted()
    const page = await approver.get(`${base}/approve`)
    assert.match(page.html, /Here it is\./)
    const version = versionOn(page)
    const empty = await approver.post(`${base}/approve`, { version })
    assert.equal(empty.status, 422)
    assert.match(empty.html, /Select what you decide/)
    assert.equal(
      (await approver.post(`${base}/approve`, { version, decision: 'approved' })).location,
      '/staff',
    )
    const again = await approver.post(`${base}/approve`, {
      version,
      decision: 'approved',
      comment: 'Kept words',
    })
    assert.equal(again.status, 409)
    assert.match(again.html, /You already approved this/)
    assert.match(again.html, /Kept words/)

    const send = await officer.get(`${base}/send`)
    const twice = await Promise.all([
      officer.post(`${base}/send`, { version: versionOn(send) }),
      officer.post(`${base}/send`, { version: versionOn(send) }),
    ])
    assert.deepEqual(twice.map(({ status }) => status).toSorted(), [303, 409])
    const outbox = await officer.get('/staff/outbox')
    assert.equal(
      outbox.html.split(`/staff/cases/${reference}/messages`).length - 1,
      2,
      'acknowledgement and answer',
    )

    const publisher = await app.signIn(app.people.publisher)
    const review = await publisher.get(`${base}/publish`)
    assert.doesNotMatch(review.html, /Quentin|Marsh/)
    const words = {
      title: 'Potholes mended in 2025',
      'question-1': 'How many?',
      'answer-1': 'Here it is, Quentin Marsh.',
      'question-2': 'What cost?',
      'answer-2': 'Not held.',
    }
    assert.equal(
      heading(await publisher.post(`${base}/publish`, words)),
      'Everybody will be able to read this',
    )
    const stopped = await publisher.post(`${base}/publish`, { ...words, confirmed: 'yes' })
    assert.equal(stopped.status, 409)
    assert.match(stopped.html, /The release check stopped this/)
    assert.match(stopped.html, /Here it is, Quentin Marsh\./, 'what was written is still in its box')
    const clean = { ...words, 'answer-1': 'Here it is.', confirmed: 'yes' }
    assert.equal((await publisher.post(`${base}/publish`, clean)).location, '/staff')
    const second = await publisher.post(`${base}/publish`, clean)
    assert.equal(second.status, 409)
    assert.match(second.html, /already in the disclosure log/)
    const withdrawn = await publisher.post(`${base}/withdraw-publication`, { reason: 'A figure was wrong.' })
    assert.equal(withdrawn.status, 303)
    assert.match((await publisher.get(`${base}/publish`)).html, /Potholes mended/)
  })

  test('is never approved by the person who wrote it, whatever their roles', async () => {
    const { base } = await submitted()
    const officerToo = app.people['information-officer']
    const admin = staffActor(app.people.administrator)
    await setRoles(app.services, admin, officerToo.id, ['information-officer', 'approver'])
    const page = await officer.get(`${base}/approve`)
    assert.equal(page.status, 403)
    assert.equal(heading(page), 'Somebody else must approve this')
    const forced = await officer.post(`${base}/approve`, { version: '5', decision: 'approved' })
    assert.equal(forced.status === 403 || forced.status === 409, true)
    await setRoles(app.services, admin, officerToo.id, ['information-officer'])
  })

  test('comes back for changes with the comment, and shows what changed', async () => {
    const { base } = await submitted()
    const page = await approver.get(`${base}/approve`)
    const asked = await approver.post(`${base}/approve`, {
      version: versionOn(page),
      decision: 'changes-asked',
      comment: 'Say which year.',
    })
    assert.equal(asked.status, 303)
    assert.match((await officer.get(`${base}/decision`)).html, /Say which year\./)
    assert.equal((await decide(base, 1, { answer: 'In 2025: here it is.' })).status, 303)
    const preview = await officer.get(`${base}/letter`)
    assert.equal((await officer.post(`${base}/letter`, { version: versionOn(preview) })).status, 303)
    const second = await approver.get(`${base}/approve`)
    assert.match(second.html, /<ins>In 2025: here it is\.<\/ins>/)
    assert.match(second.html, /<del>Here it is\.<\/del>/)
  })

  test('two officers at once: the second keeps what they wrote beside what the first saved', async () => {
    const { base } = await opened()
    const [mine, theirs] = await Promise.all([
      officer.get(`${base}/parts/1/decide`),
      other.get(`${base}/parts/1/decide`),
    ])
    const answer = { held: 'yes', outcome: 'provided', act: 'save' }
    const first = await officer.post(`${base}/parts/1/decide`, {
      ...answer,
      version: versionOn(mine),
      answer: 'The first answer.',
    })
    assert.equal(first.status, 303)
    const late = await other.post(`${base}/parts/1/decide`, {
      ...answer,
      version: versionOn(theirs),
      answer: 'The second answer.',
    })
    assert.equal(late.status, 409)
    assert.match(late.html, /This was changed since you opened it/)
    assert.match(late.html, /<textarea[^>]*>The second answer\.<\/textarea>/)
    assert.match(
      late.html,
      /<td class="govuk-table__cell"><p class="govuk-body">The first answer\.<\/p><\/td>/,
    )
    const retry = await other.post(`${base}/parts/1/decide`, {
      ...answer,
      version: versionOn(late),
      answer: 'The second answer.',
    })
    assert.equal(retry.status, 303)
  })

  test('a simple form that is too late keeps its words too', async () => {
    const { base } = await opened()
    const form = await officer.get(`${base}/close`)
    const version = versionOn(form)
    const details = await other.get(`${base}/assign`)
    await other.post(`${base}/assign`, { version: versionOn(details), officerId: app.people.other.id })
    const late = await officer.post(`${base}/close`, { version, reason: 'They found it themselves.' })
    assert.equal(late.status, 409)
    assert.match(late.html, /They found it themselves\./)
    assert.match(late.html, /Assigned, Ned Purcell/)
    assert.equal(
      (await officer.post(`${base}/close`, { version: versionOn(late), reason: 'They found it themselves.' }))
        .status,
      303,
    )
    const after = await officer.post(`${base}/close`, { version: versionOn(late), reason: 'Again.' })
    assert.equal(after.status, 409)
    assert.match(after.html, /This cannot be done any more/)
  })

  test('pauses for a clarification and starts afresh with the answer', async () => {
    const { base } = await opened()
    const ask = await officer.get(`${base}/clarification/ask`)
    const sent = await officer.post(`${base}/clarification/ask`, {
      version: versionOn(ask),
      questions: '1. Which roads?\n2. Which months?',
    })
    assert.equal(sent.status, 303)
    const paused = await officer.get(base)
    assert.match(paused.html, /Paused/)
    assert.match(paused.html, /asked to clarify/)
    assert.match(paused.html, /Record the clarification/)
    const record = await officer.get(`${base}/clarification/record`)
    assert.equal(
      (
        await officer.post(`${base}/clarification/record`, {
          version: versionOn(record),
          text: 'All roads, all year.',
          'on-day': /name="on-day"[^>]*value="(\d+)"/.exec(record.html)?.[1] ?? '',
          'on-month': /name="on-month"[^>]*value="(\d+)"/.exec(record.html)?.[1] ?? '',
          'on-year': /name="on-year"[^>]*value="(\d+)"/.exec(record.html)?.[1] ?? '',
        })
      ).status,
      303,
    )
    const history = await officer.get(`${base}/history?show=clock`)
    assert.match(history.html, /Clarification asked for/)
    assert.match(history.html, /Clarification received/)
    assert.match(history.html, /Day by day/)
    assert.match(history.html, /Before the clock started afresh|Day 0/)
  })

  test('what cannot be done now is listed with its reason, and its page refuses', async () => {
    const { base } = await opened()
    const page = await officer.get(base)
    assert.match(page.html, /Send the answer[^<]*<span class="mun-quiet">The case is being worked on/)
    const send = await officer.get(`${base}/send`)
    assert.equal(send.status, 409)
    assert.match(send.html, /The case is being worked on\./)
  })

  test('every form sent empty says what is missing and beside what', async () => {
    const { base } = await opened()
    const forms = [
      'law',
      'details',
      'close',
      'clarification/ask',
      'fee/ask',
      'extend',
      'cost',
      'messages/note',
      'tasks/new',
      'parts/1/decide',
      'split',
      'link',
    ]
    for (const place of forms) {
      const form = await officer.get(`${base}/${place}`)
      assert.equal(form.status, 200, place)
      const sent = await officer.post(`${base}/${place}`, { version: versionOn(form) })
      assert.equal(sent.status, 422, place)
      assert.match(sent.html, /<title>Error: /, place)
      const links = [...sent.html.matchAll(/<li><a href="#([^"]+)">([^<]+)<\/a><\/li>/g)]
      assert.ok(links.length > 0, place)
      for (const [, id, text] of links) {
        assert.ok(
          sent.html.includes(`id="${id ?? ''}"`),
          `${place}: “${text ?? ''}” leads to #${id ?? ''}, which is nowhere`,
        )
        assert.ok(
          sent.html.split(text ?? '').length > 2,
          `${place}: “${text ?? ''}” does not stand beside its field`,
        )
      }
    }
  })

  test('every link of every page leads somewhere', async () => {
    const { base } = await opened()
    const pages = [
      '',
      '/parts',
      '/parts/change',
      '/tasks',
      '/documents',
      '/messages',
      '/decision',
      '/history',
    ]
    const more = ['/parts/1/decide', '/letter', '/law', '/details']
    const { dead, followed } = await deadLinks(officer, [
      '/staff',
      '/staff/cases?tab=open',
      '/staff/account',
      ...[...pages, ...more].map((place) => `${base}${place}`),
    ])
    assert.deepEqual(dead, [])
    assert.ok(followed > 40, `only ${followed} links were found`)
  })

  test('hostile words are shown as words', async () => {
    const nasty = `<script>alert(1)</script> '; drop table cases; -- \u202e evil \u0000 😀 {{ 7*7*7*7 }}`
    const { reference } = await app.open({ title: nasty, requestText: nasty, parts: [nasty] })
    const base = `/staff/cases/${reference}`
    await officer.post(`${base}/start`, { version: '1' })
    for (const place of [
      '',
      '/parts',
      '/decision',
      '/parts/change',
      '/parts/1/decide',
      '/tasks/new',
      '/history',
    ]) {
      const page = await officer.get(`${base}${place}`)
      assert.equal(page.status, 200, place)
      assert.doesNotMatch(page.html, /<script>alert/, place)
      assert.doesNotMatch(page.html, /2401/, place)
      const title = /<title>([^<]*)<\/title>/.exec(page.html)?.[1] ?? ''
      assert.doesNotMatch(title, /drop table|Quentin/, 'a title holds no words of the request')
    }
    assert.equal((await officer.get(`/staff/search?q=${encodeURIComponent(nasty)}`)).status, 200)
  })
})
