import type { LetterModel } from './letter-model.ts'
import { renderApart } from './render-apart.ts'

/**
 * The letter as a tagged PDF (PDF/UA-1). The same model gives the same bytes: the only date inside is the
 * letter's own. A character that no font at hand can draw is printed as □ (PDF/UA forbids an empty glyph);
 * `unprintableIn` names them beforehand. Throws where even the letter's plain text cannot be laid out.
 */
export async function renderPdf(model: LetterModel): Promise<Uint8Array> {
  let result = await renderApart({ kind: 'pdf', model })
  if (result === 'died') result = await renderApart({ kind: 'plain-pdf', model })
  if (result !== 'died' && 'file' in result) return result.file
  throw new Error(`The PDF of letter “${model.title}” could not be written`)
}

/** Characters of the letter that its PDF can only show as □, each once; null where the text cannot be examined. */
export async function unprintableIn(model: LetterModel): Promise<string[] | null> {
  const result = await renderApart({ kind: 'unprintable', model })
  return result !== 'died' && 'found' in result ? result.found : null
}
