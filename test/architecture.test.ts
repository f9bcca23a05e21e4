import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..')
const isTest = (file: string): boolean => /\.(test|fixture)\.ts$|\/fixtures\.ts$|\/sample\//.test(file)
const sources = globSync('src/**/*.ts', { cwd: root }).filter((file) => !isTest(file))

/** What each domain may know of another, through its index.ts. docs/adr/0002-house.md says why; no cycles. */
const allowed: Record<string, readonly string[]> = {
  identity: [],
  documents: [],
  correspondence: ['documents'],
  charts: [],
  screening: [],
  redaction: ['documents', 'screening', 'identity'],
  datasets: ['documents', 'identity', 'release', 'screening'],
  catalogue: ['identity', 'documents', 'datasets', 'correspondence', 'disclosure', 'release'],
  search: ['identity'],
  release: ['documents', 'identity', 'screening'],
  disclosure: ['identity', 'release', 'search'],
  reports: ['identity'],
  cases: ['identity', 'documents', 'correspondence', 'release', 'redaction', 'screening'],
}
const domains = Object.keys(allowed)
const surfaces = ['web', 'api', 'cli', 'workers']
/** Lower layers never import higher ones. */
const layers: readonly (readonly string[])[] = [
  ['kernel'],
  ['law'],
  ['db'],
  ['audit'],
  domains,
  surfaces,
  ['main'],
]

type Import = { from: string; to: string; target: string }

function roomOf(file: string): string {
  const parts = file.split('/')
  return parts.length === 2 ? 'main' : (parts[1] ?? '')
}
const levelOf = (room: string): number => layers.findIndex((layer) => layer.includes(room))

const imports: Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(root, file), 'utf8')
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)]
  return found.map(([, path]) => {
    const target = relative(root, join(root, dirname(file), path ?? ''))
    return { from: file, to: roomOf(target), target }
  })
})

test('the test sees the house', () => {
  assert.ok(sources.length > 150, `${sources.length} source files`)
  assert.ok(imports.length > 500, `${imports.length} imports`)
  for (const { target } of imports) assert.ok(target.startsWith('src/'), `${target} lies outside src`)
})

test('every room has a place in the layers', () => {
  const rooms = new Set(sources.map(roomOf))
  assert.deepEqual(
    [...rooms].filter((room) => levelOf(room) < 0),
    [],
  )
})

test('imports go down the layers, and surfaces never reach the database or each other', () => {
  const wrong = imports.filter(({ from, to, target }) => {
    const room = roomOf(from)
    if (room === to) return false
    if (levelOf(to) > levelOf(room)) return true
    if (!surfaces.includes(room)) return false
    // The HTTP shell (errors, limits, tables) is shared by pages and API.
    if (room === 'api' && target === 'src/web/kit/index.ts') return false
    return to === 'db' || surfaces.includes(to)
  })
  assert.deepEqual(
    wrong.filter(
      ({ from, target }) => !exceptions.some(([a, b]) => from.startsWith(a) && target.startsWith(b)),
    ),
    [],
  )
})

/** Known ways across, each with its reason beside the code that uses it. */
const exceptions: readonly (readonly [from: string, to: string])[] = [
  // Types only: what the wiring hands to the command line and the workers.
  ['src/cli/', 'src/installation.ts'],
  ['src/workers/', 'src/installation.ts'],
  // `db`, `seed` and `holidays` are about the database itself.
  ['src/cli/', 'src/db/index.ts'],
  ['src/workers/', 'src/db/index.ts'],
]

test('domains import one another only through index.ts, along the allow-list', () => {
  const wrong = imports.filter(({ from, to, target }) => {
    const room = roomOf(from)
    if (!domains.includes(room) || !domains.includes(to) || room === to) return false
    return !(allowed[room]?.includes(to) && target === `src/${to}/index.ts`)
  })
  assert.deepEqual(wrong, [])
})

test('other rooms come into a domain by its front door', () => {
  const wrong = imports.filter(
    ({ from, to, target }) => domains.includes(to) && roomOf(from) !== to && target !== `src/${to}/index.ts`,
  )
  assert.deepEqual(wrong, [])
})

test('the allow-list has no cycle', () => {
  const visit = (domain: string, path: readonly string[]): void => {
    assert.ok(!path.includes(domain), `cycle: ${[...path, domain].join(' → ')}`)
    for (const next of allowed[domain] ?? []) visit(next, [...path, domain])
  }
  for (const domain of domains) visit(domain, [])
})

test('the record of this decision gives the same list', () => {
  const text = readFileSync(join(root, 'docs/adr/0002-house.md'), 'utf8')
  const written = [...text.matchAll(/^- `([a-z]+)` → (.+)$/gm)].map(([, domain = '', others = '']) => [
    domain,
    [...others.matchAll(/`([a-z]+)`/g)].map(([, other]) => other),
  ])
  const listed = Object.entries(allowed).flatMap(([domain, others]) =>
    others.length === 0 ? [] : [[domain, others.toSorted()]],
  )
  assert.deepEqual(Object.fromEntries(written), Object.fromEntries(listed))
})

test('no file is named for saying nothing, and none is left to grow', () => {
  const names = sources.filter((file) => /(^|\/)(utils?|helpers?|managers?|misc|common)(\/|\.ts$)/.test(file))
  assert.deepEqual(names, [])
  const long = sources.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 350)
  assert.deepEqual(long, [])
})

test('no type is given up by a cast or an ignored error; oxlint refuses any', () => {
  const wrong = sources.filter((file) =>
    /as unknown as|@ts-(ignore|expect-error|nocheck)/.test(readFileSync(join(root, file), 'utf8')),
  )
  assert.deepEqual(wrong, [])
})
