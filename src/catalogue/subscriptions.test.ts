import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import { once } from 'node:events'
import { after, before, test } from 'node:test'
import {
  must,
  openCatalogue,
  putDataset,
  putEvent,
  refused,
  type CatalogueFixture,
} from './catalogue.fixture.ts'
import {
  confirmSubscription,
  countSubscribers,
  endSubscription,
  findSubscription,
  networkPost,
  notifySubscribers,
  removeUnconfirmed,
  subscribe,
  type PostWebhook,
} from './index.ts'
import { isPublicAddress, webhookFault } from './webhooks/public-address.ts'

let at: CatalogueFixture
let dataset: string
let other: string
before(async () => {
  at = await openCatalogue('2026-04-10T09:00:00Z')
  dataset = await putDataset(at, 'spending')
  other = await putDataset(at, 'trees')
})
after(() => at.close())

const reader = () => at.services.database.reader
const nobody: PostWebhook = async () => ({ ok: false, code: 'nobody' })
const later = (minutes: number) => {
  at.clock.at = at.clock.at.add({ minutes })
}
const secretIn = (text: string) => /\/subscriptions\/([\w-]+)/.exec(text)?.[1] ?? ''

test('an email address is told nothing before its link was used, and nothing from before that', async () => {
  const input = { dataset: 'spending', channel: 'email' as const, address: 'asha@example.com' }
  assert.deepEqual(must(await subscribe(at.services, at.authority, input)), { channel: 'email' })
  must(await subscribe(at.services, at.authority, input))
  const asked = await at.mails()
  assert.equal(asked.length, 1, 'one message a day, however often it is typed in')
  const secret = secretIn(asked[0]?.text ?? '')
  const found = await findSubscription(reader(), at.authority.id, secret)
  assert.deepEqual(
    [found?.state, found?.addressHint, found?.dataset?.slug],
    ['waiting', 'a…@example.com', 'spending'],
  )
  await putEvent(at, dataset, 1, 'Before anybody listened')
  assert.equal((await notifySubscribers(at.services, nobody)).mailed, 0)

  assert.equal(refused(await confirmSubscription(at.services, at.authority, 'x'.repeat(43))), 'not-found')
  must(await confirmSubscription(at.services, at.authority, secret))
  must(await confirmSubscription(at.services, at.authority, secret))
  assert.equal(await countSubscribers(reader(), at.authority.id, dataset), 1)
  assert.equal((await notifySubscribers(at.services, nobody)).mailed, 0)
  await putEvent(at, dataset, 2, '12 rows added')
  await putEvent(at, other, 2, 'Not asked for')
  await putEvent(at, dataset, 3, 'One row put right')
  assert.equal((await notifySubscribers(at.services, nobody)).mailed, 1)
  assert.equal((await notifySubscribers(at.services, nobody)).mailed, 0)
  const told = (await at.mails()).at(-1)
  assert.equal(told?.subject, '2 changes to our data')
  assert.match(told?.text ?? '', /12 rows added\n.*\/data\/spending\/versions\/2\n\n.*One row put right/)
  assert.doesNotMatch(told?.text ?? '', /Before anybody|Not asked/)
  assert.equal(secretIn(told?.text ?? ''), secret)

  must(await endSubscription(at.services, at.authority, secret))
  must(await endSubscription(at.services, at.authority, secret))
  await putEvent(at, dataset, 4, 'Nobody hears this')
  assert.equal((await notifySubscribers(at.services, nobody)).mailed, 0)
  assert.equal(refused(await confirmSubscription(at.services, at.authority, secret)), 'withdrawn')
  const kept = await reader().selectFrom('catalogue_subscription').select('address').execute()
  assert.deepEqual(kept, [{ address: '' }])
})

test('typed words that the gate would stop do not go to subscribers: the link goes without them', async () => {
  const input = { dataset: 'spending', channel: 'email' as const, address: 'cara@example.com' }
  must(await subscribe(at.services, at.authority, input))
  const asked = (await at.mails()).findLast(({ to }) => to === input.address)
  must(await confirmSubscription(at.services, at.authority, secretIn(asked?.text ?? '')))
  const certificates = async () =>
    reader()
      .selectFrom('release_certificate')
      .select(['verdict', 'sha256'])
      .where('route', '=', 'notice')
      .execute()
  const before = (await certificates()).length
  await putEvent(at, dataset, 8, 'Corrected: the row of NHS number 943 476 5919 is gone')
  await notifySubscribers(at.services, nobody)
  const told = (await at.mails()).findLast(({ to }) => to === input.address)
  assert.equal(told?.subject, 'A change to our data')
  assert.doesNotMatch(told?.text ?? '', /943|NHS|Corrected/)
  assert.match(told?.text ?? '', /\/data\/spending/)
  assert.equal((await certificates()).length, before)
  await putEvent(at, dataset, 9, 'Two rows put right')
  await notifySubscribers(at.services, nobody)
  assert.match(
    (await at.mails()).findLast(({ to }) => to === input.address)?.text ?? '',
    /Two rows put right/,
  )
  const kept = await certificates()
  assert.deepEqual([kept.length, kept.at(-1)?.verdict], [before + 1, 'clean'])
  must(await endSubscription(at.services, at.authority, secretIn(asked?.text ?? '')))
})

