import { escapeXml } from '../kernel/escape-xml.ts'

/** Drawing as text. Everything that comes from data goes through `escapeXml`. */
export type Attributes = Record<string, string | number | undefined>

export function element(name: string, attributes: Attributes, ...children: string[]): string {
  let start = `<${name}`
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined)
      start += ` ${key}="${typeof value === 'number' ? rounded(value) : escapeXml(value)}"`
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`
}

function rounded(value: number): string {
  return Number.isFinite(value) ? String(Math.round(value * 10) / 10) : '0'
}

/**
 * The drawing itself. `title` and `description` are what a screen reader says of it. Colours are attributes, which a
 * style sheet may overrule: in forced colours and on paper it does.
 */
export function drawing(
  {
    width,
    height,
    title,
    description,
    kind,
  }: { width: number; height: number; title: string; description: string; kind: string },
  parts: string[],
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      class: `mun-chart mun-chart--${kind}`,
      viewBox: `0 0 ${rounded(width)} ${rounded(height)}`,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
      'font-size': textSize,
      fill: 'currentColor',
    },
    element('title', {}, escapeXml(title)),
    element('desc', {}, escapeXml(description)),
    ...parts,
  )
}

export const textSize = 16

export function words(
  x: number,
  y: number,
  content: string,
  more: { anchor?: 'middle' | 'end'; size?: number; bold?: boolean; quiet?: boolean; halo?: boolean } = {},
): string {
  return element(
    'text',
    {
      x,
      y,
      'text-anchor': more.anchor,
      'font-size': more.size,
      'font-weight': more.bold === true ? 'bold' : undefined,
      class: more.quiet === true ? 'mun-chart__quiet' : undefined,
    },
    escapeXml(content),
  )
}

/** Several lines of text, the first at `y`. */
export function lines(
  x: number,
  y: number,
  content: string[],
  more: Parameters<typeof words>[3] = {},
): string {
  const step = (more.size ?? textSize) * 1.2
  return content.map((line, index) => words(x, y + index * step, line, more)).join('')
}

const narrowLetters = /[iljtfrI.,:;'’‘|!()[\]\s·-]/
const wideLetters = /[mwMW@%&—…]/
const whole =
  /[\u{1100}-\u{11ff}\u{2e80}-\u{d7ff}\u{f900}-\u{faff}\u{fe30}-\u{fe4f}\u{ff00}-\u{ffef}\u{10000}-\u{10ffff}]/u

/** About how wide text is drawn in the page's letters, a little too wide rather than too narrow: there is nothing here to measure with. */
export function widthOf(text: string, size = textSize): number {
  let ems = 0
  for (const letter of text) {
    if (/\p{M}/u.test(letter)) continue
    ems += narrowLetters.test(letter)
      ? 0.37
      : wideLetters.test(letter)
        ? 0.94
        : whole.test(letter)
          ? 1.1
          : /\p{Lu}/u.test(letter)
            ? 0.72
            : 0.58
  }
  return ems * size
}

/** Text in at most `most` lines of `width`; what does not fit ends in an ellipsis. */
export function wrapText(text: string, width: number, most: number, size = textSize): string[] {
  const wrapped: string[] = []
  let rest = text.replace(/\s+/g, ' ').trim().slice(0, 400)
  while (rest !== '' && wrapped.length < most) {
    const last = wrapped.length === most - 1
    if (widthOf(rest, size) <= width) {
      wrapped.push(rest)
      return wrapped
    }
    let taken = ''
    let room = width - (last ? widthOf('…', size) : 0)
    for (const letter of rest) {
      room -= widthOf(letter, size)
      if (room < 0) break
      taken += letter
    }
    if (taken === '') taken = [...rest][0] ?? ''
    const space = taken.lastIndexOf(' ')
    const atWord = rest[taken.length] === ' ' ? taken.length : space
    if (last) wrapped.push(`${(atWord > taken.length / 2 ? taken.slice(0, atWord) : taken).trimEnd()}…`)
    else {
      const end = atWord > 0 ? atWord : taken.length
      wrapped.push(rest.slice(0, end))
      rest = rest.slice(end).trimStart()
    }
  }
  return wrapped
}
