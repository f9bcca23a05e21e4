import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { listMigrations } from '../src/db/index.ts'
import { problems } from '../src/kernel/problems.ts'
import { settingsTable } from '../src/kernel/settings.ts'
import { parseTree } from './support/made-pages/addresses-page.ts'
import { listCommands } from './support/made-pages/commands-page.ts'
import { madePages } from './support/made-pages/index.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
/** Every file of the checkout, but what is installed or made. */
const files = globSync(['**/*', '.ci/*', '.*'], {
  cwd: root,
  exclude: ['node_modules', 'muniment-data', '.git', '.cache'],
  withFileTypes: true,
})
  .filter((entry) => entry.isFile())
  .map((entry) => relative(root, join(entry.parentPath, entry.name)))
const pages = files.filter((file) => file.endsWith('.md'))

const headingsOf = (text: string): string[] =>
  text
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line))
    .map((line) => line.replace(/^#+ /, '').replaceAll('`', '').trim())

/** The text below a heading, up to the next one. */
function sectionOf(text: string, heading: string): string {
  const after = text.split(new RegExp(`^#+ \`?${RegExp.escape(heading)}\`?$`, 'm'))[1] ?? ''
  return after.split(/^#+ /m)[0] ?? ''
}

test('the test sees the documentation', () => {
  assert.ok(pages.length > 30, `${pages.length} pages`)
})

test('README begins with the two commands that must stay true', () => {
  const lines = read('README.md')
    .split('\n')
    .filter((line) => line.trim() !== '')
  assert.equal(lines[0], '# Muniment')
  assert.match(lines[1] ?? '', /`npm ci && npm start`/)
  assert.match(lines[2] ?? '', /`npm ci && npm test`/)
  const scripts: unknown = JSON.parse(read('package.json'))
  assert.match(JSON.stringify(scripts), /"start":.*"test":/)
})

test('every setting has its heading, with its default', () => {
  const text = read('docs/operate/settings.md')
  const names = Object.values(settingsTable).map(({ name }) => name)
  assert.deepEqual(
    names.filter((name) => !headingsOf(text).includes(name)),
    [],
  )
  for (const { name, fallback } of Object.values(settingsTable)) {
    const shown = fallback === '' ? 'Default: nothing' : `Default: \`${fallback}\``
    assert.ok(sectionOf(text, name).includes(shown), `${name} must say “${shown}”`)
  }
  const unknown = headingsOf(text).filter((heading) => /^[A-Z_]+$/.test(heading) && !names.includes(heading))
  assert.deepEqual(unknown, [])
})

test('every problem has its heading, with its status and exit code', () => {
  const text = read('docs/operate/problems.md')
  for (const [code, { status, exit }] of Object.entries(problems)) {
    const section = sectionOf(text, code)
    assert.ok(
      section.includes(`Status ${status}, exit code ${exit}.`),
      `${code}: status ${status}, exit ${exit}`,
    )
    assert.ok(section.trim().split('\n').length > 2, `${code} must say what to do`)
  }
  const unknown = headingsOf(text).filter((heading) => /^[a-z-]+$/.test(heading) && !(heading in problems))
  assert.deepEqual(unknown, [])
})

test('every command has its heading', async () => {
  const headings = headingsOf(read('docs/operate/commands.md'))
  const commands = (await listCommands()).map(({ name }) => name)
  assert.ok(commands.length > 5, commands.join(', '))
  assert.deepEqual(
    commands.filter((name) => !headings.includes(name)),
    [],
  )
})

test('every migration is named with what it does', () => {
  const text = read('docs/operate/database.md')
  const missing = listMigrations()
    .map(({ name }) => name)
    .filter((name) => !text.includes(`\`${name}\``))
  assert.deepEqual(missing, [])
})

test('pages made from the program are as the program is: run `npm run docs` if not', async () => {
  for (const [path, text] of Object.entries(await madePages())) {
    // The pages are long: naming the one that is old says more than its text would
    assert.ok(existsSync(join(root, path)) && read(path) === text, `${path} is old`)
  }
})

test('addresses are read from the tree that Fastify prints', () => {
  const tree = [
    '└── / (GET, HEAD)',
    '    ├── search (GET, HEAD)',
    '    │   └── .csv (GET, HEAD)',
    '    └── requests/:token',
    '        └── /reply (GET, HEAD, POST)',
  ].join('\n')
  assert.deepEqual(
    parseTree(tree).map(({ address, methods }) => `${methods.join(' ')} ${address}`),
    ['GET /', 'GET POST /requests/:token/reply', 'GET /search', 'GET /search.csv'],
  )
})

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-')

test('no link to another page of this documentation is broken', () => {
  const broken: string[] = []
  for (const page of pages) {
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : join(dirname(page), path)
      if (!existsSync(join(root, file))) broken.push(`${page}: ${target}`)
      else if (anchor !== undefined && !headingsOf(read(file)).map(anchorOf).includes(anchor))
        broken.push(`${page}: ${target} (no such heading)`)
    }
  }
  assert.deepEqual(broken, [])
})

test('every page of documentation can be reached from README', () => {
  const reached = new Set<string>()
  const visit = (page: string): void => {
    if (reached.has(page) || !existsSync(join(root, page))) return
    reached.add(page)
    for (const [, target = ''] of read(page).matchAll(/\]\(([^)\s#]+\.md)(?:#[^)]*)?\)/g))
      if (!/^[a-z]+:/.test(target)) visit(join(dirname(page), target))
  }
  visit('README.md')
  assert.deepEqual(
    pages.filter((page) => !reached.has(page)),
    [],
  )
})

test('every decision is in the index, dated, with its four parts', () => {
  const index = read('docs/adr/README.md')
  const decisions = pages.filter((page) => /^docs\/adr\/\d{4}-/.test(page))
  assert.ok(decisions.length >= 11)
  for (const page of decisions) {
    assert.ok(index.includes(`(${page.slice('docs/adr/'.length)})`), page)
    const text = read(page)
    assert.match(text, /^# \d{4} /, page)
    assert.match(text, /^\d{4}-\d{2}-\d{2}$/m, page)
    const parts = headingsOf(text).filter((heading) =>
      ['Context', 'Decision', 'Evidence', 'Consequences'].includes(heading),
    )
    assert.deepEqual(parts, ['Context', 'Decision', 'Evidence', 'Consequences'], page)
  }
})

test('sources and pages that name a decision name one that exists', () => {
  const named = files
    .filter((file) => /\.(ts|md|sql)$/.test(file))
    .flatMap((file) => [...read(file).matchAll(/docs\/adr\/[\w-]+\.md/g)].map(([path]) => ({ file, path })))
  assert.ok(named.length > 0)
  assert.deepEqual(
    named.filter(({ path }) => !existsSync(join(root, path))),
    [],
  )
})

const textual = files.filter(
  (file) =>
    /(\.(ts|md|njk|scss|sql|json|ya?ml|typ|sh|svg)|^bin\/|^\.ci\/|LICENSE)/.test(file) &&
    file !== 'package-lock.json' &&
    file !== 'test/docs.test.ts',
)

function findIn(list: readonly string[], pattern: RegExp, except = /(?!)/): string[] {
  return list.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line.replaceAll(new RegExp(except, 'g'), ''))
          ? [`${file}:${index + 1}: ${line.trim()}`]
          : [],
      ),
  )
}

test('nothing committed belongs to one machine or to a way of working', () => {
  assert.ok(textual.length > 300, `${textual.length} files`)
  const machine = /\/work\/|\/tmp\/bash|\.\.\/shared|\/home\/\w+\/|\/root\//
  assert.deepEqual(findIn(textual, machine), [])
  const registry = /registry\.(npmjs|yarnpkg)|artifactory|verdaccio|_authToken/i
  assert.deepEqual(findIn(textual, registry), [])
  // One letter in brackets, so that a search for the words does not find this list.
  const ways =
    /\b(chat[g]pt|co[p]ilot|large lan[g]uage|l[l]ms?|anthro[p]ic|open[a]i|clau[d]e|gem[i]ni|ai[- ](agent|assist|generat|written)\w*)\b/i
  assert.deepEqual(findIn(textual, ways), [])
})

test('pages are written in British English', () => {
  const american =
    /\b(authori[z]e[sd]?|organi[z]ation|recogni[z]e[sd]?|behavior|favorite|fulfill\b|canceled|analy[z]e[sd]?|summari[z]e[sd]?|minimi[z]e[sd]?|anonymi[z]e[sd]?|initiali[z]e[sd]?|catalog|center(?!ed)|labeled|gray|honor|judgment call)\b/i
  const words = [...pages, ...files.filter((file) => file.endsWith('.njk'))]
  // Names and addresses that others have fixed: `organization`, `/catalog.ttl`.
  assert.deepEqual(findIn(words, american, /`[^`]*`|\/catalog\b/), [])
})
