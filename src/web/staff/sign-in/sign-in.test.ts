import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { TOTP } from 'otpauth'
import { confirmSecondFactor, createSignInLink, enrolSecondFactor } from '../../../identity/index.ts'
import { must, startStaffApp, visitor, type StaffApp } from '../../../../test/support/staff-app.ts'
import { ownPath } from './page.ts'

test('the way back is only ever a staff page of this site', () => {
  for (const good of ['/staff', '/staff/cases?tab=closed', '/staff/cases/REQ1/history'])
    assert.equal(ownPath(good), good)
  for (const bad of [
    'https://evil.example/staff',
    '//evil.example/staff',
    '/\\evil.example',
    '/staff\\..\\x',
    '/requests',
    'javascript:alert(1)',
    '/staffroom',
    '/staff/sign-out',
    '',
  ])
    assert.equal(ownPath(bad), '/staff', bad)
})

describe('signing in', () => {
  let app: StaffApp
  before(async () => {
    app = await startStaffApp()
  })
  after(() => app.close())
  const right = { email: 'approver@example.org', password: 'a long password for approver' }

  test('with a password sets a cookie that scripts cannot read', async () => {
    const person = visitor(app.app)
    const page = await person.post('/staff/sign-in', { ...right, return: '/staff/reports' })
    assert.equal(page.location, '/staff/reports')
    const cookie = String(page.headers['set-cookie'])
    assert.match(cookie, /^muniment_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/)
    assert.equal((await person.get('/staff')).status, 200)
    assert.equal((await person.post('/staff/sign-out')).location, '/staff/signed-out')
    assert.equal((await person.get('/staff')).status, 303)
  })

  test('says the same whatever was wrong, and keeps the address typed', async () => {
    const person = visitor(app.app)
    const wrong = await person.post('/staff/sign-in', { ...right, password: 'not it' })
    const unknown = await person.post('/staff/sign-in', { ...right, email: 'nobody@example.org' })
    const message = (html: string) => /<div class="govuk-error-summary__body">[\s\S]*?<\/div>/.exec(html)?.[0]
    assert.equal(wrong.status, 422)
    assert.equal(message(wrong.html), message(unknown.html))
    assert.match(wrong.html, /value="approver@example\.org"/)
    assert.doesNotMatch(wrong.html, /value="not it"/)
    const empty = await person.post('/staff/sign-in', {})
    assert.match(empty.html, /Enter your email address/)
    assert.match(empty.html, /Enter your password/)
  })

  test('a link is used by its button, once, and not by whoever looks at it', async () => {
    const secret = await createSignInLink(app.services, app.people.auditor.id, 30)
    const path = `/staff/sign-in/link/${secret}`
    const scanner = visitor(app.app)
    for (let look = 0; look < 3; look += 1) assert.equal((await scanner.get(path)).status, 200)
    const person = visitor(app.app)
    assert.equal((await person.post(path)).location, '/staff')
    assert.equal((await person.get('/staff')).status, 200)
    const second = await visitor(app.app).post(path)
    assert.ok(second.status >= 400 && second.status < 500)
    assert.equal((await scanner.get(path)).headers['referrer-policy'], 'no-referrer')
  })

  test('a link asks whoever has a second factor for its code, and says what is wrong', async () => {
    const { services } = app
    const staff = app.people.publisher
    const { secret } = must(await enrolSecondFactor(services, staff))
    const code = (secondsFromNow = 0) =>
      new TOTP({ secret }).generate({ timestamp: Date.now() + secondsFromNow * 1000 })
    must(await confirmSecondFactor(services, staff, code()))
    const path = `/staff/sign-in/link/${await createSignInLink(services, staff.id, 30)}`
    const person = visitor(app.app)
    const asked = await person.post(path)
    assert.equal(asked.status, 200)
    assert.match(asked.html, /Code from your authenticator/)
    const none = await person.post(path, { asked: 'yes', code: '' })
    assert.equal(none.status, 422)
    assert.match(none.html, /Enter the six digits/)
    const wrong = await person.post(path, { asked: 'yes', code: '12' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /The code is not right/)
    assert.equal((await person.get('/staff')).status, 303)
    assert.equal((await person.post(path, { asked: 'yes', code: code(30) })).location, '/staff')
    assert.equal((await person.get('/staff')).status, 200)
  })

  test('a session that was made up lets nobody in', async () => {
    const person = visitor(app.app, new Map([['muniment_session', 'x'.repeat(32)]]))
    assert.equal((await person.get('/staff')).status, 303)
  })
})
