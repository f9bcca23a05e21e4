import { code, day, money, publisher, reasons, required, text, type Template } from './template.ts'

const ward = text('ward', 'Ward', 'The ward it happened in', ['Ward Name', 'area_name', 'Electoral Ward'])
const wardCode = code('ward_code', 'Ward code', 'The ONS code of the ward', ['area_code', 'Ward GSS Code'])
const location = text(
  'location',
  'Place',
  'The street or the area, never a home address',
  ['Offence Location', 'Street', 'Street Name', 'Area', 'Site'],
  { redaction: reasons.homes },
)
const outcome = text('outcome', 'Outcome', 'What came of it', [
  'Result',
  'Action Taken',
  'Outcome of Request',
  'Action',
])
const reference = code('reference', 'Reference', 'The service’s own number', [
  'Case Reference',
  'Ref',
  'Reference Number',
  'Case Number',
  'Job Number',
])
const received = day('received_on', 'Received', 'When it was reported', [
  'Date Received',
  'Received Date',
  'Received',
  'Date Reported',
  'Request Date',
  'Date',
])
const closed = day('closed_on', 'Closed', 'When it was finished', [
  'Date Closed',
  'Completed Date',
  'Closed Date',
  'Date Completed',
])

export const enforcement: readonly Template[] = [
  {
    id: 'penalty-notices',
    title: 'Fixed penalty notices',
    description:
      'Fixed penalty notices given by environmental services: offence, place, amount and what came of each.',
    theme: 'safety',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      {
        ...reference,
        required: true,
        synonyms: [...(reference.synonyms ?? []), 'FPN Number', 'Notice Number', 'PCN Number'],
      },
      day(
        'issued_on',
        'Given',
        'When the notice was given',
        ['Issue Date', 'Date Issued', 'Date of Issue', 'Date'],
        required,
      ),
      text(
        'offence',
        'Offence',
        'What it was for',
        ['Offence Type', 'Contravention', 'Offence Description', 'Type'],
        required,
      ),
      text('legislation', 'Law', 'The provision it was given under', ['Act', 'Legislation Section']),
      location,
      ward,
      wardCode,
      money('amount', 'Penalty', 'In full', ['Fine', 'Penalty Amount', 'FPN Amount', 'Value']),
      money('paid', 'Paid', 'What was paid so far', ['Amount Paid', 'Paid Amount']),
      outcome,
    ],
    primaryKey: ['reference'],
    documentation:
      'Leave out who was fined. The place is a street or an area: a house number may be somebody’s home.',
    charts: ['bar: offence by count', 'line: month(issued_on) by count'],
  },
  {
    id: 'notices-served',
    title: 'Notices served',
    description:
      'Statutory notices served by environmental services, such as abatement, improvement and clearance notices.',
    theme: 'safety',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      {
        ...reference,
        required: true,
        synonyms: [...(reference.synonyms ?? []), 'Notice Reference', 'Notice Number'],
      },
      day(
        'served_on',
        'Served',
        'When the notice was served',
        ['Date Served', 'Service Date', 'Notice Date', 'Date'],
        required,
      ),
      text('notice_type', 'Notice', 'What kind it is', ['Notice Type', 'Type of Notice', 'Notice'], required),
      text('legislation', 'Law', 'The provision it was served under', [
        'Act',
        'Section',
        'Legislation Section',
      ]),
      text(
        'premises',
        'Premises',
        'The name of a business or site',
        ['Premises Name', 'Business Name', 'Trading Name'],
        { redaction: reasons.people },
      ),
      location,
      ward,
      wardCode,
      day('comply_by', 'Comply by', 'The last day for doing what it asks', [
        'Compliance Date',
        'Expiry Date',
        'Due Date',
      ]),
      text('complied', 'Complied with', 'Yes, no, in part, not yet due, or the notice was withdrawn', [
        'Compliance',
        'Complied',
      ]),
      outcome,
    ],
    primaryKey: ['reference'],
    documentation:
      'Names of businesses stay, names of people do not. Where the notice is about a home, give the ward and no more.',
    charts: ['bar: notice_type by count', 'line: month(served_on) by count'],
  },
  {
    id: 'street-enforcement',
    title: 'Street enforcement investigations',
    description: 'Reports of fly-tipping, litter, waste on streets and the like, and what was done.',
    theme: 'safety',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      { ...reference, required: true },
      received,
      text(
        'report_type',
        'About',
        'What was reported',
        ['Type', 'Request Type', 'Investigation Type', 'Category'],
        required,
      ),
      location,
      ward,
      wardCode,
      text('size', 'Size', 'How much was tipped', ['Size of Tip', 'Fly Tip Size']),
      text('waste_type', 'Kind of waste', 'What was tipped', ['Waste Type', 'Material']),
      outcome,
      closed,
    ],
    primaryKey: ['reference'],
    documentation:
      'Leave out who reported and who was investigated. An investigation that may still lead to court stays without an outcome until it is over.',
    charts: ['bar: report_type by count', 'bar: ward by count top 10', 'line: month(received_on) by count'],
  },
]

