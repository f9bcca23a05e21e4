export { composeLetter } from './compose-letter.ts'
export type { Block, Inline, LetterModel } from './letter-model.ts'
export type {
  CostEstimate,
  Ground,
  LetterAuthority,
  LetterInput,
  LetterKind,
  LetterPart,
  LetterRegime,
  PartOutcome,
  PublicInterest,
  Regulator,
} from './letter.ts'
export { renderDocx } from './render-docx.ts'
export { fragmentOfPage, renderHtml, renderHtmlFragment } from './render-html.ts'
export { renderPdf } from './render-pdf.ts'
export { renderText } from './render-text.ts'
export type { Requirement, RequirementId } from './requirements.ts'
