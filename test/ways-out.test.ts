import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedMessages, releaseRoutes, waysOut } from '../src/release/index.ts'

const root = join(import.meta.dirname, '..')
const sources = globSync('src/**/*.ts', { cwd: root })
  .filter((path) => !/\.(?:test|fixture)\.ts$|\/fixtures\.ts$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
const pathsWith = (pattern: RegExp): string[] =>
  sources.flatMap(({ path, text }) => (pattern.test(text) ? [path] : [])).toSorted()

/**
 * Every place that takes bytes out of the file store, and where they go. A new one fails this test until it says which:
 * `certified` asks for a clean certificate of exactly those bytes; `published` serves files of a published version, whose
 * certificate was asked for when it was published; `inside` never leaves the office.
 */
const readers: Record<string, 'certified' | 'published' | 'inside'> = {
  'src/cases/commands/act-as-requester.ts': 'certified',
  'src/cases/commands/deliver-outbox.ts': 'certified',
  // What is about to be checked, or to be looked into
  'src/cases/check-answer.ts': 'inside',
  'src/cases/source-of-copy.ts': 'inside',
  'src/cases/commands/look-into-arrivals.ts': 'inside',
  'src/redaction/pages/ask-pages.ts': 'inside',
  'src/redaction/commands/burn-copy.ts': 'inside',
  'src/redaction/commands/find-and-mark.ts': 'inside',
  // Staff read what they may; the reading is audited
  'src/cases/commands/answer-letter.ts': 'inside',
  // Scanned again, and never given to anybody
  'src/cases/commands/unlock-document.ts': 'inside',
  'src/cases/commands/keep-documents.ts': 'inside',
  // What somebody has just sent us, in the same draft
  'src/web/public/requests/new/case-input.ts': 'inside',
  'src/datasets/commands/import-base.ts': 'inside',
  'src/datasets/commands/run-import.ts': 'inside',
  'src/cli/seed/deferred-store.ts': 'inside',
  'src/datasets/table/export-table.ts': 'published',
  'src/datasets/table/run-sql.ts': 'published',
  'src/datasets/table/stored-table.ts': 'published',
  'src/web/public/catalogue/dataset-files.ts': 'published',
  'src/web/public/data/files.ts': 'published',
}

test('whatever takes bytes out of the file store says where they go', () => {
  assert.ok(sources.length > 400, `${sources.length} source files`)
  const found = pathsWith(/\b(?:files|store)\??\.(?:open|read|locate)\(/)
  assert.deepEqual(found, Object.keys(readers).toSorted())
  for (const [path, goes] of Object.entries(readers)) {
    const text = readFileSync(join(root, path), 'utf8')
    if (goes === 'certified') assert.match(text, /findCleanCertificate\(/, path)
    else assert.doesNotMatch(text, /findCleanCertificate\(/, path)
  }
})

test('public pages and the API reach the file store only through published versions', () => {
  const own = Object.keys(readers).filter((path) => /^src\/(?:web\/public|api)\//.test(path))
  assert.deepEqual(
    own.filter((path) => readers[path] !== 'published'),
    ['src/web/public/requests/new/case-input.ts'],
  )
})

test('a version is published only by what asked for its certificate', () => {
  const out = pathsWith(/\bputOut\(/)
  assert.deepEqual(out, ['src/datasets/commands/publish-version.ts', 'src/datasets/commands/put-out.ts'])
  const text = readFileSync(join(root, 'src/datasets/commands/publish-version.ts'), 'utf8')
  assert.match(text, /if \(certificate\.verdict === 'clean'\) await putOut\(/)
})

/** Who makes words about data public: each asks the gate, or is called only by what did. */
const sayers: Record<string, 'certifyWords' | 'screenWords' | 'putOut'> = {
  'src/datasets/commands/edit-dataset.ts': 'certifyWords',
  'src/datasets/commands/publish-version.ts': 'screenWords',
  'src/datasets/commands/put-out.ts': 'putOut',
  'src/datasets/commands/withdraw-dataset.ts': 'certifyWords',
}

test('what is said of data is looked at before it is public', () => {
  const found = pathsWith(
    /(?<!function )\b(?:addEvent|listInSearch|updateFacts|putOut)\(|withdrawn_reason: reason|insertInto\('(?:dataset_version|catalogue_event)'\)/,
  ).filter((path) => path.startsWith('src/datasets/') && path !== 'src/datasets/store.ts')
  assert.deepEqual(found, Object.keys(sayers).toSorted())
  for (const [path, asks] of Object.entries(sayers)) {
    const text = readFileSync(join(root, path), 'utf8')
    assert.match(text, new RegExp(`\\b${asks}\\(`), path)
    // Each command of a file asks for itself
    const commands = text.split(/^export async function /m).slice(1)
    for (const command of asks === 'certifyWords' ? commands : [])
      assert.match(
        command,
        /certifyWords\([\s\S]*if \(!checked\.ok\) return checked/,
        `${path}: ${command.slice(0, 40)}`,
      )
  }
})

/** Who puts a message in the outbox, and what of it can carry a file: only `sayToRequester`, whose files are certified. */
const senders = {
  'src/cases/store.ts': 'the messages of a case',
  'src/cases/commands/run-timers.ts': 'reminders to staff',
  'src/catalogue/send-mail.ts': 'words to who reports, subscribes or owes something',
}

test('every message in the outbox comes from a place that is known', () => {
  assert.deepEqual(pathsWith(/insertInto\('outbox'\)/), Object.keys(senders).toSorted())
  const files = pathsWith(/\battachments: \[\w/)
  assert.deepEqual(files, ['src/cases/commands/send-response.ts'], 'whoever attaches a file')
})

test('whoever writes a message asks the gate, or writes a fixed text that says why it may go', () => {
  const writers = pathsWith(/(?<!function )\b(?:sayToRequester|queueMail)\(|insertInto\('outbox'\)/).filter(
    (path) => path !== 'src/cases/store.ts' && path !== 'src/catalogue/send-mail.ts',
  )
  assert.ok(writers.length >= 7, writers.join())
  const asks = /\b(?:certifiedNotice|examineRelease|checkRelease|checkAnswer)\(/
  for (const path of writers) {
    const text = readFileSync(join(root, path), 'utf8')
    if (fixedMessages[path] === undefined) assert.match(text, asks, path)
    else assert.doesNotMatch(text, asks, path)
  }
  assert.deepEqual(
    Object.keys(fixedMessages).filter((path) => !writers.includes(path)),
    [],
  )
  // A chase is to a mailbox: what the task says is read after signing in.
  assert.doesNotMatch(readFileSync(join(root, 'src/cases/commands/run-timers.ts'), 'utf8'), /task\.title/)
})

/** Who posts to addresses that strangers gave, and what. */
const posts = {
  'src/catalogue/webhooks/tell-webhook.ts': 'events as the public feed shows them, and a challenge',
}

test('whoever posts elsewhere is known', () => {
  assert.deepEqual(
    pathsWith(/\bpost\(\{|\bawait post\(/).filter((path) => path.startsWith('src/catalogue/')),
    Object.keys(posts),
  )
})

test('each way out names who checks it, and nobody else asks the gate or keeps its word', () => {
  const asking = pathsWith(/\b(?:checkRelease|examineRelease)\(/).filter(
    (path) => !path.startsWith('src/release/'),
  )
  const named = releaseRoutes.flatMap((route) => [...waysOut[route].checkedIn])
  assert.deepEqual(asking, [...new Set(named)].toSorted())
  const recording = pathsWith(/insertInto\('release_(?:certificate|acceptance)'\)/)
  assert.deepEqual(recording, [
    'src/release/commands/accept-findings.ts',
    'src/release/commands/carry-acceptances.ts',
    'src/release/store.ts',
  ])
})

/** Who answers with a file outside the staff site, and what stands behind it. */
const downloads = {
  'src/api/routes/documents.ts': 'staff, by token',
  'src/api/routes/letters.ts': 'staff, by token',
  'src/api/routes/redaction.ts': 'staff, by token',
  'src/web/kit/send-made.ts': 'what a page made of published rows',
  'src/web/kit/send-stored.ts': 'files of published versions',
  'src/web/kit/tables.ts': 'the table a page shows, as a file',
  'src/web/public/catalogue/ckan/dump.ts': 'published rows',
  'src/web/public/catalogue/dataset-files.ts': 'files of published versions',
  'src/web/public/data/public-file.ts': 'published rows',
  'src/web/public/data/sql/page.ts': 'published rows',
  'src/web/public/requests/track/page.ts': 'the sent answer and its documents, each certified',
}

test('whatever answers with a file outside the staff site is known', () => {
  const found = pathsWith(/Content-Disposition/i).filter((path) => !path.startsWith('src/web/staff/'))
  assert.deepEqual(found, Object.keys(downloads).toSorted())
  for (const path of found.filter((each) => each.startsWith('src/api/')))
    assert.match(readFileSync(join(root, path), 'utf8'), /staffOnly/, path)
})
