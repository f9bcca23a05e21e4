import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDocument, addTask } from '../../cases/index.ts'
import { pdfFile } from '../../documents/fixtures.ts'
import { roles, type Role, type Staff } from '../../identity/index.ts'
import { hashSecret, newId, newSecret } from '../../kernel/ids.ts'
import { makeDataset } from '../../../test/support/dataset.ts'
import { hashTables, tablesWritten } from '../../../test/support/written-tables.ts'
import { must, startStaffApp, visitor, type StaffApp } from '../../../test/support/staff-app.ts'

const officer: Role[] = ['information-officer']
const readers: Role[] = ['information-officer', 'approver', 'data-protection-officer', 'auditor']
const deciders: Role[] = ['information-officer', 'data-protection-officer']
const approvers: Role[] = ['approver', 'data-protection-officer']
const everybody: Role[] = [...roles]
const publishers: Role[] = ['publisher']
/** Whoever does anything with published data; each room then has its own. */
const dataPeople: Role[] = [
  'publisher',
  'information-officer',
  'approver',
  'data-protection-officer',
  'administrator',
]
const secondPeople: Role[] = ['publisher', 'approver', 'data-protection-officer']

/** Who is let in where. A page that is not here fails the last test. `{case}`, `{document}`, `{task}` and `{dataset}` are filled in. */
const matrix: [path: string, who: Role[]][] = [
  ['/staff', everybody],
  ['/staff/session', everybody],
  ['/staff/session.json', everybody],
  ['/staff/account', everybody],
  ['/staff/account/password', everybody],
  ['/staff/account/second-factor/remove', everybody],
  ['/staff/law/exemptions', everybody],
  [
    '/staff/check-file',
    ['information-officer', 'service-contact', 'approver', 'data-protection-officer', 'publisher'],
  ],
  ['/staff/release', ['information-officer', 'approver', 'data-protection-officer', 'publisher', 'auditor']],
  ['/staff/cases', readers],
  ['/staff/cases.csv', readers],
  ['/staff/cases.json', readers],
  ['/staff/search', readers],
  ['/staff/cases/{case}', readers],
  ['/staff/cases/{case}/parts', readers],
  ['/staff/cases/{case}/tasks', readers],
  ['/staff/cases/{case}/documents', readers],
  ['/staff/cases/{case}/documents/{document}/redact', readers],
  ['/staff/cases/{case}/documents/{document}/redact/pages/1', readers],
  ['/staff/cases/{case}/documents/{document}/redact/pages/1.json', readers],
  ['/staff/cases/{case}/documents/{document}/redact/schedule', readers],
  ['/staff/cases/{case}/documents/{document}/redact/schedule.csv', readers],
  ['/staff/cases/{case}/documents/{document}/redact/schedule.json', readers],
  ['/staff/cases/{case}/documents/{document}/redact/people', readers],
  ['/staff/cases/{case}/documents/{document}/redact/duplicates', deciders],
  ['/staff/cases/{case}/messages', readers],
  ['/staff/cases/{case}/decision', readers],
  ['/staff/cases/{case}/history', readers],
  ['/staff/cases/{case}/letter', readers],
  ['/staff/cases/new', officer],
  ['/staff/cases/{case}/law', officer],
  ['/staff/cases/{case}/assign', officer],
  ['/staff/cases/{case}/details', officer],
  ['/staff/cases/{case}/parts/change', officer],
  ['/staff/cases/{case}/split', officer],
  ['/staff/cases/{case}/tasks/new', officer],
  ['/staff/cases/{case}/tasks/{task}/cancel', officer],
  ['/staff/cases/{case}/clarification/ask', officer],
  ['/staff/cases/{case}/fee/ask', officer],
  ['/staff/cases/{case}/extend', officer],
  ['/staff/cases/{case}/withdraw', officer],
  ['/staff/cases/{case}/close', officer],
  ['/staff/cases/{case}/messages/note', officer],
  ['/staff/cases/{case}/link', officer],
  ['/staff/outbox', officer],
  ['/staff/cases/{case}/parts/1/decide', deciders],
  ['/staff/cases/{case}/cost', deciders],
  ['/staff/cases/{case}/approve', approvers],
  ['/staff/tasks', ['service-contact', 'information-officer']],
  ['/staff/tasks/{task}', ['service-contact', 'information-officer']],
  [
    '/staff/reports',
    ['information-officer', 'approver', 'data-protection-officer', 'publisher', 'auditor', 'administrator'],
  ],
  [
    '/staff/reports.csv',
    ['information-officer', 'approver', 'data-protection-officer', 'publisher', 'auditor', 'administrator'],
  ],
  [
    '/staff/reports.json',
    ['information-officer', 'approver', 'data-protection-officer', 'publisher', 'auditor', 'administrator'],
  ],
  ['/staff/audit', ['auditor', 'data-protection-officer', 'administrator']],
  ['/staff/audit.csv', ['auditor', 'data-protection-officer', 'administrator']],
  ['/staff/audit.json', ['auditor', 'data-protection-officer', 'administrator']],
  ['/staff/data', dataPeople],
  ['/staff/data.csv', dataPeople],
  ['/staff/data.json', dataPeople],
  ['/staff/data/templates', dataPeople],
  ['/staff/data/templates/spending-over-500', dataPeople],
  ['/staff/data/new', publishers],
  ['/staff/data/imports', publishers],
  ['/staff/data/waiting', secondPeople],
  ['/staff/data/due', ['publisher', 'administrator']],
  ['/staff/data/due.csv', ['publisher', 'administrator']],
  ['/staff/data/due.json', ['publisher', 'administrator']],
  ['/staff/data/due/new', ['publisher', 'administrator']],
  ['/staff/data/reports', ['publisher', 'information-officer']],
  ['/staff/data/news', publishers],
  ['/staff/data/news/new', publishers],
  ['/staff/data/datasets/{dataset}', dataPeople],
  ['/staff/data/datasets/{dataset}/history', dataPeople],
  ['/staff/data/datasets/{dataset}/edit', publishers],
  ['/staff/data/datasets/{dataset}/columns', publishers],
  ['/staff/data/datasets/{dataset}/charts', publishers],
  ['/staff/data/datasets/{dataset}/rows', publishers],
  ['/staff/data/datasets/{dataset}/withdraw', ['publisher', 'data-protection-officer']],
  ['/staff/data/datasets/{dataset}/versions/1/withdraw', ['publisher', 'data-protection-officer']],
  ['/staff/settings', ['administrator']],
  ['/staff/settings/authority', ['administrator']],
  ['/staff/settings/people', ['administrator']],
  ['/staff/settings/people/new', ['administrator']],
  ['/staff/settings/teams/new', ['administrator']],
  ['/staff/settings/approval', ['administrator']],
  ['/staff/settings/wording', ['administrator']],
]