test('an address nobody confirmed is forgotten after a week', async () => {
  must(
    await subscribe(at.services, at.authority, {
      dataset: null,
      channel: 'email',
      address: 'bo@example.com',
    }),
  )
  assert.equal((await removeUnconfirmed(at.services)).removed, 0)
  later(7 * 24 * 60 + 1)
  assert.equal((await removeUnconfirmed(at.services)).removed, 1)
})

test('a webhook says yes by its answer, and then gets each event signed, in order, until it takes it', async () => {
  const seen: { type: string; event: string; body: string; signature: string }[] = []
  let status = 500
  const hook: PostWebhook = async (_url, body, headers) => {
    const { challenge } = JSON.parse(body) as { challenge?: string }
    seen.push({
      type: headers['muniment-type'] ?? '',
      event: headers['muniment-event'] ?? '',
      body,
      signature: headers['muniment-signature'] ?? '',
    })
    return { ok: true, status: challenge === undefined ? status : 200, body: challenge ?? '' }
  }
  const made = must(
    await subscribe(at.services, at.authority, {
      dataset: null,
      channel: 'webhook',
      address: 'https://hooks.upfold.gov.uk/in',
    }),
  )
  assert.ok(made.channel === 'webhook')
  await notifySubscribers(at.services, hook)
  assert.equal((await findSubscription(reader(), at.authority.id, made.secret))?.state, 'confirmed')
  const first = await putEvent(at, dataset, 5, 'Five')
  const second = await putEvent(at, other, 6, 'Six')
  assert.deepEqual(await notifySubscribers(at.services, hook), { mailed: 0, posted: 0, failed: 1, ended: 0 })
  assert.equal((await notifySubscribers(at.services, hook)).failed, 0, 'it pauses after a failure')
  later(3)
  status = 204
  assert.equal((await notifySubscribers(at.services, hook)).posted, 2)
  assert.deepEqual(
    seen.map(({ event }) => event).slice(1),
    [first, first, second],
    'the one that failed comes again, under the same id',
  )
  const { body, signature } = seen.at(-1) ?? { body: '', signature: '' }
  assert.equal((JSON.parse(body) as { dataset: { slug: string } }).dataset.slug, 'trees')
  const [, seconds = '', mac = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
  assert.equal(mac, createHmac('sha256', made.signingSecret).update(`${seconds}.${body}`).digest('hex'))
  assert.equal(Number(seconds), at.clock.at.epochMilliseconds / 1000)
  // Gone means gone.
  status = 410
  await putEvent(at, dataset, 7, 'Seven')
  assert.equal((await notifySubscribers(at.services, hook)).ended, 1)
})

test('a webhook that never answers is ended, and one that does not give the challenge back is never called again', async () => {
  const made = must(
    await subscribe(at.services, at.authority, {
      dataset: null,
      channel: 'webhook',
      address: 'https://hooks.upfold.gov.uk/2',
    }),
  )
  assert.ok(made.channel === 'webhook')
  let ended = 0
  let calls = 0
  const deaf: PostWebhook = async () => {
    calls += 1
    return { ok: true, status: 200, body: 'hello' }
  }
  for (let round = 0; round < 60; round += 1) {
    ended += (await notifySubscribers(at.services, deaf)).ended
    later(60)
  }
  assert.deepEqual([ended, calls], [1, 5])
  assert.equal((await findSubscription(reader(), at.authority.id, made.secret))?.state, 'ended')
})

test('addresses inside the building are refused, however they are written', () => {
  for (const inside of [
    '127.0.0.1',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    'fd00::1',
    'fe80::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'nonsense',
  ])
    assert.equal(isPublicAddress(inside), false, inside)
  for (const outside of ['8.8.8.8', '51.140.1.1', '2606:4700::1111'])
    assert.equal(isPublicAddress(outside), true, outside)
  for (const wrong of [
    'http://hooks.upfold.gov.uk/',
    'https://localhost/',
    'https://intranet/',
    'https://db.internal/',
    'https://127.1/',
    'https://0x7f000001/',
    'https://2130706433/',
    'https://[::ffff:127.0.0.1]/',
    'https://user:pass@hooks.upfold.gov.uk/',
    'ftp://hooks.upfold.gov.uk/',
    'nonsense',
  ])
    assert.ok(webhookFault(wrong, false), wrong)
  assert.equal(webhookFault('https://hooks.upfold.gov.uk/in?x=1', false), null)
  assert.equal(webhookFault('http://127.0.0.1:8080/', true), null)
})

test('over the network: what a name stands for is checked, redirects are not followed, long answers are cut', async () => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    if (request.url === '/away') response.writeHead(302, { location: '/in' }).end()
    else if (request.url === '/long') response.end('x'.repeat(1_000_000))
    else request.pipe(response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const base = `http://127.0.0.1:${address.port}`
  try {
    const post = networkPost(true)
    assert.deepEqual(await post(`${base}/in`, '{"a":1}', {}), { ok: true, status: 200, body: '{"a":1}' })
    const away = await post(`${base}/away`, '{}', {})
    assert.equal(away.ok && away.status, 302)
    const long = await post(`${base}/long`, '{}', {})
    assert.ok(long.ok && long.body.length <= 16_384)
    assert.deepEqual(asked, ['/in', '/away', '/long'])
    assert.deepEqual(await networkPost(false)(`${base}/in`, '{}', {}), { ok: false, code: 'address-refused' })
    const closed = await post('http://127.0.0.1:1/', '{}', {})
    assert.equal(closed.ok, false)
  } finally {
    server.close()
  }
  assert.equal(asked.length, 3)
})
