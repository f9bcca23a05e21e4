import type { LetterModel } from './letter-model.ts'
import { renderApart } from './render-apart.ts'

/** The letter as a Word document (`writeDocx`). The same model gives the same bytes. */
export async function renderDocx(model: LetterModel): Promise<Uint8Array> {
  const result = await renderApart({ kind: 'docx', model })
  if (result !== 'died' && 'file' in result) return result.file
  throw new Error(`The Word document of letter “${model.title}” could not be written`)
}
