import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

/** Forms in which a period, fee or limit of the law strays into code that should ask the law for it. */
const suspicious: readonly RegExp[] = [
  /addWorkingDays\([^()]*(\([^()]*\)[^()]*)*,\s*-?(20|40|60)\s*\)/,
  /\b(20|40|60|twenty|forty|sixty) working days\b/i,
  /£\s?(450|600)\b/,
  /£\s?25(\.00)? (an|per) hour/i,
  /\b\w*(limit|pence)\s*[:=]\s*45_?000\b/i,
  /hours:\s*72\b/,
  /\b72 hours\b/,
]

/** Comments may give such a form as an example; only code and wording act on it. */
const isComment = (line: string) => /^\s*(\/\*|\*|\/\/)/.test(line)
const strays = (line: string) => (isComment(line) ? [] : suspicious.filter((pattern) => pattern.test(line)))

test('the patterns see what they look for', () => {
  const lines = [
    'const due = addWorkingDays(calendars, calendarOf(nation), received, 20)',
    'We answer within 20 working days.',
    'The limit is £450.',
    'const limit = 45000',
    'aware.add({ hours: 72 })',
  ]
  for (const line of lines) assert.equal(strays(line).length, 1, line)
  assert.deepEqual(strays('const pageSize = 20'), [])
  assert.deepEqual(strays('/** `£450`, from pence. */'), [])
})

test('statutory periods, fees and limits are written in src/law alone', () => {
  const source = join(import.meta.dirname, '..')
  const files = globSync('**/*.{ts,njk}', { cwd: source }).filter(
    (file) => !file.startsWith('law/') && !/\.(test|fixture)\.ts$/.test(file),
  )
  assert.ok(files.length > 5, 'found the source')
  const found = files.flatMap((file) =>
    readFileSync(join(source, file), 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        strays(line).length > 0 ? [`src/${file}:${index + 1}: ${line.trim()}`] : [],
      ),
  )
  assert.deepEqual(found, [])
})