const redact = '/staff/cases/{case}/documents/{document}/redact'
const redaction = '/api/v1/documents/{document}/redaction'
const nowhere = '0198c7a0-0000-7000-8000-000000000000'
const noMarks = { ids: [nowhere] }
const words = { page: 1, from: 90, to: 91, reason: 'foia-40-2' }
const box = { kind: 'box', page: 9, left: 1, top: 1, width: 9, height: 9 }

/** A page or form, and the address of the API that gives or does the same. What is sent is well made and changes nothing. */
const twins: [page: string, method: 'GET' | 'POST' | 'PATCH' | 'DELETE', address: string, body?: object][] = [
  [redact, 'GET', redaction],
  [redact, 'GET', `${redaction}/earlier-releases`],
  [`${redact}/text`, 'GET', `${redaction}/content`],
  [`${redact}/pages/1`, 'GET', `${redaction}/pages/1`],
  [`${redact}/pages/1.png`, 'GET', `${redaction}/pages/1/picture`],
  [`${redact}/schedule`, 'GET', `${redaction}/schedule`],
  [`${redact}/schedule.csv`, 'GET', `${redaction}/schedule.csv`],
  [`${redact}/people`, 'GET', '/api/v1/cases/{case}/people'],
  [`${redact}/duplicates`, 'GET', '/api/v1/cases/{case}/duplicate-pages'],
  ['/staff/documents/{document}?open=yes', 'GET', '/api/v1/documents/{document}'],
  [
    `POST ${redact}/pages/1/boxes`,
    'POST',
    `${redaction}/marks`,
    { marks: [{ place: box, reason: 'foia-40-2' }] },
  ],
  [`POST ${redact}/pages/1/words`, 'POST', `${redaction}/words`, words],
  [`POST ${redact}/text`, 'POST', `${redaction}/words`, words],
  [`POST ${redact}/find`, 'POST', `${redaction}/find`, { reason: 'foia-40-2' }],
  [`POST ${redact}/find/personal-data`, 'POST', `${redaction}/find`, { reason: 'foia-40-2' }],
  [`POST ${redact}/marks`, 'POST', `${redaction}/marks/decision`, { ...noMarks, state: 'rejected' }],
  [`POST ${redact}/marks`, 'POST', `${redaction}/marks/removal`, noMarks],
  [`POST ${redact}/marks`, 'POST', `${redaction}/marks/restoration`, noMarks],
  [`POST ${redact}/marks`, 'PATCH', `${redaction}/marks`, { ...noMarks, layer: 'internal' }],
  [`POST ${redact}/flags`, 'POST', `${redaction}/pages`, { pages: [9], flag: 'full' }],
  [
    `POST ${redact}/copies`,
    'POST',
    `${redaction}/copies`,
    { layer: 'requester', partId: nowhere, forRelease: true },
  ],
  [`POST ${redact}/people`, 'POST', '/api/v1/cases/{case}/people', { name: '1', role: 'public' }],
  [`POST ${redact}/people/remove`, 'DELETE', `/api/v1/cases/{case}/people/${nowhere}`],
  ['/staff/release', 'GET', '/api/v1/release-certificates'],
  [`/staff/release/${nowhere}`, 'GET', `/api/v1/release-certificates/${nowhere}`],
  [
    `POST /staff/release/${nowhere}`,
    'POST',
    `/api/v1/release-certificates/${nowhere}/acceptances`,
    { findings: 'all', reason: 'It is only a list of codes' },
  ],
]

