import type { CaseScript, Decision } from './case-script.ts'
import { inventedRequester } from './requesters.ts'
import type { When } from './timeline.ts'

/** The number of the real request that this one retells, and so the number it gets here. */
export const workedExampleNumber = 4543
export const workedExampleOpened: When = { ago: 48, time: '09:12' }

const parts = [
  'Briefing notes, reports, evaluations or summaries about systems driven by algorithms: the software, the hardware, how they are run and the kinds of data they use',
  'Any overview of how the outputs of these systems are produced',
  'Training manuals or slides for staff about collecting, analysing, assessing and reporting data with these systems',
  'Any impact assessments of these systems',
  'Any charts or other visual outputs connected to these systems',
  'Promotional, presentation or staff education material about these systems',
  'Any contracts that relate to these systems',
]

const notHeld: Decision = { outcome: 'not-held', answer: 'We do not hold this information.' }

const decisions: Decision[] = [
  {
    outcome: 'provided',
    answer: [
      'The Council wants to consider systems of this kind where they fit its priorities, which are in the council plan at https://www.coventry.gov.uk/councilplan.',
      'Our Education team uses systems that estimate future attainment from prior attainment, school and demographic data. They are FFT Aspire (https://fft.org.uk/), Nexus (https://www.ncer.org/) and Capita One.',
      'Our Council Tax and Benefits team runs no such system itself. It uses risk-based verification data for benefit claims, which the Department for Work and Pensions expects councils to use for new claims. The data comes from a third party as part of our contract with Capita, the software supplier; we have no contract with the third party.',
    ].join('\n\n'),
  },
  notHeld,
  notHeld,
  notHeld,
  notHeld,
  notHeld,
  {
    outcome: 'available-elsewhere',
    answer: 'Information about our contracts is in the contracts register, which anyone can read.',
    link: { url: 'http://www.coventry.gov.uk/contractsregister', title: 'Contracts register' },
  },
]

/** A real request and its answer, seven things asked, in our own words. */
export function tellWorkedExample(script: CaseScript): void {
  script
    .open(workedExampleOpened, {
      title: 'Uses of data analytics and automated decisions',
      topic: 'Data and technology',
      requester: inventedRequester(0),
      text: `We ask for documents about your uses of data analytics, predictive analytics or automated systems that assess risk, give scores or make decisions. That includes drawing insight from large joined data sets, and informing decisions about resources, funding or services: for example in children’s services, health, adult social care, fraud or policing.\n\nWe would like:\n${parts.map((part, index) => `${index + 1}. ${part}`).join('\n')}`,
      parts,
    })
    .start({ ago: 47, time: '10:02' }, 'Data and technology')
    .task(
      { ago: 47, time: '10:20' },
      'Education data',
      'Which systems estimate attainment, and what do you hold about them?',
      {
        when: { ago: 42, time: '16:05' },
        response:
          'We use FFT Aspire, Nexus and Capita One. We hold no manuals, assessments or overviews of our own.',
      },
    )
    .task({ ago: 47, time: '10:24' }, 'Contracts and procurement', 'Contracts for these systems', {
      when: { ago: 40, time: '11:48' },
      response: 'All of them are in the public contracts register.',
    })
    .decide({ ago: 36, time: '14:15' }, decisions)
    .submit({ ago: 36, time: '16:30' })
    .approve({ ago: 34, time: '09:50' }, 'Clear and complete.')
    .send({ ago: 33, time: '10:10' })
    .publish({ ago: 30, time: '11:00' })
}
