import type { CaseScript } from './case-script.ts'
import { tellFootpathCase } from './cases-to-redact.ts'
import { inventedRequester } from './requesters.ts'

/** The second council: fewer cases, and a request to re-use what it holds. */
export function tellHerefordshireCases(newScript: () => CaseScript): void {
  newScript()
    .open(
      { ago: 9, time: '10:15' },
      {
        title: 'Re-use of the street gazetteer in a route planner',
        topic: 'Re-use',
        regime: 'ropsi',
        requester: inventedRequester(40),
        text: 'I would like to re-use your list of streets with their surfaces in a free route planner for cyclists.',
      },
    )
    .start({ ago: 8, time: '09:00' }, 'Re-use')
  newScript().open(
    { ago: 3, time: '11:40' },
    {
      title: 'Winter gritting routes',
      topic: 'Highways',
      requester: inventedRequester(41),
      text: 'Which roads are gritted first in winter, and how is that decided?',
    },
  )
  newScript()
    .open(
      { ago: 38, time: '14:05' },
      {
        title: 'Licence for re-using published council data',
        topic: 'Re-use',
        requester: inventedRequester(42),
        text: 'Under which licence may I re-use data that the council has published, and is there a charge?',
        parts: ['The licence for re-using published data', 'The charge for re-using it'],
      },
    )
    .answer(38, 29, 'Re-use', [
      {
        outcome: 'provided',
        answer:
          'What we publish or release on request is normally available under the Open Government Licence, unless it says otherwise.',
      },
      {
        outcome: 'provided',
        answer:
          'Nothing is charged for re-using what is on our website or was sent in answer to a request, unless the page says otherwise.',
      },
    ])
    .publish({ ago: 28, time: '10:00' })
  newScript()
    .open(
      { ago: 30, time: '09:09' },
      {
        title: 'Register of information assets',
        topic: 'Data and technology',
        requester: inventedRequester(43),
        text: 'Please send the register of information assets.',
      },
    )
    .answer(30, 21, 'Data and technology', [
      {
        outcome: 'available-elsewhere',
        answer:
          'The list of information assets is on our website, beside our page on the re-use of council data.',
        link: { url: 'https://www.herefordshire.gov.uk/', title: 'Herefordshire Council' },
      },
    ])
    .publish({ ago: 20, time: '10:00' })
  tellFootpathCase(newScript())
}
