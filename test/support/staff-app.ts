import {
  createSignInLink,
  createStaff,
  createTeam,
  roleNames,
  setTeams,
  signInWithLink,
  staffActor,
  type Role,
  type Staff,
} from '../../src/identity/index.ts'
import { systemActor } from '../../src/audit/index.ts'
import { openCase, type OpenCaseInput } from '../../src/cases/index.ts'
import type { Clock } from '../../src/kernel/clock.ts'
import type { TeamId } from '../../src/kernel/ids.ts'
import type { Outcome } from '../../src/kernel/outcome.ts'
import type { InjectOptions } from 'fastify'
import type { App } from '../../src/web/kit/index.ts'
import { toPageAuthority } from '../../src/web/public/index.ts'
import { formSecretOf, pageStaff, registerStaffPages } from '../../src/web/staff/index.ts'
import { startTestApp, type TestApp } from './app.ts'

export type StaffApp = TestApp & {
  /** One person of each role; the second officer is `other` */
  people: Record<Role, Staff> & { other: Staff }
  teamId: TeamId
  open(input?: Partial<OpenCaseInput>): Promise<{ caseId: string; reference: string }>
  signIn(person: Staff): Promise<Visitor>
}

/** A browser without a screen: keeps its cookies, and sends each form with the token of the page it stands on. */
export type Visitor = {
  get(path: string): Promise<Answer>
  post(path: string, fields?: Record<string, string | string[]>): Promise<Answer>
  postFiles(path: string, fields: Record<string, string>, files: SentFile[]): Promise<Answer>
  cookies: Map<string, string>
}
export type SentFile = { field: string; name: string; type: string; content: Uint8Array }
export type Answer = {
  status: number
  headers: Record<string, unknown>
  html: string
  bytes: Uint8Array
  location: string
}

/** The public and the staff site of one authority, with one person in each role and one team. */
export async function startStaffApp(
  settings: { clock?: Clock; mailConfigured?: boolean } = {},
): Promise<StaffApp> {
  let authorityOf: (() => Parameters<typeof toPageAuthority>[0]) | null = null
  const started = await startTestApp({
    ...settings,
    kit: {
      context: (request) => {
        if (authorityOf === null) throw new Error('a page was asked for before the pages were there')
        return { authority: toPageAuthority(authorityOf()), staff: pageStaff(request) }
      },
      sessionSecret: formSecretOf,
      signInPath: '/staff/sign-in',
    },
    register: (app, services) => {
      authorityOf = () => services.authorities()[0] ?? services.authority('')
      registerStaffPages(app, services)
    },
  })
  const { services, authority } = started
  const names: [Role | 'other', string][] = [
    ['information-officer', 'Olive Ambler'],
    ['other', 'Ned Purcell'],
    ['service-contact', 'Sunil Croft'],
    ['approver', 'Ada Penhallow'],
    ['data-protection-officer', 'Dora Finch'],
    ['publisher', 'Pat Wetherby'],
    ['auditor', 'Una Lark'],
    ['administrator', 'Alma Reeve'],
  ]
  const people: Record<string, Staff> = {}
  for (const [role, name] of names)
    people[role] = must(
      await createStaff(services, systemActor, {
        authorityId: authority.id,
        email: `${role}@example.org`,
        name,
        jobTitle: role === 'other' ? 'Information officer' : roleNames[role],
        roles: [role === 'other' ? 'information-officer' : role],
        teamIds: [],
        password: `a long password for ${role}`,
      }),
    )
  const everybody = people as StaffApp['people']
  const admin = staffActor(everybody.administrator)
  const team = must(await createTeam(services, admin, { authorityId: authority.id, name: 'Highways' }))
  everybody['service-contact'] = must(
    await setTeams(services, admin, everybody['service-contact'].id, [team.id]),
  )
  return {
    ...started,
    people: everybody,
    teamId: team.id,
    open: async (input = {}) =>
      must(
        await openCase(services, systemActor, {
          authority,
          regime: 'foia',
          channel: 'web',
          title: 'Potholes mended',
          requestText: 'How many potholes were mended in 2025? What did each cost?',
          parts: ['How many potholes were mended in 2025?', 'What did each cost?'],
          requester: {
            name: 'Quentin Marsh',
            email: 'quentin.marsh@example.com',
            phone: null,
            postalAddress: null,
          },
          ...input,
        }),
      ),
    signIn: async (person) => {
      const secret = await createSignInLink(services, person.id, 60)
      const session = must(await signInWithLink(services, secret))
      return visitor(started.app, new Map([['muniment_session', session.secret]]))
    },
  }
}

/** A visitor with these cookies; without any, somebody who is not signed in. */
export function visitor(app: App, cookies = new Map<string, string>()): Visitor {
  const cookieHeader = (): Record<string, string> =>
    cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
  const keep = (response: {
    headers: Record<string, unknown>
    cookies: { name: string; value: string }[]
  }) => {
    for (const { name, value } of response.cookies) {
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
  }
  const send = async (options: InjectOptions): Promise<Answer> => {
    const response = await app.inject(options)
    keep(response)
    const { location } = response.headers
    return {
      status: response.statusCode,
      headers: response.headers,
      html: response.body,
      bytes: response.rawPayload,
      location: typeof location === 'string' ? location : '',
    }
  }
  const get = (path: string) =>
    send({ method: 'GET', url: path, headers: { accept: 'text/html', ...cookieHeader() } })
  // Every signed-in page carries a token; My work is one that everybody has.
  const token = async () => {
    const page = await get(cookies.size === 0 ? '/staff/sign-in' : '/staff')
    return /name="_csrf" value="([^"]+)"/.exec(page.html)?.[1] ?? ''
  }
  return {
    cookies,
    get,
    post: async (path, fields = {}) => {
      const body = new URLSearchParams({ _csrf: await token() })
      for (const [name, value] of Object.entries(fields))
        for (const one of [value].flat()) body.append(name, one)
      return send({
        method: 'POST',
        url: path,
        headers: {
          accept: 'text/html',
          'content-type': 'application/x-www-form-urlencoded',
          'sec-fetch-site': 'same-origin',
          ...cookieHeader(),
        },
        payload: body.toString(),
      })
    },
    postFiles: async (path, fields, files) => {
      const form = new FormData()
      for (const [name, value] of Object.entries({ _csrf: await token(), ...fields }))
        form.append(name, value)
      for (const { field, name, type, content } of files)
        form.append(field, new Blob([Uint8Array.from(content)], { type }), name)
      const sent = new Response(form)
      return send({
        method: 'POST',
        url: path,
        headers: {
          accept: 'text/html',
          'content-type': sent.headers.get('content-type') ?? '',
          'sec-fetch-site': 'same-origin',
          ...cookieHeader(),
        },
        payload: Buffer.from(await sent.arrayBuffer()),
      })
    },
  }
}

/** The value of something that must have worked. */
export function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok)
    throw new Error(`refused: ${outcome.problem} ${outcome.detail ?? JSON.stringify(outcome.fields ?? '')}`)
  return outcome.value
}
