import { mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import assert from 'node:assert/strict'
import AxeBuilder from '@axe-core/playwright'
import chromium from '@sparticuz/chromium'
import { chromium as driver } from 'playwright-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'

export type { Browser, Page }

const screenshots = join(import.meta.dirname, '../../.cache/screenshots')

/** Starts the browser that arrived with `npm ci`. Works as root, in a container, without a display. */
export async function launchBrowser(): Promise<Browser> {
  const directory = await unpackChromium()
  return driver.launch({
    executablePath: join(directory, 'chromium'),
    headless: true,
    env: {
      ...process.env,
      FONTCONFIG_PATH: join(directory, 'fonts'),
      HOME: directory,
      // The libraries a bare machine lacks, NSS above all, come with the browser.
      LD_LIBRARY_PATH: join(directory, 'al2023', 'lib'),
    },
    args: [
      '--no-sandbox',
      '--no-zygote',
      '--no-first-run',
      '--no-pings',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  })
}

/**
 * Unpacks into a folder of our own and moves it into place whole: several test processes may start at once, and the
 * package's own habit, a fixed name straight under the temporary directory, lets one run another's half-written file.
 */
async function unpackChromium(): Promise<string> {
  const about = fileURLToPath(new URL('../package.json', import.meta.resolve('@sparticuz/chromium')))
  const { version } = JSON.parse(await readFile(about, 'utf8')) as { version: string }
  const directory = join(tmpdir(), `muniment-browser-${version}-${process.getuid?.() ?? 0}`)
  if (await exists(directory)) return directory
  const unpacking = await mkdtemp(`${directory}-`)
  // The package unpacks its libraries only where it believes itself on a machine known to lack them.
  const meanwhile = { TMPDIR: unpacking, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }
  const usual = Object.keys(meanwhile).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, meanwhile)
  try {
    await chromium.executablePath()
  } finally {
    for (const [name, value] of usual) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  try {
    await rename(unpacking, directory)
  } catch (error) {
    await rm(unpacking, { recursive: true, force: true })
    if (!(await exists(directory))) throw error
  }
  return directory
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

export type PageOptions = {
  javaScript?: boolean
  /** Window width in CSS pixels; 1280 unless given. 320 is the narrowest that WCAG asks for (1.4.10). */
  width?: number
  forcedColours?: boolean
  /** Status codes that the test means to meet, and which the browser would otherwise report as errors. */
  expectStatus?: number[]
}

const troubles = new WeakMap<Page, string[]>()
const withoutScripts = new WeakSet<Page>()
/** The page with scripts in which axe looks at what a page without scripts shows. */
const stillCopies = new WeakMap<Page, Page>()

/** A page in a fresh session. Whatever goes wrong in it is kept, and `checkPage` or `closePage` fails with it. */
export async function newPage(browser: Browser, options: PageOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled: options.javaScript ?? true,
    viewport: { width: options.width ?? 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    forcedColors: options.forcedColours === true ? 'active' : 'none',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (options.javaScript === false) withoutScripts.add(page)
  watch(page, context, options.expectStatus ?? [])
  return page
}

function watch(page: Page, context: BrowserContext, expectStatus: number[]): void {
  const found: string[] = []
  troubles.set(page, found)
  let origin: string | null = null
  context.on('request', (request) => {
    const url = new URL(request.url())
    if (!url.protocol.startsWith('http')) return
    origin ??= url.origin
    if (url.origin !== origin) found.push(`request to another origin: ${url.origin}${url.pathname}`)
  })
  page.on('pageerror', (error) => found.push(`script error: ${error.message}`))
  page.on('console', (message) => {
    const text = message.text()
    const meant = expectStatus.some((status) => text.includes(`status of ${status}`))
    if ((message.type() === 'error' || /Content Security Policy/i.test(text)) && !meant)
      found.push(`console: ${text}`)
  })
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? ''
    if (reason !== 'net::ERR_ABORTED') found.push(`failed: ${new URL(request.url()).pathname} ${reason}`)
  })
}

/** Fails if the page called elsewhere, broke its content policy, or logged an error. */
function checkQuiet(page: Page): void {
  assert.deepEqual(troubles.get(page) ?? [], [])
}

/** `checkQuiet`, then closes the page and its session. */
export async function closePage(page: Page): Promise<void> {
  await stillCopies.get(page)?.context().close()
  await page.context().close()
  checkQuiet(page)
}

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Fails on any axe finding under WCAG 2.2 AA, and if the page scrolls sideways (WCAG 1.4.10). */
export async function checkAccessibility(page: Page): Promise<void> {
  if (withoutScripts.has(page)) return checkStillCopy(page)
  // The other mode puts axe into an empty page as well, to join the results of frames: no page here has any. Of what
  // passes, only which rules is asked for, not every element.
  assert.equal(page.frames().length, 1, 'no page has frames')
  const { violations, passes } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(wcag)
    .setLegacyMode()
    .analyze()
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`),
  )
  assert.deepEqual(findings, [])
  assert.ok(passes.length > 5, 'axe looked at a page with something on it')
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  )
  assert.equal(overflow, 0, 'the page scrolls sideways')
  checkQuiet(page)
}

/**
 * axe is itself a script. What a browser without scripts shows is therefore looked at in one that runs them, with the
 * page's own taken out.
 */
async function checkStillCopy(page: Page): Promise<void> {
  const browser = page.context().browser()
  assert.ok(browser)
  const html = (await page.content()).replace(/<script[\s\S]*?<\/script>/g, '')
  const copy =
    stillCopies.get(page) ?? (await newPage(browser, { width: page.viewportSize()?.width ?? 1280 }))
  stillCopies.set(page, copy)
  await copy.route(page.url(), (route) =>
    route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
  )
  await copy.goto(page.url())
  await checkAccessibility(copy)
  await copy.unroute(page.url())
  checkQuiet(page)
}

/** Keeps a picture of the whole page for people to look at; not in a run of all tests, which has nobody looking. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env['MUNIMENT_PICTURES'] === 'no') return
  await mkdir(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
}
