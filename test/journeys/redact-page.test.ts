import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { readScan } from '../../src/documents/index.ts'
import { addMarks, findAndMark } from '../../src/redaction/index.ts'
import { scannedPdf } from '../../src/redaction/redaction.fixture.ts'
import { must } from '../support/staff-app.ts'
import { checkAccessibility, closePage, screenshot } from './browser.ts'
import type { Page } from './browser.ts'
import { openRedactDesk, type RedactDesk } from './redact-desk.ts'

describe('marking a page in a browser', () => {
  let desk: RedactDesk
  before(async () => {
    desk = await openRedactDesk()
  })
  after(() => desk.close())

  const boxes = async (id: string) =>
    (await desk.record(id)).marks.flatMap(({ place }) => (place.kind === 'box' ? [place] : []))
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
    const id = await desk.addLetter(3)
    const page = await desk.enter()
    await page.goto(`${desk.base(id)}/pages/1`)
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
    const id = await desk.addLetter()
    const page = await desk.enter({ expectStatus: [409] })
    await page.goto(`${desk.base(id)}/pages/1`)
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

    const { version } = await desk.record(id)
    must(
      await addMarks(desk.app.services, desk.app.people.other, {
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
    const id = await desk.addLetter(2)
    must(
      await addMarks(desk.app.services, desk.officer, {
        documentId: id,
        marks: [60, 80].map((top) => ({
          place: { kind: 'box', page: 1, left: 300, top, width: 60, height: 12 },
          reason: 'third-party',
          state: 'proposed',
        })),
      }),
    )
    const page = await desk.enter()
    await page.goto(`${desk.base(id)}/pages/1`)
    await ready(page)
    const said = () => page.locator('[data-redact-said]').innerText()
    await page.locator('[data-redact-paper]').focus()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key)
    assert.match(await said(), /^Quilla/)
    await page.keyboard.press('Shift+ArrowRight')
    assert.match(await said(), /^2 words: Quilla Specimen/)
    await page.keyboard.press('1')
    await page.locator('[data-mark-item]').nth(2).waitFor()
    const drawn = (await desk.record(id)).marks.find(({ state }) => state === 'accepted')
    assert.equal(drawn?.reason, 'third-party', 'the reason this document uses most')
    await page.keyboard.press('j')
    assert.match(await said(), /^To decide/)
    await page.keyboard.press('a')
    await page.locator('.mun-marks__item--proposed').nth(1).waitFor({ state: 'detached' })
    await page.keyboard.press('r')
    await page.locator('.mun-marks__item--proposed').waitFor({ state: 'detached' })
    const states = (await desk.record(id)).marks.map(({ state }) => state)
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

    must(
      await findAndMark(desk.app.services, desk.officer, {
        documentId: id,
        entities: ['UK_NINO'],
        reason: 's.40(2)',
      }),
    )
    await page.reload()
    await ready(page)
    await page.keyboard.press('j')
    await page.keyboard.press('Shift+A')
    await page.locator('.mun-marks__item--proposed').waitFor({ state: 'detached' })
    assert.match(await said(), /Accepted 2 marks/, 'the same words on both pages')
    await closePage(page)
  })

  test('without a script: two corners, numbers, words, and undo', async () => {
    const id = await desk.addLetter(2)
    const page = await desk.enter({ javaScript: false, expectStatus: [422] })
    await page.goto(`${desk.base(id)}/pages/1`)
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

  test('a scan is shown while its words are read, and shown again when they have been', async () => {
    const noise = await sharp({
      create: {
        width: 2400,
        height: 2400,
        channels: 3,
        background: '#fff',
        noise: { type: 'gaussian', mean: 128, sigma: 60 },
      },
    })
      .png()
      .toBuffer()
    // Both recognisers are busy until told otherwise.
    const busy = new AbortController()
    const others = [1, 2].map(() => readScan(noise, { signal: busy.signal, gently: true }).catch(() => null))
    const { pdf } = await scannedPdf(['Minutes of the orchard', 'Quilla Specimen spoke'])
    const address = `${desk.base(await desk.addFile(pdf, 'scan.pdf'))}/pages/1`
    const [narrow, still, drawing] = await Promise.all([
      desk.enter({ width: 320 }),
      desk.enter({ width: 320, javaScript: false }),
      desk.enter(),
    ])
    const pages = [narrow, still, drawing]
    await Promise.all(
      pages.map(async (page) => {
        await page.goto(address)
        await page.getByText('still being read from its picture').waitFor()
      }),
    )
    for (const page of [narrow, still]) await checkAccessibility(page)
    await screenshot(narrow, 'redact-reading-320')
    await ready(drawing)
    const corner = await pointOf(drawing, 100, 80)
    await drawing.mouse.click(corner.x, corner.y)
    assert.match(await drawing.locator('[data-redact-said]').innerText(), /First corner/)
    busy.abort()
    await Promise.all(others)

    const read = 'The words of this page were read from a picture by machine'
    await narrow.getByText(read).waitFor()
    await checkAccessibility(narrow)
    await drawing.getByText('The words of this page have been read.').waitFor()
    assert.equal(
      await drawing.locator('[data-redact-drawing] > *').count(),
      1,
      'what was drawn is still there',
    )
    await still.getByRole('link', { name: 'Show the page again' }).first().click()
    await still.getByText(read).waitFor()
    await still.getByText('Words of this page, line by line').click()
    await still.getByLabel('Quilla Specimen spoke').waitFor()
    await checkAccessibility(still)
    for (const page of pages) await closePage(page)
  })
})
