import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

// Metrically the same as Arial, free to embed (SIL Open Font Licence), and it covers Welsh. Other scripts come
// from the fonts inside the Typst compiler, then from those of the machine.
const files = ['Regular', 'Bold', 'Italic', 'BoldItalic'].map(
  (cut) => `pdfjs-dist/standard_fonts/LiberationSans-${cut}.ttf`,
)

/** The letter's own typeface, as files in memory. */
export function readLetterFonts(): Buffer[] {
  return files.map((file) => readFileSync(require.resolve(file)))
}
