export { composeLetter } from './compose-letter.ts'
export { blockText } from './letter-model.ts'
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
export { renderHtml, renderHtmlFragment } from './render-html.ts'
export { renderPdf, unprintableIn } from './render-pdf.ts'
export { renderText } from './render-text.ts'
export {
  isRequirement,
  requirements,
  requirementsOf,
  requirementSource,
  unmetRequirements,
} from './requirements.ts'
export type { Requirement, RequirementId } from './requirements.ts'
export { addressableName, greet } from './salutation.ts'
