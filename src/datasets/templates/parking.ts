import type { ContractColumn } from '../dataset.ts'
import {
  code,
  easting,
  latitude,
  longitude,
  money,
  northing,
  organisation,
  organisationUri,
  postcode,
  publisher,
  required,
  text,
  whole,
  yesNo,
  type Template,
} from './template.ts'

const sides = [
  ['on_street', 'On street', 'OnStreet'],
  ['off_street', 'Off street', 'OffStreet'],
] as const
const lines = [
  ['income_parking', 'income from parking', 'IncomeParking'],
  ['income_permits', 'income from permits', 'IncomePermit'],
  ['income_penalties', 'income from penalty charges', 'IncomePCN'],
  ['income_blue_badges', 'income from blue badges', 'IncomeBlueBadge'],
  ['income_other', 'other income', 'IncomeOther'],
  ['income_total', 'income in all', 'IncomeTotal'],
  ['costs_enforcement', 'cost of enforcement', 'CostsEnforcement'],
  ['costs_administration', 'cost of administration', 'CostsAdmin'],
  ['costs_schemes', 'cost of schemes', 'CostsSchemes'],
  ['costs_capital', 'capital costs', 'CostsCapital'],
  ['costs_other', 'other costs', 'CostsOther'],
  ['costs_total', 'costs in all', 'CostsTotal'],
  ['surplus', 'surplus, or deficit below nought', 'SurplusDeficit'],
] as const
const uses = [
  ['off_street_parking', 'off-street parking', 'OffStreetParking'],
  ['park_and_ride', 'park and ride', 'ParkAndRide'],
  ['supported_buses', 'supported buses', 'SupportedBus'],
  ['concessionary_fares', 'concessionary fares', 'ConcessionaryFares'],
  ['community_transport', 'community transport', 'CommunityTransport'],
  ['shopmobility', 'Shopmobility', 'Shopmobility'],
  ['school_crossings', 'school crossings', 'SchoolCrossing'],
  ['highway_maintenance', 'highway maintenance', 'HighwayMaintenance'],
  ['transport_planning', 'transport planning', 'TransportPlanning'],
  ['other', 'other things', 'Other'],
] as const

const account: ContractColumn[] = sides.flatMap(([side, title, heading]) =>
  lines.map(([name, words, rest]) =>
    money(`${side}_${name}`, `${title}: ${words}`, `${title} parking, ${words} in the year`, [
      `${heading}${rest}`,
    ]),
  ),
)
const spent: ContractColumn[] = uses.map(([name, words, rest]) =>
  money(
    `surplus_spent_${name}`,
    `Surplus spent on ${words}`,
    `Of the on-street surplus, what went to ${words}`,
    [`OnStreetSurplusDeficitSpend${rest}`],
  ),
)

const spaces = whole(
  'spaces',
  'Spaces',
  'Marked out and controlled by the authority',
  ['ParkingSpaces', 'Parking Spaces', 'Number of Spaces', 'Total Spaces'],
  required,
)

