import type { FastifyReply } from 'fastify'
import { endSession, signInWithLink, signInWithPassword, type SignedIn } from '../../../identity/index.ts'
import { blankForm, readForm, sendRefusal, type App, type FormState } from '../../kit/index.ts'
import { done, show } from '../answer.ts'
import { dropSession, keepSession, requireStaff, sessionOf, staffOf } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

/** Signing in and out. A link signs in only when its button is pressed: mail scanners open links, and press nothing. */
export function addSignInPages(app: App, services: StaffServices): void {
  const showSignIn = (reply: FastifyReply, form: FormState, back: string, needsCode: boolean, status = 200) =>
    show(reply, 'sign-in/page.njk', { title: 'Sign in', form, back, needsCode }, status)

  const enter = (reply: FastifyReply, signedIn: SignedIn, back: string) =>
    keepSession(services, reply, signedIn.secret).redirect(ownPath(back), 303)

  app.get('/staff/sign-in', { config: { private: true } }, (request, reply) => {
    const { return: back = '' } = request.query as { return?: string }
    if (staffOf(request) !== null) return reply.redirect(ownPath(back), 303)
    return showSignIn(reply, blankForm(), ownPath(back), false)
  })

  app.post('/staff/sign-in', { config: { private: true, rate: 'sign-in' } }, async (request, reply) => {
    const form = readForm(request.body)
    const email = form.text('email', {
      required: 'Enter your email address',
      most: 254,
      label: 'The email address',
    })
    const password = rawField(request.body, 'password')
    const code = form.text('code', { most: 20, label: 'The code' }).replace(/\s/g, '')
    const back = ownPath(form.text('return', { most: 2000 }))
    if (password === '') form.fail('password', 'Enter your password')
    if (!form.ok) return showSignIn(reply, form.state(), back, code !== '', 422)
    const outcome = await signInWithPassword(services, { email, password, ...(code === '' ? {} : { code }) })
    if (outcome.ok) return enter(reply, outcome.value, back)
    const needsCode = outcome.problem === 'second-factor-needed' || code !== ''
    if (outcome.problem === 'second-factor-needed')
      form.fail('code', 'Enter the six digits your authenticator shows, and your password again')
    else if (outcome.problem === 'sign-in-failed')
      form.fail('email', 'Your email address, password or code is not right, or there were too many attempts')
    else return sendRefusal(reply, outcome)
    return showSignIn(reply, form.state(), back, needsCode, 422)
  })

  const link = { config: { private: true, secretAddress: true, rate: 'sign-in' as const } }
  const showLink = (reply: FastifyReply, secret: string, form: FormState | null, status = 200) =>
    show(
      reply,
      'sign-in/link.njk',
      {
        title: 'Sign in with a link',
        action: `/staff/sign-in/link/${encodeURIComponent(secret)}`,
        form,
      },
      status,
    )
  app.get('/staff/sign-in/link/:secret', link, (request, reply) =>
    showLink(reply, (request.params as { secret: string }).secret, null),
  )

  app.post('/staff/sign-in/link/:secret', link, async (request, reply) => {
    const { secret } = request.params as { secret: string }
    const form = readForm(request.body)
    const code = form.text('code', { most: 20, label: 'The code' }).replace(/\s/g, '')
    const asked = form.text('asked') !== ''
    const outcome = await signInWithLink(services, secret, code === '' ? undefined : code)
    if (outcome.ok) return enter(reply, outcome.value, '/staff')
    if (outcome.problem === 'second-factor-needed') {
      if (asked) form.fail('code', 'Enter the six digits your authenticator shows')
      return showLink(reply, secret, form.state(), asked ? 422 : 200)
    }
    const { fields } = outcome
    return fields === undefined
      ? sendRefusal(reply, outcome)
      : showLink(reply, secret, { values: {}, errors: [...fields] }, 422)
  })

  app.post('/staff/sign-out', { config: { private: true } }, async (request, reply) => {
    const session = sessionOf(request)
    if (session !== null) await endSession(services, session.secret)
    return dropSession(services, reply).redirect('/staff/signed-out', 303)
  })

  app.get('/staff/signed-out', { config: { private: true } }, (_request, reply) =>
    show(reply, 'sign-in/signed-out.njk', { title: 'You are signed out' }),
  )

  // Reading a session keeps it alive, so this page is both the warning and the way to stay.
  app.get('/staff/session', { config: { private: true } }, (request, reply) => {
    requireStaff(request)
    return show(reply, 'sign-in/session.njk', {
      title: 'Your session',
      endsAt: sessionOf(request)?.expiresAt ?? null,
    })
  })
  // What the warning on every page asks, so that nobody loses a half-filled form by leaving it.
  app.get('/staff/session.json', { config: { private: true } }, (request, reply) => {
    requireStaff(request)
    return reply.send({ endsAt: sessionOf(request)?.expiresAt.toString() ?? null })
  })
  app.post('/staff/session', { config: { private: true } }, (request, reply) => {
    requireStaff(request)
    return done(reply, '/staff/session', 'extended-session')
  })
}

/** Where to go after signing in: only a staff page of this site, never another site that a link was made to name. */
export function ownPath(text: string): string {
  if (!/^\/staff(?:[/?.]|$)/.test(text) || /^\/staff\/sign(?:-in|-out|ed-out)/.test(text)) return '/staff'
  const url = URL.parse(text, 'http://here.invalid')
  return url !== null && url.origin === 'http://here.invalid' ? `${url.pathname}${url.search}` : '/staff'
}

/** A password exactly as typed: its spaces and its unusual characters are part of it. */
export function rawField(body: unknown, name: string): string {
  const value: unknown =
    typeof body === 'object' && body !== null && Object.hasOwn(body, name) ? Reflect.get(body, name) : ''
  return typeof value === 'string' ? value.slice(0, 1000) : ''
}
