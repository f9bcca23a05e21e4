// Writes the pages of docs/ that are made from the program: `npm run docs`. docs.test.ts fails where they are old.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madePages } from './support/made-pages/index.ts'

for (const [path, text] of Object.entries(await madePages())) {
  writeFileSync(join(import.meta.dirname, '..', path), text)
  process.stdout.write(`${path}\n`)
}
