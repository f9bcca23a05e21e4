import {
  code,
  day,
  money,
  organisation,
  publisher,
  reasons,
  required,
  text,
  yesNo,
  type Template,
} from './template.ts'

const department = text('department', 'Department', 'The part of the authority that buys', [
  'Department Responsible',
  'Directorate',
  'Service',
  'Service Area',
  'OrganisationalUnit',
  'Lead Department',
])
const title = text(
  'title',
  'Title',
  'What the contract is called',
  ['title_of_agreement', 'Title of Agreement', 'Contract Title', 'Tender Title', 'ContractTitle'],
  required,
)
const described = text('description', 'Description', 'The goods or services in a sentence', [
  'contract_description',
  'Description of goods and/or services',
  'Contract Description',
  'Description of the goods and/or services being provided',
])
const start = day('start_date', 'Starts', 'The first day of the contract', [
  'Start Date',
  'Contract Start Date',
  'StartDate',
  'Commencement Date',
])
const end = day('end_date', 'Ends', 'The last day of the contract as it stands', [
  'End Date',
  'Contract End Date',
  'EndDate',
  'Expiry Date',
])
const value = money(
  'value',
  'Value',
  'What will be spent over the whole contract, or in a year where no whole is known',
  [
    'contract_value',
    'Contract Value',
    'Sum to be paid over the length of the contract',
    'Estimated Value',
    'Total Contract Value',
    'Value of Contract',
  ],
  { redaction: reasons.commercial },
)
const process = text(
  'process',
  'How it was bought',
  'Invitation to quote, open tender, framework call-off and so on',
  ['Process Type', 'ProcessType', 'Procurement Route', 'Tender Process', 'Invitation Type'],
)

export const procurement: readonly Template[] = [
  {
    id: 'contracts-register',
    title: 'Contracts register',
    description:
      'Contracts, framework agreements and other agreements of £5,000 or more, with supplier, value and dates.',
    theme: 'spending',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      code(
        'reference',
        'Reference',
        'The authority’s number for the contract',
        [
          'contract_number',
          'Contract Number',
          'Contract Reference',
          'Reference Number',
          'Contract Ref',
          'ContractReference',
        ],
        required,
      ),
      title,
      described,
      department,
      text(
        'supplier_name',
        'Supplier',
        'Who provides it',
        ['Supplier Name', 'SupplierName', 'Contractor', 'Contractor Name', 'Awarded Supplier'],
        { ...required, redaction: reasons.people },
      ),
      code('company_number', 'Company number', 'At Companies House', [
        'Company Registration Number',
        'Supplier Company Number',
      ]),
      code('charity_number', 'Charity number', 'At the Charity Commission', ['Registered Charity Number']),
      yesNo(
        'sme',
        'Small or medium-sized business',
        'Whether the supplier has fewer than 250 staff and is below the turnover line',
        ['SME', 'Is SME', 'Supplier SME'],
      ),
      yesNo(
        'vcse',
        'Voluntary or community body',
        'Whether the supplier is a voluntary, community or social enterprise',
        ['VCSE', 'Is VCSE', 'Supplier VCSE'],
      ),
      value,
      money(
        'annual_value',
        'Value a year',
        'What is expected to be spent in a year',
        ['Estimated Annual Spend', 'Annual Value'],
        {
          redaction: reasons.commercial,
        },
      ),
      money('irrecoverable_vat', 'VAT that cannot be recovered', 'VAT that the authority has to bear', [
        'VAT that cannot be recovered',
        'Irrecoverable VAT',
        'VAT Non Recoverable',
      ]),
      start,
      end,
      day('review_date', 'Reviewed by', 'When it is decided whether to renew, extend or end it', [
        'Review Date',
        'Renewal Date',
      ]),
      text('extension', 'May be extended', 'For how long, and how often', [
        'Extension Period',
        'Option to Extend',
        'Extensions',
      ]),
      process,
    ],
    primaryKey: ['reference'],
    documentation:
      'Every contract, commissioned activity, purchase order, framework agreement and other enforceable agreement of £5,000 or more goes in while it runs. A value stays out only where it would harm commercial interests and the public interest does not favour showing it: the whole contract then still has its row.',
    charts: ['bar: supplier_name by sum(value) top 10', 'bar: department by count'],
    duty: 'transparency-contracts',
  },
  {
    id: 'tenders',
    title: 'Invitations to tender',
    description: 'Invitations to tender or quote for contracts of £5,000 or more.',
    theme: 'spending',
    frequency: 'quarterly',
    columns: [
      ...publisher,
      code(
        'reference',
        'Reference',
        'The authority’s number for the invitation',
        ['Tender Reference', 'Reference Number', 'Tender Ref', 'TenderReference'],
        required,
      ),
      title,
      described,
      department,
      { ...start, description: 'When the contract is to start' },
      { ...end, description: 'When the contract is to end' },
      day('review_date', 'Review date', 'When it would be reviewed', ['Review Date']),
      day('published_on', 'Published', 'When offers were invited', [
        'Date Published',
        'Advert Date',
        'Publication Date',
      ]),
      day('closing_date', 'Closes', 'The last day for offers', [
        'Closing Date',
        'Deadline',
        'Tender Closing Date',
      ]),
      {
        ...value,
        title: 'Estimated value',
        description: 'What it is expected to cost over the whole contract',
      },
      process,
      text('status', 'Status', 'Open, closed, awarded or cancelled', ['Tender Status']),
    ],
    primaryKey: ['reference'],
    documentation:
      'One row for each invitation. It stays in the list, with its outcome, after the contract is in the register.',
    charts: ['bar: department by count', 'bar: status by count'],
    duty: 'transparency-tenders',
  },
  {
    id: 'waste-contracts',
    title: 'Waste collection contracts',
    description:
      'Contracts for collecting waste, as they were when the Code asked for them, and what followed.',
    theme: 'spending',
    frequency: 'once',
    columns: [
      organisation,
      code(
        'reference',
        'Reference',
        'The authority’s number for the contract',
        ['Contract Number'],
        required,
      ),
      title,
      text('supplier_name', 'Supplier', 'Who collects', ['Supplier', 'Contractor']),
      start,
      end,
      text('document', 'Document', 'Where the contract itself can be read', ['Link', 'URL']),
    ],
    primaryKey: ['reference'],
    documentation: 'Asked for once. Keep it up when a contract is renewed: people look for it here.',
    charts: [],
    duty: 'transparency-waste',
  },
]
