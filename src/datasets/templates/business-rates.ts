import type { ContractColumn } from '../dataset.ts'
import { code, day, money, postcode, reasons, required, text, type Template } from './template.ts'

const property = code(
  'property_reference',
  'Property reference',
  'The valuation list’s number for the property, never the account',
  [
    'Property Reference Number',
    'Property ref no',
    'PlaceRef',
    'Property Reference',
    'Propref',
    'BA Reference',
  ],
  required,
)
const liable = text(
  'liable_party',
  'Who is liable',
  'The company or body that pays the rates',
  [
    'Primary Liable party name',
    'FOIName',
    'Liable Party',
    'Ratepayer',
    'Ratepayer Name',
    'Account Holder',
    'Account Name',
  ],
  { redaction: reasons.people },
)
const rated = money('rateable_value', 'Rateable value', 'As the valuation list has it', [
  'Current Rateable Value',
  'RateableVal',
  'RV',
  'Rateable Value (£)',
])
const since = day('liable_from', 'Liable since', 'When the present account began', [
  'Account Start date',
  'LiabStart',
  'Liability Start Date',
  'Liable From',
])
const place: readonly ContractColumn[] = [
  text('address', 'Address', 'Of the property', [
    'Full Property Address',
    'Property Address',
    'PropAddress1',
    'Premises Address',
  ]),
  ...[2, 3, 4, 5].map((line) =>
    text(`address_line_${line}`, `Address, line ${line}`, 'The next line of the address', [
      `PropAddress${line}`,
      `Address ${line}`,
    ]),
  ),
  postcode('postcode', 'Postcode', 'Of the property', ['PropPostCode', 'Post Code', 'Property Postcode']),
]
const described = text('description', 'Kind of property', 'As the valuation list describes it', [
  'PropDesc',
  'Property Description',
  'VO Description',
])
const left =
  'Leave out the account number: it lets a stranger pass as the ratepayer. Replace names of individuals by REDACTED. ' +
  'Leave out whether a property is occupied, and any relief or exemption given because it is empty; and publish no two lists that show it when put side by side.'

