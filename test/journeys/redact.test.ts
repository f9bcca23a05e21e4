import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addDocument } from '../../src/cases/index.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { addMarks, decideMarks, findRedaction, type RedactionRecord } from '../../src/redaction/index.ts'
import { linesPdf } from '../../src/redaction/redaction.fixture.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

const letter = [
  'Minutes of the housing panel, 4 March 2026',
  'Present: Quilla Specimen (chair), Tamsin Example, Rowan Fictional',
  'The panel heard from Mrs Quilla Specimen of 12 Sample Street, Exampleton EX1 1AA.',
  'Her National Insurance number is AB 12 34 56 C and her telephone number 01632 960123.',
  'The panel agreed to offer the repair by 1 April 2026.',
  'Cost of the works: 4,200 pounds, from the capital budget.',
  'Next meeting: 8 April 2026.',
]

describe('redacting a document in a browser', () => {
  let app: StaffApp
  let browser: Browser
  let reference: string
  let caseId: string
  before(async () => {
    app = await startStaffApp()
    browser = await launchBrowser()
    ;({ reference, caseId } = await app.open())
  })
  after(async () => {
    await browser.close()
    await app.close()
  })

  const officer = () => app.people['information-officer']
  const addFile = async (bytes: Uint8Array, name: string): Promise<string> =>
    must(await addDocument(app.services, officer(), { caseId, upload: { name, declaredType: '', bytes } }))
      .documentId
  const pdf = (pages = 1) =>
    addFile(
      linesPdf(
        Array.from({ length: pages }, (_, index) =>
          index === 0 ? letter : [`Page ${index + 1}`, ...letter],
        ),
      ),
      'minutes.pdf',
    )
  const enter = async (options: PageOptions = {}, person: Staff = officer()): Promise<Page> => {
    const page = await newPage(browser, options)
    const secret = await createSignInLink(app.services, person.id, 60)
    await page.goto(`${app.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }
  const base = (id: string) => `${app.url}/staff/cases/${reference}/documents/${id}/redact`
  const record = async (id: string): Promise<RedactionRecord> => {
    const found = await findRedaction(app.services.database.reader, app.authority.id, id)
    assert.ok(found)
    return found
  }
  const boxes = async (id: string) =>
    (await record(id)).marks.flatMap(({ place }) => (place.kind === 'box' ? [place] : []))
  /** The middle of a word in the picture, in pixels of the window. */
  const pointOf = async (page: Page, x: number, y: number) => {
    const picture = await page.locator('[data-redact-picture]').boundingBox()
    assert.ok(picture)
    return { x: picture.x + (x / 595) * picture.width, y: picture.y + (y / 842) * picture.height }
  }
  const drag = async (page: Page, from: [number, number], to: [number, number]) => {
    const [start, end] = [await pointOf(page, ...from), await pointOf(page, ...to)]
    await page.mouse.move(start.x, start.y)
    await page.mouse.down()
    await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2)
    await page.mouse.move(end.x, end.y)
    await page.mouse.up()
  }
  const ready = (page: Page) => page.waitForSelector('[data-redact-ready]', { state: 'attached' })

  test('dragging marks a box in place, and U takes it back', async () => {
    const id = await pdf(3)
    const page = await enter()
    await page.goto(`${base(id)}/pages/1`)
    await ready(page)
    await drag(page, [48, 82], [330, 100])
    await page.waitForSelector('.mun-shape--accepted')
    const [box] = await boxes(id)
    assert.ok(box)
    assert.ok(Math.abs(box.left - 48) < 3 && Math.abs(box.top - 82) < 3, JSON.stringify(box))
    assert.ok(Math.abs(box.width - 282) < 4 && Math.abs(box.height - 18) < 4, JSON.stringify(box))
    assert.match(await page.locator('[data-redact-said]').innerText(), /Marked a box/)
    assert.equal(await page.locator('[data-mark-item]').count(), 1)
    await checkAccessibility(page)
    await screenshot(page, 'redact-page')
    await page.keyboard.press('u')
    await page.locator('[data-mark-item]').waitFor({ state: 'detached' })
    assert.deepEqual(await boxes(id), [])
    await closePage(page)
  })

  test('two corners mark a box with a script too, and a colleague’s change loses nothing of it', async () => {
    const id = await pdf()
    const page = await enter({ expectStatus: [409] })
    await page.goto(`${base(id)}/pages/1`)
    await ready(page)
    const press = async (x: number, y: number) => {
      const point = await pointOf(page, x, y)
      await page.mouse.click(point.x, point.y)
    }
    await press(100, 200)
    assert.match(await page.locator('[data-redact-said]').innerText(), /First corner/)
    await press(200, 240)
    await page.locator('[data-mark-item]').waitFor()
    assert.equal((await boxes(id)).length, 1)

    const { version } = await record(id)
    must(
      await addMarks(app.services, app.people.other, {
        documentId: id,
        version,
        marks: [
          {
            place: { kind: 'box', page: 1, left: 10, top: 10, width: 50, height: 10 },
            reason: 'third-party',
          },
        ],
      }),
    )
    await drag(page, [300, 190], [360, 220])
    await page.locator('[data-redact-said]', { hasText: 'Somebody else' }).waitFor()
    assert.equal(await page.locator('[data-mark-item]').count(), 2, 'the colleague’s mark is shown')
    assert.equal(await page.locator('.mun-drawn').count(), 1, 'one’s own is still drawn')
    assert.equal((await boxes(id)).length, 2)
    await page.keyboard.press('Enter')
    await page.locator('[data-mark-item]').nth(2).waitFor()
    assert.equal((await boxes(id)).length, 3)
    await closePage(page)
  })

  test('with the keyboard alone: walk, choose, mark, decide, turn the page', async () => {
    const id = await pdf(2)
    must(
      await addMarks(app.services, officer(), {
        documentId: id,
        marks: [60, 80].map((top) => ({
          place: { kind: 'box', page: 1, left: 300, top, width: 60, height: 12 },
          reason: 'third-party',
          state: 'proposed',
        })),
      }),
    )
    const page = await enter()
    await page.goto(`${base(id)}/pages/1`)
    await ready(page)
    const said = () => page.locator('[data-redact-said]').innerText()
    await page.locator('[data-redact-paper]').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    assert.match(await said(), /^Quilla/)
    await page.keyboard.press('Shift+ArrowRight')
    assert.match(await said(), /^2 words: Quilla Specimen/)
    await page.keyboard.press('1')
    await page.locator('[data-mark-item]').nth(2).waitFor()
    const drawn = (await record(id)).marks.find(({ state }) => state === 'accepted')
    assert.equal(drawn?.reason, 'third-party', 'the reason this document uses most')
    await page.keyboard.press('j')
    assert.match(await said(), /^To decide/)
    await page.keyboard.press('a')
    await page.locator('.mun-marks__item--proposed').nth(1).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    await page.locator('.mun-marks__item--proposed').waitFor({ state: 'detached' })
    const states = (await record(id)).marks.map(({ state }) => state)
    assert.deepEqual(states.toSorted(), ['accepted', 'accepted', 'rejected'])

    await page.locator('[data-redact-use-keys]').uncheck()
    await page.locator('[data-redact-paper]').focus()
    await page.keyboard.press('n')
    await page.keyboard.press('u')
    assert.equal(new URL(page.url()).pathname.split('/').at(-1), '1', 'keys that are switched off rest')
    await page.locator('[data-redact-use-keys]').check()
    await page.keyboard.press('n')
    await page.waitForURL(/pages\/2/)
    await checkAccessibility(page)
    await closePage(page)
  })

  test('without a script: two corners, numbers, words, and undo', async () => {
    const id = await pdf(2)
    const page = await enter({ javaScript: false, expectStatus: [422] })
    await page.goto(`${base(id)}/pages/1`)
    await page.locator('input[type="image"]').click({ position: { x: 60, y: 100 } })
    await page.getByText('The first corner is set').waitFor()
    await page.locator('input[type="image"]').click({ position: { x: 400, y: 125 } })
    await page.getByText('Marked a box on page 1').first().waitFor()
    const [box] = await boxes(id)
    assert.ok(box)
    assert.ok(Math.abs(box.left - (60 * 595) / 720) < 2 && Math.abs(box.width - (340 * 595) / 720) < 2)
    await checkAccessibility(page)

    await page.getByText('Mark a box by numbers').click()
    await page.getByRole('button', { name: 'Mark this box' }).click()
    await page.getByRole('link', { name: 'Enter how far from the left' }).waitFor()
    for (const [name, value] of Object.entries({ left: '50', top: '300', width: '100', height: '20' }))
      await page.locator(`#${name}`).fill(value)
    await page.locator('#height').press('Enter')
    await page.locator('[data-mark-item]').nth(1).waitFor()
    assert.equal((await boxes(id)).length, 2)

    await page.getByText('Words of this page, line by line').click()
    await page.getByLabel('Her National Insurance number').check()
    await page.getByRole('button', { name: 'Mark these words' }).click()
    await page.getByText('Marked 1 line on page 1').first().waitFor()
    assert.equal((await boxes(id)).length, 3)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The last change was undone').waitFor()
    assert.equal((await boxes(id)).length, 2)
    await closePage(page)
  })

  test('search and mark, personal data, groups, pages: the list does everything', async () => {
    const id = await pdf(3)
    const page = await enter()
    await page.goto(base(id))
    await checkAccessibility(page)
    await page.getByLabel('Words to find').fill('Quilla Specimen\nTamsin Example')
    await page.getByRole('button', { name: 'Find and mark' }).click()
    await page
      .getByText(/Found and marked 9 places/)
      .first()
      .waitFor()
    await page.getByRole('button', { name: 'Find personal data' }).click()
    await page
      .getByText(/Found \d+ places to decide/)
      .first()
      .waitFor()
    await checkAccessibility(page)
    await screenshot(page, 'redact-list')
    const proposals = (await record(id)).marks.filter(({ state }) => state === 'proposed')
    assert.ok(proposals.some(({ rule }) => rule === 'UK_NINO'))
    await page.getByRole('button', { name: /Accept all 3 of National Insurance number/ }).click()
    await page.getByText('Accepted 3 marks').first().waitFor()
    // Nothing was loaded anew: the list changed in place, and the place in it is kept.
    const item = page.locator('.mun-marks__item--proposed').nth(5)
    const itemId = await item.getAttribute('id')
    await item.getByRole('button', { name: /^Accept/ }).click()
    await page.locator(`#${itemId}.mun-marks__item--accepted`).waitFor()
    assert.equal(await page.locator(':focus').getAttribute('id'), itemId)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.locator(`#${itemId}.mun-marks__item--proposed`).waitFor()
    await page.getByLabel('Pages', { exact: true }).fill('2-3')
    await page.getByLabel('Reason, if they are withheld').selectOption('foia-43-2')
    await page
      .locator('section', { has: page.locator('#flag-pages') })
      .getByRole('button', { name: 'Save' })
      .click()
    await page.getByText('Withheld: pages 2–3').first().waitFor()
    assert.deepEqual(
      (await record(id)).pages.map((each) => [each.page, each.flag, each.reason]),
      [
        [2, 'withheld', 'foia-43-2'],
        [3, 'withheld', 'foia-43-2'],
      ],
    )
    await page.goto(`${base(id)}/pages/2`)
    await screenshot(page, 'redact-withheld')
    await page.goto(`${base(id)}/schedule`)
    await checkAccessibility(page)
    await screenshot(page, 'redact-schedule')
    await closePage(page)
  })

  test('the copy is made, looked at beside the document, and listed', async () => {
    const id = await pdf(2)
    const page = await enter({ expectStatus: [422] })
    await page.goto(`${base(id)}/people`)
    await page.getByRole('button', { name: 'Add the name' }).click()
    await page.getByRole('link', { name: 'Enter the name' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Tamsin Example')
    await page.getByLabel('A public name: leave it in').check()
    await page.getByRole('button', { name: 'Add the name' }).click()
    await page.getByText('The name was added').waitFor()
    await checkAccessibility(page)

    await page.goto(base(id))
    await page.getByLabel('Words to find').fill('Quilla Specimen')
    await page.getByLabel('Let me decide each one first').check()
    await page.getByRole('button', { name: 'Find and mark' }).click()
    await page
      .getByText(/Found 4 places to decide/)
      .first()
      .waitFor()
    assert.equal(
      await page.getByRole('button', { name: 'Make the redacted copy' }).count(),
      0,
      'decide first',
    )
    await page.getByRole('button', { name: /^Accept all 4/ }).click()
    await page.getByLabel('Send it with the answer').check()
    await page.getByRole('button', { name: 'Make the redacted copy' }).click()
    await page.getByRole('link', { name: 'Select the part of the request it answers' }).waitFor()
    await page.getByLabel('It answers').selectOption({ index: 1 })
    await page.getByRole('button', { name: 'Make the redacted copy' }).click()
    await page.getByText('The redacted copy was made and checked').waitFor()
    await checkAccessibility(page)
    const { copies } = await record(id)
    assert.deepEqual(
      copies.map(({ layer, releaseState, upToDate }) => [layer, releaseState, upToDate]),
      [['requester', 'for-release', true]],
    )
    await page.getByRole('link', { name: /^Compare minutes/ }).click()
    await page
      .getByText(/4 words under them are gone from the copy, and none beside|became a picture/)
      .waitFor()
    await page.waitForLoadState('networkidle')
    for (const picture of await page.locator('.mun-compare__picture').all())
      assert.ok(
        await picture.evaluate((image) => 'naturalWidth' in image && Number(image.naturalWidth) > 100),
      )
    await checkAccessibility(page)
    await screenshot(page, 'redact-compare')
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.getByText('Page 2 of 2').first().waitFor()
    const answer = await page.request.get(`${base(id)}/schedule.csv`)
    assert.match(await answer.text(), /1,page 1,s\.40\(2\),FOIA 2000,[^,]+,2\r\n2,page 2/)
    await closePage(page)
  })

  test('duplicates and earlier answers are told of', async () => {
    await addFile(linesPdf([letter.toReversed(), ['One', 'Two']]), 'first.pdf')
    const id = await addFile(linesPdf([['Another beginning'], letter.toReversed()]), 'second.pdf')
    const page = await enter()
    await page.goto(`${base(id)}/duplicates`)
    await page.getByLabel('Choose page 2').check()
    await checkAccessibility(page)
    await page.getByRole('button', { name: /Leave the ticked pages out/ }).click()
    await page.getByText('Left out 1 page as a duplicate').first().waitFor()
    const [flagged] = (await record(id)).pages
    assert.deepEqual([flagged?.page, flagged?.flag, flagged?.duplicateOf?.page], [2, 'duplicate', 1])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The last change was undone').waitFor()
    assert.deepEqual((await record(id)).pages, [])

    await app.services.database.write((tx) =>
      tx.updateTable('document').set({ release_state: 'released' }).where('id', '=', id).execute(),
    )
    must(
      await addMarks(app.services, officer(), {
        documentId: id,
        marks: [
          { place: { kind: 'box', page: 2, left: 40, top: 60, width: 200, height: 20 }, reason: 'foia-40-2' },
        ],
      }),
    )
    await page.goto(base(id))
    await page.getByText('This document went out before, whole: second.pdf').waitFor()
    await page.getByText('Pages 2: it showed what you hide now').waitFor()
    await checkAccessibility(page)
    await closePage(page)
  })

  test('pictures of pages are kept by the reader’s browser and asked after', async () => {
    const id = await pdf()
    const person = await app.signIn(officer())
    const address = new URL(`${base(id)}/pages/1.png?w=1080`)
    const first = await person.get(address.pathname + address.search)
    assert.equal(first.status, 200)
    assert.equal(first.headers['content-type'], 'image/png')
    assert.equal(first.headers['cache-control'], 'private, no-cache')
    const again = await app.app.inject({
      url: address.pathname + address.search,
      headers: {
        cookie: `muniment_session=${person.cookies.get('muniment_session') ?? ''}`,
        'if-none-match': String(first.headers['etag']),
      },
    })
    assert.equal(again.statusCode, 304)
    assert.equal(again.headers['cache-control'], 'private, no-cache')
    assert.equal((await person.get(address.pathname.replace('1.png', '9.png'))).status, 404)
  })

  test('every page at 320 pixels and in forced colours', async () => {
    const id = await pdf(2)
    const { ids } = must(
      await addMarks(app.services, officer(), {
        documentId: id,
        marks: (['accepted', 'proposed', 'proposed'] as const).map((state, index) => ({
          place: { kind: 'box', page: 1, left: 50, top: 60 + index * 40, width: 200, height: 14 },
          reason: 'foia-40-2',
          state,
        })),
      }),
    )
    must(await decideMarks(app.services, officer(), { documentId: id, ids: ids.slice(2), state: 'rejected' }))
    const note = await addFile(new TextEncoder().encode(letter.join('\n\n')), 'note.txt')
    const sheet = await addFile(
      new TextEncoder().encode('Name,Town\nQuilla Specimen,Exampleton\nRowan Fictional,Sampleby\n'),
      'people.csv',
    )
    for (const options of [{ width: 320 }, { forcedColours: true }, { javaScript: false, width: 320 }]) {
      const page = await enter(options)
      const places = [base(id), `${base(id)}/pages/1`, `${base(note)}/text`, `${base(sheet)}/text`]
      for (const place of options.javaScript === false ? places.slice(1, 2) : places) {
        await page.goto(place)
        await checkAccessibility(page)
      }
      await page.goto(`${base(id)}/pages/1`)
      await screenshot(
        page,
        `redact-page-${options.width ?? 'forced'}${options.javaScript === false ? '-still' : ''}`,
      )
      await closePage(page)
    }
  })

  test('a text and a table are marked by their parts', async () => {
    const id = await addFile(
      new TextEncoder().encode('Name,Town\nQuilla Specimen,Exampleton\nRowan Fictional,Sampleby\n'),
      'people.csv',
    )
    const page = await enter()
    await page.goto(`${base(id)}/text`)
    await page.getByLabel('Rowan Fictional').check()
    await page.getByLabel('Only these words').fill('fictional')
    await page.getByRole('button', { name: 'Mark', exact: true }).click()
    await page.getByText('Marked 1 place').first().waitFor()
    assert.match(await page.locator('mark').innerText(), /^Fictional\s*s\.40\(2\)/)
    await page.getByText('Quilla Specimen').dblclick({ position: { x: 5, y: 8 } })
    assert.equal(await page.getByLabel('Only these words').inputValue(), 'Quilla', 'chosen with the mouse')
    assert.ok(await page.getByLabel('Quilla Specimen').isChecked())
    await page.getByLabel('Only these words').fill('')
    await page.getByLabel('Quilla Specimen').uncheck()
    await page.getByLabel('Exampleton').check()
    await page.getByRole('button', { name: 'Mark', exact: true }).click()
    await page
      .getByRole('button', { name: /^Remove s.40\(2\)/ })
      .nth(1)
      .waitFor()
    await screenshot(page, 'redact-text')
    assert.equal((await record(id)).marks.length, 2)
    await closePage(page)
  })

  test('who may only read sees the marks and no forms', async () => {
    const id = await pdf()
    const page = await enter({}, app.people.auditor)
    for (const place of [base(id), `${base(id)}/pages/1`]) {
      await page.goto(place)
      assert.equal(await page.getByRole('button', { name: /Mark|Find|Make|Save/ }).count(), 0)
      await page.getByText('your role does not redact').waitFor()
    }
    await closePage(page)
  })
})