/** A token for anybody, also for a role that cannot make one. */
async function tokenOf({ services }: StaffApp, staff: Staff): Promise<string> {
  const token = `mun_${newSecret()}`
  await services.database.reader
    .insertInto('api_token')
    .values({
      id: newId(),
      secret_hash: hashSecret(token),
      staff_id: staff.id,
      name: 'tests',
      created_at: services.clock.now(),
      expires_at: services.clock.now().add({ hours: 1 }),
    })
    .execute()
  return token
}

/** That somebody read it, and that they are still there. */
const writtenByReading = ['audit_event', 'audit_head', 'session']

describe('who is let in where', () => {
  let app: StaffApp
  let fill: (path: string) => string
  before(async () => {
    app = await startStaffApp()
    const { reference, caseId } = await app.open()
    const { taskId } = must(
      await addTask(app.services, app.people['information-officer'], {
        caseId,
        partId: null,
        teamId: app.teamId,
        title: 'Find it',
        instructions: '',
      }),
    )
    const { documentId } = must(
      await addDocument(app.services, app.people['information-officer'], {
        caseId,
        upload: { name: 'minutes.pdf', declaredType: '', bytes: pdfFile('The minutes') },
      }),
    )
    await makeDataset(app.services, app.authority.id, {
      slug: 'library-visits',
      columns: [{ name: 'visits', title: 'Visits', type: 'integer', description: '' }],
      csv: 'visits\n12\n30\n',
    })
    fill = (path) =>
      path
        .replace('{case}', reference)
        .replace('{document}', documentId)
        .replace('{task}', taskId)
        .replace('{dataset}', 'library-visits')
  })
  after(() => app.close())

  for (const role of roles) {
    test(`${role}: each page, and nothing of who asked on what is refused`, async () => {
      const person = await app.signIn(app.people[role])
      const before = await hashTables(app.services.database.reader)
      for (const [path, who] of matrix) {
        const page = await person.get(fill(path))
        const expected = who.includes(role) ? 200 : 403
        assert.equal(page.status, expected, path)
        assert.match(String(page.headers['cache-control']), /no-store/, path)
        if (expected === 403) assert.doesNotMatch(page.html, /Quentin|Marsh/, path)
        if (expected === 200 && (role === 'service-contact' || role === 'publisher'))
          assert.doesNotMatch(page.html, /Quentin|Marsh/, path)
      }
      const written = tablesWritten(before, await hashTables(app.services.database.reader))
      assert.deepEqual(
        written.filter((table) => !writtenByReading.includes(table)),
        [],
        'reading a page writes nothing else',
      )
    })
  }

  for (const role of roles) {
    test(`${role}: page and API give the same answer for redaction and release`, async () => {
      const person = await app.signIn(app.people[role])
      const token = await tokenOf(app, app.people[role])
      for (const [page, method, address, body] of twins) {
        const shown = page.startsWith('POST ')
          ? await person.post(fill(page.slice(5)), {})
          : await person.get(fill(page))
        const answered = await app.app.inject({
          method,
          url: fill(address),
          headers: { authorization: `Bearer ${token}`, 'if-match': '"0"' },
          ...(body === undefined ? {} : { payload: body }),
        })
        const [may, mayByApi] = [shown.status, answered.statusCode].map((status) => status !== 403)
        assert.equal(mayByApi, may, `${page}: ${shown.status}, ${method} ${address}: ${answered.statusCode}`)
        if (method === 'GET' && may) assert.ok(answered.statusCode < 500, answered.body)
      }
    })
  }

  test('nobody at all is let in without signing in, and is brought back after', async () => {
    const stranger = visitor(app.app)
    for (const [path] of matrix) {
      const page = await stranger.get(fill(path))
      if (path.endsWith('.json')) {
        assert.equal(page.status, 401, path)
        continue
      }
      assert.equal(page.status, 303, path)
      assert.equal(page.location, `/staff/sign-in?return=${encodeURIComponent(fill(path))}`)
    }
    assert.equal(stranger.cookies.size, 0, 'a stranger gets no cookie')
  })

  test('another authority’s case is not there', async () => {
    const person = await app.signIn(app.people.auditor)
    assert.equal((await person.get('/staff/cases/REQ99999')).status, 404)
    assert.equal((await person.get('/staff/documents/not-an-id')).status, 404)
    assert.equal((await person.get('/staff/tasks/0198c7a0-0000-7000-8000-000000000000')).status, 403)
  })

  test('an id that is none gets an answer and not a fault', async () => {
    const person = await app.signIn(app.people['information-officer'])
    const forms: [string, Record<string, string>][] = [
      ['/staff/cases/{case}/assign', { officerId: 'x' }],
      ['/staff/cases/{case}/tasks/new', { teamId: "'; --", title: 'Find it' }],
      ['/staff/cases/{case}/parts/change', { count: '1', 'part-1': 'What?', 'part-1-team': 'x' }],
      ['/staff/cases/{case}/documents/release', { documentId: 'x', state: 'held' }],
      ['/staff/cases/{case}/clock-events/x/retract', { reason: 'Wrong' }],
      ['/staff/cases/{case}/tasks/x/cancel', { reason: 'Wrong' }],
      ['/staff/account/tokens/x/revoke', {}],
    ]
    for (const [path, fields] of forms) {
      const { status } = await person.post(fill(path), { version: '2', ...fields })
      assert.ok(status >= 400 && status < 500, `${path} gave ${status}`)
    }
  })

  test('a form without its token changes nothing', async () => {
    const person = await app.signIn(app.people['information-officer'])
    const response = await app.app.inject({
      method: 'POST',
      url: fill('/staff/cases/{case}/withdraw'),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        cookie: `muniment_session=${person.cookies.get('muniment_session') ?? ''}`,
      },
      payload: 'version=1',
    })
    assert.equal(response.statusCode, 403)
    assert.match(response.body, /could not be checked/)
  })
})
