import assert from 'node:assert/strict'
import { addDocument } from '../../src/cases/index.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { findRedaction, type RedactionRecord } from '../../src/redaction/index.ts'
import { linesPdf } from '../../src/redaction/redaction.fixture.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { launchBrowser, newPage } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

/** Of people who are made up. */
export const letter = [
  'Minutes of the housing panel, 4 March 2026',
  'Present: Quilla Specimen (chair), Tamsin Example, Rowan Fictional',
  'The panel heard from Mrs Quilla Specimen of 12 Sample Street, Exampleton EX1 1AA.',
  'Her National Insurance number is AB 12 34 56 C and her telephone number 01632 960123.',
  'The panel agreed to offer the repair by 1 April 2026.',
  'Cost of the works: 4,200 pounds, from the capital budget.',
  'Next meeting: 8 April 2026.',
]

/** A staff site with one request, and a browser to redact its documents in. */
export type RedactDesk = {
  app: StaffApp
  browser: Browser
  officer: Staff
  addFile(bytes: Uint8Array, name: string): Promise<string>
  /** A document with the letter on each page */
  addLetter(pages?: number): Promise<string>
  enter(options?: PageOptions, person?: Staff): Promise<Page>
  /** Address of a document’s workspace */
  base(id: string): string
  record(id: string): Promise<RedactionRecord>
  close(): Promise<void>
}

export async function openRedactDesk(): Promise<RedactDesk> {
  const app = await startStaffApp()
  const browser = await launchBrowser()
  const { reference, caseId } = await app.open()
  const officer = app.people['information-officer']
  const addFile = async (bytes: Uint8Array, name: string): Promise<string> =>
    must(await addDocument(app.services, officer, { caseId, upload: { name, declaredType: '', bytes } }))
      .documentId
  return {
    app,
    browser,
    officer,
    addFile,
    addLetter: (pages = 1) =>
      addFile(
        linesPdf(
          Array.from({ length: pages }, (_, index) =>
            index === 0 ? letter : [`Page ${index + 1}`, ...letter],
          ),
        ),
        'minutes.pdf',
      ),
    enter: async (options = {}, person = officer) => {
      const page = await newPage(browser, options)
      const secret = await createSignInLink(app.services, person.id, 60)
      await page.goto(`${app.url}/staff/sign-in/link/${secret}`)
      await page.getByRole('button', { name: 'Sign in' }).click()
      return page
    },
    base: (id) => `${app.url}/staff/cases/${reference}/documents/${id}/redact`,
    record: async (id) => {
      const found = await findRedaction(app.services.database.reader, app.authority.id, id)
      assert.ok(found)
      return found
    },
    close: async () => {
      await browser.close()
      await app.close()
    },
  }
}
