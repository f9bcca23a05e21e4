import type { Sharp } from 'sharp'

const across = 96
const down = 128
/** Of 255: paper that no ink is on, whatever the scanner made of it */
const blank = 10
/** Of 255, after the darkest and lightest of the page are made black and white */
const clearly = 40
/** Fields of 12,288 that may differ: a speck, a staple */
const mostSpecks = 3

/**
 * What a page looks like: how dark each of 96 by 128 fields is, from 0 to 255, whatever the size and brightness of the
 * picture. Null for an empty page.
 */
export async function lookOf(picture: Sharp): Promise<string | null> {
  const grey = await picture
    .resize(across * 3, down * 3, { fit: 'fill', fastShrinkOnLoad: false })
    .greyscale()
    .blur(1.5)
    .resize(across, down, { fit: 'fill', kernel: 'linear' })
    .raw()
    .toBuffer()
  let darkest = 255
  let lightest = 0
  for (const value of grey) {
    if (value < darkest) darkest = value
    if (value > lightest) lightest = value
  }
  if (lightest - darkest < blank) return null
  const scale = 255 / (lightest - darkest)
  return Buffer.from(grey.map((value) => Math.round((value - darkest) * scale))).toString('base64')
}

/** True of two looks of one sheet, also where it lay a little askew; a word more or less makes another look. */
export function looksSame(a: Uint8Array, b: Uint8Array): boolean {
  let specks = 0
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1)
      if (differs(a, b, row, column) && differs(b, a, row, column)) {
        specks += 1
        if (specks > mostSpecks) return false
      }
  return true
}

/** True where no field of `b` near this one of `a` is about as dark. */
function differs(a: Uint8Array, b: Uint8Array, row: number, column: number): boolean {
  const value = a[row * across + column] ?? 0
  for (let y = Math.max(0, row - 1); y <= Math.min(down - 1, row + 1); y += 1)
    for (let x = Math.max(0, column - 1); x <= Math.min(across - 1, column + 1); x += 1)
      if (Math.abs(value - (b[y * across + x] ?? 0)) < clearly) return false
  return true
}
