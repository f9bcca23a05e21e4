import { sha256 } from '../../kernel/ids.ts'
import type { App } from './options.ts'

/**
 * A council's colour as a small style sheet of custom properties. Text on the colour is black or white, whichever
 * stands out more (WCAG 2.2, 1.4.3); tints are mixed here so that old browsers see them too.
 */
export function brandStyles(colour: string): string {
  const brand = readColour(colour)
  const text = contrast(brand, white) >= contrast(brand, black) ? '#ffffff' : '#0b0c0c'
  // A pale brand colour still has to be seen as a line or a word on white.
  let line = brand
  while (contrast(line, white) < 4.5) line = mix(line, black, 0.9)
  return `:root{--brand:${hex(brand)};--brand-text:${text};--brand-line:${hex(line)};--brand-dark:${hex(mix(line, black, 0.7))};--brand-tint:${hex(mix(brand, white, 0.06))};--brand-edge:${hex(mix(brand, white, 0.35))};--govuk-brand-colour:${hex(line)};--govuk-surface-background-colour:${hex(mix(brand, white, 0.06))};--govuk-template-background-colour:${hex(mix(brand, white, 0.06))};--govuk-surface-border-colour:${hex(mix(brand, white, 0.35))}}`
}

/** Serves each colour's sheet at an address that never changes meaning. Gives the function from colour to address. */
export function addBrandSheets(app: App): (colour: string) => string {
  const sheets = new Map<string, string>()
  const addresses = new Map<string, string>()
  app.get('/brand/:name', { config: { rate: 'none' } }, (request, reply) => {
    const { name } = request.params as { name: string }
    const sheet = sheets.get(name)
    if (sheet === undefined) return reply.callNotFound()
    return reply
      .type('text/css; charset=utf-8')
      .header('Cache-Control', 'public, max-age=31536000, immutable')
      .send(sheet)
  })
  return (colour) => {
    const known = addresses.get(colour)
    if (known !== undefined) return known
    const sheet = brandStyles(colour)
    const name = `${sha256(sheet).slice(0, 10)}.css`
    sheets.set(name, sheet)
    addresses.set(colour, `/brand/${name}`)
    return `/brand/${name}`
  }
}

type Colour = readonly [number, number, number]
const white: Colour = [255, 255, 255]
const black: Colour = [11, 12, 12]
const fallback: Colour = [11, 79, 87]

function readColour(text: string): Colour {
  const found = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (found === null) return fallback
  return [parseInt(found[1] ?? '', 16), parseInt(found[2] ?? '', 16), parseInt(found[3] ?? '', 16)]
}

function mix(a: Colour, b: Colour, share: number): Colour {
  return [
    a[0] * share + b[0] * (1 - share),
    a[1] * share + b[1] * (1 - share),
    a[2] * share + b[2] * (1 - share),
  ]
}

function hex(colour: Colour): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`
}

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "relative luminance"). */
export function contrast(a: Colour, b: Colour): number {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((one, other) => other - one)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}