export const parking: readonly Template[] = [
  {
    id: 'parking-account',
    title: 'Parking account',
    description: 'Income and costs of parking on and off the street, and what the surplus was spent on.',
    theme: 'transport',
    frequency: 'annual',
    columns: [
      organisation,
      organisationUri,
      text('period', 'Year', 'The financial year: 2025/26', ['Financial Year', 'Year'], required),
      ...account,
      ...spent,
    ],
    primaryKey: ['period'],
    documentation:
      'One row for each year. The law says what a surplus from the street may be spent on; give each head, nought where nothing went to it.',
    charts: ['line: period by sum(on_street_surplus)', 'bar: period by sum(on_street_income_penalties)'],
    duty: 'transparency-parking-account',
  },
  {
    id: 'parking-statistics',
    title: 'Parking statistics',
    description: 'Penalty charge notices, appeals and permits by year and place.',
    theme: 'transport',
    frequency: 'annual',
    columns: [
      organisation,
      organisationUri,
      text('period', 'Year or month', 'What the row covers', ['Financial Year', 'Year', 'Month'], required),
      text('location', 'Place', 'Street, car park or camera', ['Location', 'Car Park', 'Street', 'Site']),
      text('control', 'On or off street', 'On the street, off it, a bus lane or moving traffic', [
        'Type',
        'On/Off Street',
      ]),
      whole('tickets_sold', 'Tickets sold', 'At machines and by telephone', [
        'Tickets Sold',
        'Transactions',
        'Number of Tickets',
      ]),
      money('ticket_income', 'Income from tickets', 'In the period', [
        'Income',
        'Ticket Income',
        'Pay and Display Income',
      ]),
      whole('penalties_issued', 'Penalty charge notices', 'How many were given', [
        'PCNs Issued',
        'Total PCNs',
        'Number of PCNs',
        'PCNs',
      ]),
      whole('penalties_higher', 'At the higher level', 'Of these', ['Higher Level PCNs']),
      whole('penalties_lower', 'At the lower level', 'Of these', ['Lower Level PCNs']),
      whole('penalties_paid', 'Paid', 'Of these', ['PCNs Paid']),
      whole('penalties_paid_at_discount', 'Paid at the discount', 'Of these', ['PCNs Paid at Discount']),
      whole('penalties_challenged', 'Challenged', 'Of these, by letter or online', [
        'Challenges',
        'Appeals',
        'Informal Challenges',
      ]),
      whole('penalties_cancelled', 'Cancelled', 'After a challenge or for another reason', [
        'PCNs Cancelled',
        'Cancelled PCNs',
        'Cancelled',
      ]),
      whole('tribunal_appeals', 'Appeals to the tribunal', 'Heard in the period', ['Tribunal Appeals']),
      money('penalty_income', 'Income from penalties', 'In the period', ['PCN Income', 'Gross Income']),
      whole('permits_issued', 'Permits', 'Given in the period', ['Permits Issued', 'Resident Permits']),
    ],
    primaryKey: [],
    documentation:
      'One row for each period and place. A registration mark is personal data and has no place here.',
    charts: ['line: period by sum(penalties_issued)', 'bar: location by sum(penalties_issued) top 10'],
  },
  {
    id: 'parking-spaces',
    title: 'Parking spaces',
    description: 'Marked spaces that the authority controls, on the street and in car parks.',
    theme: 'transport',
    frequency: 'annual',
    columns: [
      ...publisher,
      code('car_park_id', 'Number', 'The authority’s number for the place', ['Car Park ID', 'Reference']),
      text('location', 'Place', 'Street or car park', ['Location', 'Car Park', 'Name', 'Street'], required),
      text('control', 'On or off street', 'Which of the two', ['Type', 'On/Off Street']),
      postcode('postcode', 'Postcode', 'Of the place', ['Post Code']),
      spaces,
      whole('disabled_spaces', 'Spaces for disabled people', 'Of these', [
        'DisabledParkingSpaces',
        'Disabled Spaces',
        'Blue Badge Spaces',
      ]),
      text('restrictions', 'Restrictions', 'Hours, permits, longest stay', [
        'ParkingRestrictions',
        'Restriction',
      ]),
      yesNo('free', 'Free', 'Whether parking costs nothing', ['FreeParking']),
      yesNo('charged', 'Charged for', 'Whether parking is paid for', ['ChargeableParking']),
      whole('charging_points', 'Electric charging points', 'How many', [
        'ElectricVehiclePoint',
        'EV Charging Points',
      ]),
      easting('easting', 'Easting', 'On the British National Grid', ['X']),
      northing('northing', 'Northing', 'On the British National Grid', ['Y']),
      longitude('longitude', 'Longitude', 'WGS84', ['lon']),
      latitude('latitude', 'Latitude', 'WGS84', ['lat']),
    ],
    primaryKey: [],
    documentation:
      'Where spaces are not marked out one by one, give an estimate and say so in the restrictions.',
    charts: ['bar: location by sum(spaces) top 10'],
    duty: 'transparency-parking-spaces',
  },
]