export const businessRates: readonly Template[] = [
  {
    id: 'business-rates-mandatory-relief',
    title: 'Business rates: accounts with mandatory relief',
    description: 'Properties whose ratepayer has mandatory relief, such as charities, with the relief given.',
    theme: 'business',
    frequency: 'quarterly',
    columns: [
      property,
      liable,
      ...place,
      described,
      rated,
      text(
        'relief_type',
        'Relief',
        'The kind of mandatory relief',
        ['Current Relief Type', 'MandRlfCd', 'Mandatory Relief Type', 'Relief Type'],
        { redaction: reasons.empty },
      ),
      money('relief_amount', 'Amount of relief', 'In the year', [
        'MandRlf',
        'Mandatory Relief',
        'Relief Amount',
      ]),
      day('relief_from', 'Relief since', 'When it was first given', [
        'Current Relief Award Start Date',
        'Relief Start Date',
      ]),
      since,
      money('credit_balance', 'Credit balance', 'What the authority owes the ratepayer', [
        'Credit',
        'Credit Amount',
        'Balance',
      ]),
    ],
    primaryKey: ['property_reference'],
    documentation: `One row for each property. ${left}`,
    charts: ['bar: relief_type by count', 'bar: relief_type by sum(relief_amount)'],
  },
  {
    id: 'business-rates-credit-balances',
    title: 'Business rates: accounts with credit balances',
    description:
      'Accounts on which the authority owes money to the ratepayer and has not been able to pay it back.',
    theme: 'business',
    frequency: 'quarterly',
    columns: [
      property,
      liable,
      ...place,
      rated,
      money(
        'credit_balance',
        'Credit balance',
        'What is owed to the ratepayer',
        ['Credit', 'Credit Amount', 'Amount of Credit', 'Account Balance', 'Balance'],
        required,
      ),
      day('credit_from', 'Credit since', 'When it arose', [
        'Credit Date',
        'Date of Credit',
        'Credit Start Date',
      ]),
      since,
      day(
        'liable_to',
        'Liable until',
        'When the account ended, where it has',
        ['Account End Date', 'Liability End Date'],
        {
          redaction: reasons.empty,
        },
      ),
    ],
    primaryKey: [],
    documentation: `One row for each credit. A small balance may be left out below an amount that the description names. ${left}`,
    charts: ['line: credit_from by sum(credit_balance)'],
  },
  {
    id: 'business-rates-zero-value',
    title: 'Business rates: properties by rateable value',
    description: 'Every rated property from a rateable value of nothing upwards, with its ratepayer.',
    theme: 'business',
    frequency: 'quarterly',
    columns: [
      property,
      liable,
      ...place,
      described,
      { ...rated, required: true },
      since,
      text(
        'mandatory_relief',
        'Mandatory relief',
        'Its kind, where it is not for an empty property',
        ['MandRlfCd'],
        { redaction: reasons.empty },
      ),
      money('mandatory_relief_amount', 'Amount of mandatory relief', 'In the year', ['MandRlf']),
      text('discretionary_relief', 'Discretionary relief', 'Its kind', ['DiscRlfCd']),
      money('discretionary_relief_amount', 'Amount of discretionary relief', 'In the year', ['DiscRlf']),
      text('additional_relief', 'Additional relief', 'Its kind', ['AddRlfCd']),
      money('additional_relief_amount', 'Amount of additional relief', 'In the year', ['AdditionalRlf']),
      text('small_business_relief', 'Small business relief', 'Whether it is given', ['SBRFlag']),
      text('charge_type', 'Kind of charge', 'As the rates system has it', ['ChgType', 'Charge Type'], {
        redaction: reasons.empty,
      }),
    ],
    primaryKey: ['property_reference'],
    documentation: `One row for each property of the local list. ${left}`,
    charts: ['bar: description by count top 10'],
  },
  {
    id: 'business-rates-new-accounts',
    title: 'Business rates: new accounts',
    description: 'Accounts that began in the period: who became liable, for which property, since when.',
    theme: 'business',
    frequency: 'monthly',
    columns: [property, liable, ...place, described, rated, { ...since, required: true }],
    primaryKey: ['property_reference', 'liable_from'],
    documentation: `One row for each account that began in the period. ${left}`,
    charts: ['line: month(liable_from) by count'],
  },
]

export const councilTax: readonly Template[] = [
  {
    id: 'council-tax-credit-balances',
    title: 'Council tax: accounts with credit balances',
    description:
      'How much council tax is owed back, account by account, without anything that tells whose it is.',
    theme: 'business',
    frequency: 'quarterly',
    columns: [
      text('band', 'Band', 'The valuation band', ['Council Tax Band', 'Valuation Band', 'Property Band'], {
        values: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I'],
      }),
      text(
        'postcode_district',
        'Postcode district',
        'The first half of the postcode',
        ['Outward Code', 'Postcode Area', 'Postcode District'],
        {
          redaction: reasons.small,
        },
      ),
      money(
        'credit_balance',
        'Credit balance',
        'What is owed to the taxpayer',
        ['Credit', 'Credit Amount', 'Amount', 'Balance'],
        required,
      ),
      day('credit_from', 'Credit since', 'When it arose', ['Credit Date', 'Date of Credit']),
      text('account_year', 'Year', 'The year the credit belongs to', ['Financial Year', 'Year']),
      text('account_state', 'Account', 'Open or closed', ['Account Status', 'Status'], {
        redaction: reasons.empty,
      }),
    ],
    primaryKey: [],
    documentation:
      'Council tax accounts belong to people. Leave out names, addresses, account and property numbers; give the postcode district at most, and not where it holds few accounts.',
    charts: ['bar: band by sum(credit_balance)', 'bar: band by count'],
  },
]
