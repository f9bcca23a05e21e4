import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addMarks, decideMarks, findAndMark } from '../../src/redaction/index.ts'
import { makeRedactedCopy } from '../../src/cases/index.ts'
import { linesPdf } from '../../src/redaction/redaction.fixture.ts'
import { must } from '../support/staff-app.ts'
import { checkAccessibility, closePage, screenshot } from './browser.ts'
import { letter, openRedactDesk, type RedactDesk } from './redact-desk.ts'

describe('redacting a document in a browser', () => {
  let desk: RedactDesk
  before(async () => {
    desk = await openRedactDesk()
  })
  after(() => desk.close())

  test('search and mark, personal data, groups, pages: the list does everything', async () => {
    const id = await desk.addLetter(3)
    const page = await desk.enter()
    await page.goto(desk.base(id))
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
    const proposals = (await desk.record(id)).marks.filter(({ state }) => state === 'proposed')
    assert.ok(proposals.some(({ rule }) => rule === 'UK_NINO'))
    await page.getByRole('button', { name: /Accept all 3 of National Insurance number/ }).click()
    await page.getByText('Accepted 3 marks').first().waitFor()
    assert.match(await page.locator(':focus').innerText(), /^Accept/, 'the next kind has the focus')
    await page.getByRole('link', { name: 'To decide by value' }).click()
    await checkAccessibility(page)
    await screenshot(page, 'redact-by-value')
    await page.getByLabel('Reason for all that is accepted').selectOption('third-party')
    const rowan = page.getByRole('button', { name: /^Accept all 3 of Rowan Fictional/ })
    await rowan.press('Enter')
    await rowan.waitFor({ state: 'detached' })
    assert.equal((await desk.record(id)).marks.filter(({ reason }) => reason === 'third-party').length, 3)
    await page.getByRole('button', { name: 'Undo' }).click()
    await rowan.waitFor()
    await page.goto(desk.base(id))
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
      (await desk.record(id)).pages.map((each) => [each.page, each.flag, each.reason]),
      [
        [2, 'withheld', 'foia-43-2'],
        [3, 'withheld', 'foia-43-2'],
      ],
    )
    await page.goto(`${desk.base(id)}/pages/2`)
    await screenshot(page, 'redact-withheld')
    await page.goto(`${desk.base(id)}/schedule`)
    await checkAccessibility(page)
    await screenshot(page, 'redact-schedule')
    await closePage(page)
  })

  test('the copy is made, looked at beside the document, and listed', async () => {
    const id = await desk.addLetter(2)
    const page = await desk.enter({ expectStatus: [422] })
    await page.goto(`${desk.base(id)}/people`)
    await page.getByRole('button', { name: 'Add the name' }).click()
    await page.getByRole('link', { name: 'Enter the name' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Tamsin Example')
    await page.getByLabel('A public name: leave it in').check()
    await page.getByRole('button', { name: 'Add the name' }).click()
    await page.getByText('The name was added').waitFor()
    await checkAccessibility(page)

    await page.goto(desk.base(id))
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
    const { copies } = await desk.record(id)
    assert.deepEqual(
      copies.map(({ layer, releaseState, upToDate }) => [layer, releaseState, upToDate]),
      [['requester', 'for-release', true]],
    )
    await page.getByRole('link', { name: /^Compare minutes/ }).click()
    await page.getByText(/4 words under them are gone from the copy, and none beside/).waitFor()
    await page.waitForLoadState('networkidle')
    for (const picture of await page.locator('.mun-compare__picture').all())
      assert.ok(
        await picture.evaluate((image) => 'naturalWidth' in image && Number(image.naturalWidth) > 100),
      )
    await checkAccessibility(page)
    await screenshot(page, 'redact-compare')
    await page.getByRole('link', { name: 'Next page' }).click()
    await page.getByText('Page 2 of 2').first().waitFor()
    const answer = await page.request.get(`${desk.base(id)}/schedule.csv`)
    assert.match(await answer.text(), /1,page 1,s\.40\(2\),FOIA 2000,[^,]+,2\r\n2,page 2/)
    await closePage(page)
  })

  test('duplicates and earlier answers are told of', async () => {
    await desk.addFile(linesPdf([letter.toReversed(), ['One', 'Two']]), 'first.pdf')
    const id = await desk.addFile(linesPdf([['Another beginning'], letter.toReversed()]), 'second.pdf')
    const page = await desk.enter()
    await page.goto(`${desk.base(id)}/duplicates`)
    await page.getByLabel('Choose page 2').check()
    await checkAccessibility(page)
    await page.getByRole('button', { name: /Leave the ticked pages out/ }).click()
    await page.getByText('Left out 1 page as a duplicate').first().waitFor()
    const [flagged] = (await desk.record(id)).pages
    assert.deepEqual([flagged?.page, flagged?.flag, flagged?.duplicateOf?.page], [2, 'duplicate', 1])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('The last change was undone').waitFor()
    assert.deepEqual((await desk.record(id)).pages, [])

    await desk.app.services.database.write((tx) =>
      tx.updateTable('document').set({ release_state: 'released' }).where('id', '=', id).execute(),
    )
    must(
      await addMarks(desk.app.services, desk.officer, {
        documentId: id,
        marks: [
          { place: { kind: 'box', page: 2, left: 40, top: 60, width: 200, height: 20 }, reason: 'foia-40-2' },
        ],
      }),
    )
    await page.goto(desk.base(id))
    await page.getByText('This document went out before, whole: second.pdf').waitFor()
    await page.getByText('Pages 2: it showed what you hide now').waitFor()
    await checkAccessibility(page)
    await closePage(page)
  })

  test('pictures of pages are kept by the reader’s browser and asked after', async () => {
    const id = await desk.addLetter()
    const person = await desk.app.signIn(desk.officer)
    const address = new URL(`${desk.base(id)}/pages/1.png?w=1080`)
    const first = await person.get(address.pathname + address.search)
    assert.equal(first.status, 200)
    assert.equal(first.headers['content-type'], 'image/png')
    assert.equal(first.headers['cache-control'], 'private, no-cache')
    const again = await desk.app.app.inject({
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
    const id = await desk.addLetter(2)
    const { ids } = must(
      await addMarks(desk.app.services, desk.officer, {
        documentId: id,
        marks: (['accepted', 'proposed', 'proposed'] as const).map((state, index) => ({
          place: { kind: 'box', page: 1, left: 50, top: 60 + index * 40, width: 200, height: 14 },
          reason: 'foia-40-2',
          state,
        })),
      }),
    )
    must(
      await decideMarks(desk.app.services, desk.officer, {
        documentId: id,
        ids: ids.slice(2),
        state: 'rejected',
      }),
    )
    const note = await desk.addFile(new TextEncoder().encode(letter.join('\n\n')), 'note.txt')
    const sheet = await desk.addFile(
      new TextEncoder().encode('Name,Town\nQuilla Specimen,Exampleton\nRowan Fictional,Sampleby\n'),
      'people.csv',
    )
    must(
      await findAndMark(desk.app.services, desk.officer, {
        documentId: note,
        entities: ['PERSON', 'UK_NINO'],
        reason: 's.40(2)',
      }),
    )
    const { version } = must(
      await findAndMark(desk.app.services, desk.officer, {
        documentId: sheet,
        find: ['Quilla Specimen'],
        reason: 's.40(2)',
      }),
    )
    const { documentId: copy } = must(
      await makeRedactedCopy(desk.app.services, desk.officer, {
        documentId: sheet,
        version,
        layer: 'requester',
      }),
    )
    for (const options of [{ width: 320 }, { forcedColours: true }, { javaScript: false, width: 320 }]) {
      const page = await desk.enter(options)
      const places = [
        desk.base(id),
        `${desk.base(id)}/pages/1`,
        `${desk.base(note)}/text`,
        `${desk.base(sheet)}/text`,
        `${desk.base(note)}?by=value`,
        `${desk.base(sheet)}/compare/1?copy=${copy}`,
        ...(options.width === 320 ? [`${desk.base(sheet)}/schedule?copy=${copy}`] : []),
      ]
      for (const place of options.javaScript === false ? places.slice(1, 2) : places) {
        await page.goto(place)
        await checkAccessibility(page)
        const name = /(by=value|compare|schedule)/.exec(place)?.[1]
        if (name !== undefined) await screenshot(page, `redact-${name}-${options.width ?? 'forced'}`)
      }
      await page.goto(`${desk.base(id)}/pages/1`)
      await screenshot(
        page,
        `redact-page-${options.width ?? 'forced'}${options.javaScript === false ? '-still' : ''}`,
      )
      await closePage(page)
    }
  })

  test('a text and a table are marked by their parts', async () => {
    const id = await desk.addFile(
      new TextEncoder().encode('Name,Town\nQuilla Specimen,Exampleton\nRowan Fictional,Sampleby\n'),
      'people.csv',
    )
    const page = await desk.enter()
    await page.goto(`${desk.base(id)}/text`)
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
    assert.equal((await desk.record(id)).marks.length, 2)
    await closePage(page)
  })

  test('who may only read sees the marks and no forms', async () => {
    const id = await desk.addLetter()
    const page = await desk.enter({}, desk.app.people.auditor)
    for (const place of [desk.base(id), `${desk.base(id)}/pages/1`]) {
      await page.goto(place)
      assert.equal(await page.getByRole('button', { name: /Mark|Find|Make|Save/ }).count(), 0)
      await page.getByText('your role does not redact').waitFor()
    }
    await closePage(page)
  })
})
