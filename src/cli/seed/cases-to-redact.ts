import type { CaseScript } from './case-script.ts'
import { plainGround } from './coventry-answers.ts'
import { footpathReport, orchardReport, shelterReport, shelterWorkbook } from './example-documents.ts'
import { inventedRequester } from './requesters.ts'

// What is marked in their documents is marked once the first page is served: see redacted-examples.ts.

/** A report with a page of every kind, and a workbook with a sheet that nobody meant to send. */
export function tellShelterCase(script: CaseScript): void {
  script
    .open(
      { ago: 8, time: '12:15' },
      {
        title: 'Inspections of bus shelters',
        topic: 'Highways',
        requester: inventedRequester(30),
        text: '1. Please send the report of the last inspection of bus shelters.\n2. How many complaints about shelters were there in each ward?',
        parts: ['The report of the last inspection of bus shelters', 'Complaints about shelters by ward'],
      },
    )
    .start({ ago: 7, time: '09:05' }, 'Highways')
    .task({ ago: 7, time: '09:20' }, 'Parks and highways', 'The inspection report, and complaints by ward', {
      when: { ago: 4, time: '15:10' },
      response: 'The report is attached as it stands, with two notes of calls, and the table of complaints.',
      uploads: [shelterReport, shelterWorkbook],
    })
}

/** All of it decided but the copy that will go out. */
export function tellOrchardCase(script: CaseScript): void {
  script
    .open(
      { ago: 10, time: '10:20' },
      {
        title: 'Condition of the leased orchard',
        topic: 'Environment',
        requester: inventedRequester(31),
        text: 'Please send the note of the last visit to the orchard that the council leases out.',
        parts: ['The note of the last visit to the leased orchard'],
      },
    )
    .start({ ago: 9, time: '09:40' }, 'Environment')
    .task({ ago: 9, time: '09:50' }, 'Parks and highways', 'The note of the last visit to the orchard', {
      when: { ago: 6, time: '11:30' },
      response: 'Attached. It names the tenant.',
      uploads: [orchardReport],
    })
    .decide({ ago: 2, time: '14:05' }, [
      {
        outcome: 'partly-provided',
        answer: 'The note of the visit is attached. The tenant’s name and how to reach him are taken out.',
        grounds: [
          {
            ...plainGround,
            exemptionId: 'foia-40-2',
            reasoning:
              'The tenant is a private person who would not expect his name and contact details to be published.',
          },
        ],
      },
    ])
}

export function tellFootpathCase(script: CaseScript): void {
  script
    .open(
      { ago: 7, time: '16:20' },
      {
        title: 'State of the footpath to Nowhere Mill',
        topic: 'Environment',
        regime: 'eir',
        requester: inventedRequester(44),
        text: 'Please send the last inspection report of footpath EX 12 from Exampleton to Nowhere Mill.',
      },
    )
    .start({ ago: 6, time: '09:30' }, 'Environment')
    .task({ ago: 6, time: '09:45' }, 'Parks and highways', 'The last inspection report of footpath EX 12', {
      when: { ago: 3, time: '14:00' },
      response: 'Attached. It names the landowner and a neighbour.',
      uploads: [footpathReport],
    })
}
