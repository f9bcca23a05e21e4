import type { Ground, Regime } from '../../../../cases/index.ts'
import {
  exemptions,
  findExemption,
  findProceduralGround,
  type Exemption,
  type ExemptionRegime,
} from '../../../../law/index.ts'

/** Which law's exemptions a case may use: a review those of the law it reviews. */
function exemptionRegime(regime: Regime): ExemptionRegime | null {
  if (regime === 'foia' || regime === 'foia-review') return 'foia'
  if (regime === 'eir' || regime === 'eir-review') return 'eir'
  return regime === 'ropsi' ? 'ropsi' : null
}

export function exemptionsFor(regime: Regime): readonly Exemption[] {
  const law = exemptionRegime(regime)
  return exemptions.filter((exemption) => exemption.regime === law)
}

/** `s.43(2) Commercial interests` */
export function groundLine({ exemptionId }: Pick<Ground, 'exemptionId'>): string {
  const found = findExemption(exemptionId) ?? findProceduralGround(exemptionId)
  return found === undefined ? exemptionId : `${found.section} ${found.title}`
}

const classWords: Record<Exemption['class'], string> = {
  absolute: 'Absolute: the public interest is not weighed.',
  qualified: 'Qualified: weigh the public interest in disclosure against the public interest in withholding.',
  mixed: 'Absolute or qualified by limb.',
}

/** What the law asks of whoever relies on it, in a few plain sentences. */
export function explainExemption(exemption: Exemption): string[] {
  const weighing =
    exemption.class === 'mixed'
      ? exemption.publicInterestTest
        ? 'Absolute for some limbs or holders; here, weigh the public interest.'
        : 'Absolute for this limb: the public interest is not weighed.'
      : classWords[exemption.class]
  return [
    exemption.plain,
    weighing,
    exemption.basis === 'prejudice'
      ? 'Prejudice-based: say what harm disclosure would, or would be likely to, cause.'
      : 'Class-based: it is enough that the information is of this kind.',
    ...(exemption.qualifiedPerson ? ['Engaged only by the reasonable opinion of the qualified person.'] : []),
    ...(exemption.cannotCoverEmissions === true ? ['Cannot cover information on emissions.'] : []),
    ...(exemption.neitherConfirmNorDeny === null
      ? []
      : [`You may neither confirm nor deny holding it under ${exemption.neitherConfirmNorDeny}.`]),
  ]
}
