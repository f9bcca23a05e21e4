/** How wide a page stands on the screen, in CSS pixels. Fixed, so that the server knows where a press fell. */
export const widths = [320, 720, 1200] as const
export type Width = (typeof widths)[number]
export const usualWidth: Width = 720

/** Half as many pixels again as are shown: sharp on most screens at half the weight of twice as many. */
const pixelsFor: Record<Width, number> = { 320: 640, 720: 1080, 1200: 1800 }
export const pictureWidths: readonly number[] = Object.values(pixelsFor)

export function pictureAddress(base: string, page: number, width: Width): string {
  return `${base}/pages/${page}.png?w=${pixelsFor[width]}`
}

export function readWidth(text: unknown): Width {
  return widths.find((width) => String(width) === text) ?? usualWidth
}
