import type { Sharp } from 'sharp'

const across = 32
const down = 40
/** Of 255: paper that no ink is on, whatever the scanner made of it */
const blank = 8

/**
 * What a page looks like in 160 bytes: how dark each of 32 by 40 fields is against its neighbour on the right, which stays
 * the same at another size or brightness. Null for an empty page.
 */
export async function lookOf(picture: Sharp): Promise<string | null> {
  const grey = await picture
    .resize(across + 1, down, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer()
  let darkest = 255
  let lightest = 0
  for (const value of grey) {
    if (value < darkest) darkest = value
    if (value > lightest) lightest = value
  }
  if (lightest - darkest < blank) return null
  const bits = Buffer.alloc((across * down) / 8)
  for (let row = 0; row < down; row += 1)
    for (let column = 0; column < across; column += 1) {
      const at = row * (across + 1) + column
      // Small differences are noise: a field must be clearly darker than the next.
      if ((grey[at] ?? 0) + 4 < (grey[at + 1] ?? 0)) {
        const bit = row * across + column
        bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (1 << (bit & 7))
      }
    }
  return bits.toString('base64')
}

const bitsIn = Uint8Array.from({ length: 256 }, (_, byte) => byte.toString(2).replaceAll('0', '').length)

/** How many of the 1,280 fields differ. */
export function lookDistance(a: Uint8Array, b: Uint8Array): number {
  let distance = 0
  for (let index = 0; index < a.length; index += 1) distance += bitsIn[(a[index] ?? 0) ^ (b[index] ?? 0)] ?? 0
  return distance
}
