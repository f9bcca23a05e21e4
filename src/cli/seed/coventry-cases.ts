import type { CaseScript } from './case-script.ts'
import { tellOrchardCase, tellShelterCase } from './cases-to-redact.ts'
import { tellAnsweredCases } from './coventry-answers.ts'
import { inventedCorrespondent, inventedRequester } from './requesters.ts'

/** A case in each state that an office sees, beside the worked example. `newScript` begins another. */
export function tellCoventryCases(newScript: () => CaseScript): void {
  tellOpenCases(newScript)
  tellShelterCase(newScript())
  tellOrchardCase(newScript())
  tellWaitingCases(newScript)
  tellCasesNearTheirEnd(newScript)
  tellAnsweredCases(newScript)
  tellEndedCases(newScript)
}

function tellOpenCases(newScript: () => CaseScript): void {
  newScript().open(
    { ago: 1, time: '08:55' },
    {
      title: 'Taxi and private hire licences refused',
      topic: 'Licensing',
      requester: inventedRequester(1),
      text: 'How many applications for taxi and private hire licences were refused in each of the last three years, and for which reasons?',
    },
  )
  newScript().open(
    { ago: 2, time: '19:31' },
    {
      title: 'Trees felled along the ring road',
      topic: 'Environment',
      requester: inventedRequester(2),
      text: 'Which trees beside the ring road have been felled this year, why, and what will be planted instead? Please include any survey of nesting birds.',
    },
  )
  newScript()
    .open(
      { ago: 11, time: '09:20' },
      {
        title: 'Pothole reports and repairs',
        topic: 'Highways',
        requester: inventedRequester(3),
        text: '1. How many potholes were reported in each ward?\n2. How long did repairs take on average?\n3. How many claims for damage were paid?',
        parts: [
          'How many potholes were reported in each ward',
          'How long repairs took on average',
          'How many claims for damage were paid',
        ],
      },
    )
    .start({ ago: 10, time: '10:40' }, 'Highways')
    .task({ ago: 10, time: '10:55' }, 'Parks and highways', 'Pothole reports and repair times by ward')
    .task({ ago: 10, time: '11:02' }, 'Contracts and procurement', 'Claims paid for damage by potholes', {
      when: { ago: 7, time: '15:45' },
      response: 'Claims are handled by the insurance team; their list is on its way to you.',
    })
  newScript()
    .open(
      { ago: 6, time: '13:05' },
      {
        title: 'Air quality beside primary schools',
        topic: 'Environment',
        regime: 'eir',
        requester: inventedRequester(4),
        text: 'Please send every measurement of nitrogen dioxide and fine particles taken within 200 metres of a primary school in the last two years.',
      },
    )
    .start({ ago: 5, time: '09:15' }, 'Environment')
    .task({ ago: 5, time: '09:30' }, 'Parks and highways', 'Monitoring results near primary schools')
  newScript()
    .open(
      { ago: 26, time: '11:11' },
      {
        title: 'Empty homes brought back into use',
        topic: 'Housing',
        requester: inventedRequester(5),
        text: 'How many homes stand empty, for how long, and how many were brought back into use with help from the council?',
        parts: [
          'How many homes stand empty, and for how long',
          'How many were brought back into use with help',
        ],
      },
    )
    .start({ ago: 24, time: '09:10' }, 'Housing')
    .decide({ ago: 8, time: '16:40' }, [
      {
        outcome: 'available-elsewhere',
        answer: 'Counts of empty homes are in the Council Tax reports among our open data.',
        link: { url: 'https://www.coventry.gov.uk/opendata', title: 'Open data' },
      },
    ])
  newScript()
    .open(
      { ago: 4, time: '10:30' },
      {
        title: 'Everything held about my housing application',
        topic: 'Own records',
        regime: 'uk-gdpr',
        channel: 'post',
        requester: inventedCorrespondent(6),
        text: 'Please send me a copy of everything you hold about my application for housing.',
      },
    )
    .start({ ago: 3, time: '10:00' }, 'Own records')
}

