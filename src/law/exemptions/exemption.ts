import type { Citation } from '../citation.ts'

export type ExemptionRegime = 'foia' | 'eir' | 'ropsi'

/** What a refusal must tell the applicant. The letter checker looks for each. */
export type RefusalContent =
  | 'fact'
  | 'provision'
  | 'why-it-applies'
  | 'public-interest-reasons'
  | 'estimated-decision-date'
  | 'complaints-procedure'
  | 'regulator-right'
  | 'reg-11-right'
  | 'who-is-preparing-and-when'
  | 'ip-owner'
  | 'advice-and-assistance'

/** `absolute` never weighs the public interest, `qualified` always does, `mixed` by limb or holder. */
export type ExemptionClass = 'absolute' | 'qualified' | 'mixed'

export type Exemption = {
  /** `foia-40-2`, `eir-12-5-e`, `ropsi-5-1-b` */
  id: string
  regime: ExemptionRegime
  /** As letters print it: `s.40(2)`, `reg 12(5)(e)` */
  section: string
  title: string
  /** What it protects, in plain words */
  plain: string
  class: ExemptionClass
  /** `prejudice` needs harm shown; `class` needs only information of the kind */
  basis: 'prejudice' | 'class'
  publicInterestTest: boolean
  /** The provision that lets an authority neither confirm nor deny, where there is one */
  neitherConfirmNorDeny: string | null
  /** True where only the opinion of a qualified person engages it */
  qualifiedPerson: boolean
  /** EIR reg 12(9): cannot withhold information on emissions */
  cannotCoverEmissions?: boolean
  /** The line of the national statistics it is counted under: `s.40` */
  reportingCode: string
  refusalContent: RefusalContent[]
  citation: Citation
}