export const environmentalServices: readonly Template[] = [
  {
    id: 'animal-welfare',
    title: 'Animal welfare requests',
    description: 'Requests to the animal welfare service: strays, noise, licensing and welfare.',
    theme: 'environment',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      { ...reference, required: true },
      received,
      text(
        'request_type',
        'About',
        'What was asked for',
        ['Type', 'Request Type', 'Complaint Type', 'Service Request Type', 'Category'],
        required,
      ),
      text('animal', 'Animal', 'Dog, cat, horse, bird, livestock, wildlife …', ['Animal Type', 'Species']),
      { ...location, description: 'The area, never an address' },
      ward,
      wardCode,
      outcome,
      closed,
    ],
    primaryKey: ['reference'],
    documentation: 'Leave out who asked and whose animal it is, and free text of the officers.',
    charts: ['bar: request_type by count', 'line: month(received_on) by count'],
  },
  {
    id: 'pest-control',
    title: 'Pest control requests',
    description: 'Requests to the pest control service by pest, place and month.',
    theme: 'environment',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      { ...reference, required: true },
      received,
      text(
        'pest',
        'Pest',
        'What it was',
        ['Pest Type', 'Type', 'Request Type', 'Species', 'Infestation'],
        required,
      ),
      text('property_type', 'Kind of property', 'Home, business, council property or open land', [
        'Property Type',
        'Domestic/Commercial',
      ]),
      text(
        'postcode_district',
        'Postcode district',
        'The first half of the postcode',
        ['Outward Code', 'Postcode Area'],
        { redaction: reasons.small },
      ),
      ward,
      wardCode,
      outcome,
      closed,
    ],
    primaryKey: ['reference'],
    documentation:
      'An infested home says something of the people in it: give the ward or the postcode district, never the address.',
    charts: ['bar: pest by count', 'line: month(received_on) by count', 'bar: ward by count top 10'],
  },
  {
    id: 'environmental-permits',
    title: 'Public register of environmental permits',
    description:
      'Installations that hold an environmental permit from the authority, with what they do and the state of the permit.',
    theme: 'environment',
    frequency: 'as-needed',
    columns: [
      ...publisher,
      {
        ...reference,
        required: true,
        title: 'Permit number',
        synonyms: [
          ...(reference.synonyms ?? []),
          'Permit Number',
          'Permit Reference',
          'Permit No',
          'Register Number',
        ],
      },
      text(
        'operator',
        'Operator',
        'Who holds the permit',
        ['Operator Name', 'Company', 'Permit Holder', 'Company Name'],
        required,
      ),
      text('site', 'Site', 'The name of the installation', ['Site Name', 'Installation', 'Trading Name']),
      text('address', 'Address', 'Of the installation', [
        'Site Address',
        'Address of Installation',
        'Location',
      ]),
      text('postcode', 'Postcode', 'Of the installation', ['Post Code', 'Site Postcode'], {
        kind: 'postcode',
      }),
      text(
        'activity',
        'Activity',
        'What the permit is for',
        ['Process', 'Process Type', 'Description of Activity', 'Process Description'],
        required,
      ),
      text('part', 'Part', 'A1, A2 or B of the Regulations', ['Permit Type', 'Category', 'Class']),
      day('granted_on', 'Granted', 'When the permit was given', [
        'Date Granted',
        'Issue Date',
        'Permit Date',
        'Date of Permit',
      ]),
      day('varied_on', 'Last varied', 'When its conditions last changed', ['Variation Date', 'Date Varied']),
      text('status', 'Status', 'Applied for, in force, suspended, transferred, surrendered or revoked', [
        'Permit Status',
      ]),
      text('risk', 'Risk', 'The rating that decides how often it is inspected', [
        'Risk Rating',
        'Risk Score',
      ]),
      text(
        'document',
        'Documents',
        'Where the permit and its applications can be read',
        ['Link', 'URL', 'Document Link'],
        { kind: 'uri' },
      ),
    ],
    primaryKey: ['reference'],
    documentation:
      'The law asks for a register that anybody may inspect. Commercially confidential matter that was decided to be so stays out, and the register says that it does.',
    charts: ['bar: part by count', 'bar: activity by count top 10'],
  },
]