function tellWaitingCases(newScript: () => CaseScript): void {
  newScript()
    .open(
      { ago: 13, time: '17:20' },
      {
        title: 'Emails about the market',
        topic: 'Markets',
        requester: inventedRequester(7),
        text: 'All emails about the market, please.',
      },
    )
    .start({ ago: 12, time: '10:10' }, 'Markets')
    .ask(
      { ago: 9, time: '14:00' },
      'Which months do you mean, and which decision about the market interests you?',
    )
  newScript()
    .open(
      { ago: 12, time: '12:12' },
      {
        title: 'Copies of historic building plans',
        topic: 'Planning',
        requester: inventedRequester(8),
        text: 'Please send paper copies of all plans deposited for the old swimming baths.',
      },
    )
    .start({ ago: 11, time: '09:00' }, 'Planning')
    .charge(
      { ago: 6, time: '11:25' },
      1840,
      'Pay by telephone or at the Council House, and quote the reference. The fee is for copying and postage only.',
    )
}

function tellCasesNearTheirEnd(newScript: () => CaseScript): void {
  newScript()
    .open(
      { ago: 25, time: '09:05' },
      {
        title: 'Bids for the leisure centre contract',
        topic: 'Procurement',
        requester: inventedRequester(9),
        text: 'Please send the bids that lost the leisure centre contract, and how each was scored.',
      },
    )
    .start({ ago: 24, time: '10:30' }, 'Procurement')
    .flag({ ago: 24, time: '10:35' }, ['commercial'])
    .extend(
      { ago: 8, time: '15:15' },
      'We are weighing whether the public interest in seeing the bids outweighs the harm to those who made them, and have asked the bidders for their views.',
      ['foia-43-2'],
    )
  newScript()
    .open(
      { ago: 15, time: '16:00' },
      {
        title: 'Translation and interpreting costs',
        topic: 'Spending',
        requester: inventedRequester(10),
        text: 'What was spent on translation and interpreting in each of the last five years?',
      },
    )
    .start({ ago: 14, time: '09:40' }, 'Spending')
    .decide({ ago: 3, time: '13:30' }, [
      {
        outcome: 'available-elsewhere',
        answer:
          'Every payment over £500 is published with its supplier and purpose, so the sums can be added up from there.',
        link: {
          url: 'https://www.coventry.gov.uk/info/10069/financial_information/651/transparency',
          title: 'Spending data over £500',
        },
      },
    ])
    .submit({ ago: 2, time: '10:15' })
  newScript()
    .open(
      { ago: 17, time: '08:40' },
      {
        title: 'School crossing patrols',
        topic: 'Schools',
        requester: inventedRequester(11),
        text: 'Which schools have lost a crossing patrol since 2020?',
      },
    )
    .start({ ago: 16, time: '11:00' }, 'Schools')
    .decide({ ago: 4, time: '10:45' }, [
      {
        outcome: 'not-held',
        answer: 'Patrols are arranged by each school. We keep no list of those that ended.',
      },
    ])
    .submit({ ago: 4, time: '11:00' })
    .approve({ ago: 1, time: '16:20' })
  newScript()
    .open(
      { ago: 14, time: '20:05' },
      {
        title: 'Fines for littering',
        topic: 'Community safety',
        requester: inventedRequester(12),
        text: 'How many fixed penalty notices for litter were issued, paid and cancelled last year?',
      },
    )
    .start({ ago: 13, time: '09:30' }, 'Community safety')
    .decide({ ago: 5, time: '09:50' }, [
      {
        outcome: 'available-elsewhere',
        answer: 'Fixed penalty notices are in our open data.',
        link: { url: 'https://www.coventry.gov.uk/opendata', title: 'Open data' },
      },
    ])
    .submit({ ago: 5, time: '10:20' })
    .askChanges(
      { ago: 3, time: '12:15' },
      'The open data has no cancelled notices. Please say whether we hold them.',
    )
}

function tellEndedCases(newScript: () => CaseScript): void {
  newScript()
    .open(
      { ago: 20, time: '13:33' },
      {
        title: 'Opening hours of the tips at Christmas',
        topic: 'Waste and recycling',
        requester: inventedRequester(17),
        text: 'When are the tips open at Christmas?',
      },
    )
    .start({ ago: 19, time: '09:05' }, 'Waste and recycling')
    .withdraw({ ago: 17, time: '10:00' }, 'Found on the website')
  newScript()
    .open(
      { ago: 80, time: '16:50' },
      {
        title: 'The usual figures',
        topic: 'Other',
        requester: inventedRequester(18),
        text: 'Please send the usual figures.',
      },
    )
    .start({ ago: 79, time: '10:00' }, 'Other')
    .ask({ ago: 78, time: '11:00' }, 'Which figures would you like, and for which period?')
    .close(
      { ago: 21, time: '15:00' },
      'We asked which figures you meant and have had no answer. Write to us at any time and we will open the request again.',
    )
}
