import { ProblemError } from '../../kernel/outcome.ts'
import type { Citation } from '../citation.ts'
import { eir } from '../citations/eir.ts'
import { foia } from '../citations/foia.ts'
import { ropsi } from '../citations/ropsi.ts'
import type { Exemption, ExemptionRegime, RefusalContent } from './exemption.ts'
import { eirExceptions } from './eir-exceptions.ts'
import { foiaExemptions } from './foia-exemptions.ts'
import { proceduralGrounds, type ProceduralGround } from './procedural-grounds.ts'
import { ropsiExclusions } from './ropsi-exclusions.ts'

/** Every exemption (FOIA), exception (EIR) and exclusion (re-use), in the order of its law. */
export const exemptions: readonly Exemption[] = [...foiaExemptions, ...eirExceptions, ...ropsiExclusions]

const byId = new Map(exemptions.map((exemption) => [exemption.id, exemption]))
const groundById = new Map(proceduralGrounds.map((ground) => [ground.id, ground]))

export function findExemption(id: string): Exemption | undefined {
  return byId.get(id)
}

export function findProceduralGround(id: string): ProceduralGround | undefined {
  return groundById.get(id)
}

const requiredBy: Record<ExemptionRegime, Partial<Record<RefusalContent, Citation>>> = {
  foia: {
    fact: foia.refusalFact,
    provision: foia.refusalProvision,
    'why-it-applies': foia.refusalWhy,
    'public-interest-reasons': foia.refusalPublicInterest,
    'estimated-decision-date': foia.refusalEstimate,
    'advice-and-assistance': foia.advice,
    'complaints-procedure': foia.refusalComplaints,
    'regulator-right': foia.refusalRegulator,
  },
  eir: {
    fact: eir.refusalWriting,
    provision: eir.refusalReasons,
    'why-it-applies': eir.refusalReasons,
    'public-interest-reasons': eir.refusalPublicInterest,
    'who-is-preparing-and-when': eir.refusalUnfinished,
    'advice-and-assistance': eir.advice,
    'reg-11-right': eir.refusalReconsideration,
    'regulator-right': eir.refusalEnforcement,
  },
  ropsi: {
    fact: ropsi.refusal,
    provision: ropsi.refusal,
    'why-it-applies': ropsi.refusal,
    'ip-owner': ropsi.refusal,
    'complaints-procedure': ropsi.refusal,
    'regulator-right': ropsi.refusal,
  },
}

/** The order in which a letter says these things. */
const inLetterOrder: readonly RefusalContent[] = [
  'fact',
  'provision',
  'why-it-applies',
  'public-interest-reasons',
  'estimated-decision-date',
  'who-is-preparing-and-when',
  'ip-owner',
  'advice-and-assistance',
  'complaints-procedure',
  'reg-11-right',
  'regulator-right',
]

export type RequiredContent = { content: RefusalContent; citation: Citation }

/**
 * What a refusal on these grounds must say, each with what requires it. `grounds` are ids of exemptions or
 * procedural grounds of the regime. While the public interest is still being weighed (FOIA s.17(2)), an
 * estimated decision date stands in place of its reasons. Throws `invalid-input` for an id of no such ground.
 */
export function refusalNoticeContent(
  regime: ExemptionRegime,
  grounds: readonly string[],
  publicInterest: 'decided' | 'undecided' = 'decided',
): RequiredContent[] {
  const needed = new Set<RefusalContent>()
  let exempting = false
  for (const [index, id] of grounds.entries()) {
    const found = byId.get(id) ?? groundById.get(id)
    if (found === undefined || found.regime !== regime) {
      const message = `“${id}” is not a ground for refusing under ${regime}.`
      throw new ProblemError('invalid-input', message, [{ field: `grounds.${index}`, message }])
    }
    exempting ||= byId.has(id)
    for (const content of found.refusalContent) needed.add(content)
  }
  if (regime === 'foia' && publicInterest === 'undecided' && needed.delete('public-interest-reasons')) {
    needed.add('estimated-decision-date')
  }
  const citations = requiredBy[regime]
  return inLetterOrder.flatMap((content) => {
    const byGround = !exempting && (content === 'fact' || content === 'provision')
    const citation = regime === 'foia' && byGround ? foia.refusalProcedural : citations[content]
    return needed.has(content) && citation !== undefined ? [{ content, citation }] : []
  })
}
