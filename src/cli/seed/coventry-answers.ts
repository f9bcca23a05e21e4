import type { Ground } from '../../cases/index.ts'
import type { CaseScript } from './case-script.ts'
import { inventedRequester } from './requesters.ts'

export const plainGround = {
  prejudice: '',
  factorsFor: [],
  factorsAgainst: [],
  conclusion: '',
  qualifiedPerson: null,
  qualifiedOpinionOn: null,
}

const personalData: Ground = {
  ...plainGround,
  exemptionId: 'foia-40-2',
  reasoning:
    'The report names members of staff below head of service and people who wrote to us. They would not expect their names to be made public, and nothing about the scheme becomes clearer by them, so disclosure would not be fair.',
}
const commercial: Ground = {
  ...plainGround,
  exemptionId: 'foia-43-2',
  reasoning:
    'The unit prices show how the supplier builds its offer and would be read by those it competes with.',
  prejudice:
    'The supplier is bidding for like work now. A competitor that knew these prices would be able to undercut it, and would be likely to.',
  factorsFor: [
    'People should be able to see whether public money is well spent',
    'The total price is already public',
  ],
  factorsAgainst: [
    'Suppliers would put less into their offers if prices became public while bids are open',
    'The council would get worse offers, at the cost of those who pay for them',
  ],
  conclusion:
    'The total paid answers the interest in spending. While bids are open the interest in fair competition weighs more.',
}

export function tellAnsweredCases(newScript: () => CaseScript): void {
  const refused = newScript()
    .open(
      { ago: 52, time: '10:50' },
      {
        title: 'Review of the recycling trial and its prices',
        topic: 'Waste and recycling',
        requester: inventedRequester(13),
        text: 'Please send the review of the recycling trial, and the unit prices that were paid for it.',
        parts: ['The review of the recycling trial', 'The unit prices that were paid'],
      },
    )
    .start({ ago: 51, time: '09:00' }, 'Waste and recycling')
    .attach(
      { ago: 40, time: '11:11' },
      1,
      'recycling-trial-measures.csv',
      'text/csv',
      'measure,reported in the review\ncontamination by street,yes\nweight by round,yes\nprice by unit,withheld\n',
    )
    .decide({ ago: 36, time: '15:00' }, [
      {
        outcome: 'partly-provided',
        answer:
          'We give you what the review measured in the attached file. The names of junior staff and of residents are taken out.',
        grounds: [personalData],
      },
      { outcome: 'refused', answer: 'We hold the unit prices and do not give them.', grounds: [commercial] },
    ])
    .submit({ ago: 36, time: '15:20' })
    .approve({ ago: 35, time: '14:00' }, 'The balance is well argued.')
    .send({ ago: 34, time: '09:20' })
    .publish({ ago: 32, time: '10:00' })
  refused
    .review(
      { ago: 10, time: '18:44' },
      'The bids have closed by now, so I think the prices can no longer harm anybody.',
    )
    .start({ ago: 9, time: '09:35' }, 'Waste and recycling')

  newScript()
    .open(
      { ago: 40, time: '14:14' },
      {
        title: 'Every complaint about noise since 2005',
        topic: 'Environmental health',
        requester: inventedRequester(14),
        text: 'Please send every complaint about noise since 2005 with the action taken on each.',
      },
    )
    .start({ ago: 39, time: '10:25' }, 'Environmental health')
    .estimate({ ago: 30, time: '16:10' }, [
      { activity: 'locate', hours: 9, note: 'Paper files before 2012 are in store' },
      { activity: 'retrieve', hours: 14, note: '' },
      { activity: 'extract', hours: 22, note: 'Each file must be read to find the action' },
    ])
    .decide({ ago: 28, time: '13:00' }, [
      {
        outcome: 'over-cost-limit',
        answer:
          'Finding and reading the files would take about 45 hours. The paper files before 2012 are not indexed, and the action taken stands in letters that have to be read one by one.',
        advice:
          'Complaints since 2019 are in one system. We can give their number by ward, month and kind within the limit: ask for those, or for three years of your choice.',
      },
    ])
    .submit({ ago: 28, time: '13:20' })
    .approve({ ago: 27, time: '10:00' })
    .send({ ago: 26, time: '09:10' })
    .publish({ ago: 25, time: '09:30' })

  newScript()
    .open(
      { ago: 44, time: '15:25' },
      {
        title: 'Flood risk of the brook',
        topic: 'Environment',
        regime: 'eir',
        requester: inventedRequester(15),
        text: 'What is known about flood risk along the brook, and who is responsible for clearing it?',
        parts: ['What is known about flood risk along the brook', 'Who is responsible for clearing it'],
      },
    )
    .answer(44, 31, 'Environment', [
      {
        outcome: 'available-elsewhere',
        answer: 'The long-term flood risk of any address can be looked up.',
        link: {
          url: 'https://www.gov.uk/check-long-term-flood-risk',
          title: 'Check the long term flood risk for an area',
        },
      },
      {
        outcome: 'provided',
        answer:
          'Whoever owns land beside a watercourse has to keep it clear. Where that is us, the parks service does it.',
      },
    ])
    .publish({ ago: 29, time: '12:12' })

  newScript()
    .open(
      { ago: 70, time: '09:45' },
      {
        title: 'Minutes of the transport forum',
        topic: 'Transport',
        requester: inventedRequester(16),
        text: 'Please send the minutes of the transport forum of the last two years.',
      },
    )
    .answer(70, 57, 'Transport', [{ outcome: 'not-held', answer: 'We do not hold minutes of the forum.' }])
    .review({ ago: 48, time: '12:30' }, 'An officer of yours took notes at each meeting. Please look again.')
    .start({ ago: 47, time: '11:00' }, 'Transport')
    .decide({ ago: 35, time: '10:05' }, [
      {
        outcome: 'provided',
        answer:
          'The notes of the officer who attended say who was there and what was agreed. They are in the forum’s papers, which we now send.',
      },
    ])
    .reviewOutcome(
      { ago: 35, time: '10:30' },
      'overturned',
      'The first search looked only for minutes. The notes of the officer who attended are the record that was asked for, and we hold them.',
      'We send the notes now, and have told the service to search for notes as well as minutes.',
    )
    .submit({ ago: 34, time: '09:15' })
    .approve({ ago: 33, time: '14:40' })
    .send({ ago: 32, time: '09:00' })
}
