import type { Citation } from '../citation.ts'
import { citeProvisions } from '../citations/provisions.ts'
import { accessExemptionRows } from './access-exemption-rows.ts'

/** An exemption from the right of access (UK GDPR art 15), to which DPA 2018 section 15 points. */
export type AccessExemption = {
  /** `dpa-2-16`: Schedule and paragraph */
  id: string
  /** As letters and boxes print it: `Sch 2 para 16` */
  paragraph: string
  title: string
  /** What has to be so before it may be used, in plain words */
  test: string
  /** `prejudice` needs harm shown, and reaches only as far as the harm; `class` needs only information of the kind */
  basis: 'prejudice' | 'class'
  citation: Citation
}

const citations = citeProvisions(
  'DPA 2018',
  'https://www.legislation.gov.uk/ukpga/2018/12',
  '2018-05-25',
  Object.fromEntries(
    accessExemptionRows.map(([schedule, paragraph, , , , note]) => {
      const provision = `Sch ${schedule} para ${paragraph}`
      const path = `schedule/${schedule}/paragraph/${paragraph}`
      return [`${schedule}-${paragraph}`, note === undefined ? [provision, path] : [provision, path, note]]
    }),
  ),
)

/**
 * Those a public authority of local government can use, in the order of the Act. Not here: paragraphs that only define
 * (Sch 2 paras 1, 6, 12, 18; Sch 3 paras 1, 2, 7, 8, 13 to 17; Sch 4 para 1), and those that only others can use:
 * immigration (Sch 2 para 4, the Secretary of State alone since SI 2022/76), the Bank of England (para 9), Parliament
 * (para 13), human fertilisation (Sch 4 para 2).
 */
export const accessExemptions: readonly AccessExemption[] = accessExemptionRows.map(
  ([schedule, paragraph, kind, title, test]) => {
    const citation = citations[`${schedule}-${paragraph}`]
    if (citation === undefined) throw new Error(`no citation for Schedule ${schedule} paragraph ${paragraph}`)
    return {
      id: `dpa-${schedule}-${paragraph}`,
      paragraph: citation.provision,
      title,
      test,
      basis: kind === 'p' ? 'prejudice' : 'class',
      citation,
    }
  },
)
