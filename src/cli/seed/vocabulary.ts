import type { Chance } from './chance.ts'

type Subject = { topic: string; environmental?: true; things: readonly string[] }

const subjects: readonly Subject[] = [
  {
    topic: 'Highways',
    things: [
      'pothole repairs',
      'street lighting faults',
      'road resurfacing',
      'claims for damaged wheels',
      'dropped kerb applications',
      'gritting routes',
    ],
  },
  {
    topic: 'Parking',
    things: [
      'penalty charge notices',
      'residents’ permits',
      'car park income',
      'blue badge checks',
      'bus lane cameras',
    ],
  },
  {
    topic: 'Housing',
    things: [
      'empty homes',
      'temporary accommodation',
      'damp and mould inspections',
      'housing register waiting times',
      'evictions',
      'licensed shared houses',
    ],
  },
  {
    topic: 'Schools',
    things: [
      'school places',
      'exclusions',
      'home education',
      'school transport contracts',
      'free school meals',
      'appeals against admissions',
    ],
  },
  {
    topic: 'Social care',
    things: [
      'care home fees',
      'agency social workers',
      'direct payments',
      'foster carers',
      'assessments out of time',
    ],
  },
  {
    topic: 'Council tax',
    things: [
      'council tax arrears',
      'bailiff referrals',
      'liability orders',
      'single person discounts',
      'credits on closed accounts',
    ],
  },
  {
    topic: 'Business rates',
    things: ['business rates credits', 'charitable relief', 'empty property rates', 'new ratepayers'],
  },
  {
    topic: 'Staff',
    things: [
      'agency spending',
      'sickness absence',
      'redundancy payments',
      'senior salaries',
      'apprentices',
      'whistleblowing cases',
    ],
  },
  {
    topic: 'Spending',
    things: [
      'consultancy fees',
      'travel costs',
      'mobile telephones',
      'purchasing cards',
      'grants to charities',
      'translation',
    ],
  },
  {
    topic: 'Data and technology',
    things: [
      'cyber incidents',
      'software contracts',
      'unsupported servers',
      'algorithmic tools',
      'data breaches',
      'telephone systems',
    ],
  },
  {
    topic: 'Procurement',
    things: [
      'waste collection contracts',
      'cleaning contracts',
      'framework agreements',
      'contract end dates',
      'tender scores',
    ],
  },
  {
    topic: 'Planning',
    things: [
      'enforcement notices',
      'section 106 money',
      'pre-application advice',
      'local plan evidence',
      'listed building consents',
    ],
  },
  {
    topic: 'Environment',
    environmental: true,
    things: [
      'air quality readings',
      'tree felling',
      'contaminated land',
      'flood defences',
      'noise complaints',
      'nesting surveys',
    ],
  },
  {
    topic: 'Waste and recycling',
    environmental: true,
    things: ['fly tipping', 'recycling rates', 'missed bins', 'incinerator emissions', 'bulky waste'],
  },
  {
    topic: 'Licensing',
    things: ['taxi licences', 'premises reviews', 'street trading', 'animal boarding', 'scrap dealers'],
  },
  {
    topic: 'Community safety',
    things: ['CCTV cameras', 'public space protection orders', 'litter fines', 'dog control', 'knife bins'],
  },
  { topic: 'Bereavement', things: ['public health funerals', 'cremation fees', 'burial space'] },
  {
    topic: 'Libraries and leisure',
    things: ['library visits', 'leisure centre membership', 'swimming lessons', 'playground inspections'],
  },
]

const places =
  'Upfold Nether-Marl Oakhithe Saltwick Brindle Harrowmere Thornby Cold-Ash Fenwater Long-Acre Millbeck Swanthorpe Eastlea Quarry-Bank Kingsholt Priors-End'
    .split(' ')
    .map((name) => name.replace('-', ' '))
const beginnings =
  'ald bram cald dun elm fair gar hol ing kel lang mar nor oden pen quen rud stan thur ul vin wend yar'.split(
    ' ',
  )
const middles = 'a e ing ber der gan hollo li mer nes or per ster'.split(' ')
const ends =
  'bourne by combe croft dale field ford ham hurst ley mere ness stead thorpe ton wick worth wood'.split(' ')
const periods = [
  'in the last financial year',
  'since 2019',
  'in each of the last three years',
  'between April and September',
  'month by month for two years',
  'in the last five calendar years',
]
const asks = [
  'how many',
  'the total cost of',
  'a list of',
  'any report about',
  'the policy on',
  'the contract for',
  'correspondence about',
  'the number of complaints about',
]
const openings = [
  'Please could you tell me',
  'Under the Freedom of Information Act I would like to have',
  'I am writing to ask for',
  'Could you please send me',
  'For a piece of research I need',
]
const details = [
  'broken down by ward',
  'broken down by month',
  'with the name of the supplier',
  'with the reason for each',
  'as a spreadsheet if you can',
  'with the dates on which each began and ended',
  'including any that were later cancelled',
]
const findings = [
  'The figures come from the service’s own case system, which has been in use throughout the period.',
  'The table gives the number for each period. Numbers below five are shown as a range.',
  'The total has been checked against the published accounts.',
  'The service records this by ward and by month, and both are given.',
  'Some earlier records are kept on paper and were counted by hand.',
  'The document is given as it stands, with its date and version.',
]

/** A street that nobody lives in: about 10,000 of them, so that searches find few, some or many. */
function street(chance: Chance): string {
  const name = `${chance.pick(beginnings)}${chance.pick(middles)}${chance.pick(ends)}`
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`
}

export type Wording = {
  topic: string
  environmental: boolean
  title: string
  requestText: string
  parts: string[]
  street: string
}

/** The words of a made-up request. */
export function wordRequest(chance: Chance, partCount: number): Wording {
  const subject = chance.pick(subjects)
  const thing = chance.pick(subject.things)
  const place = chance.pick(places)
  const road = `${street(chance)} ${chance.pick(['Road', 'Lane', 'Street', 'Close', 'Avenue'])}`
  const period = chance.pick(periods)
  const parts = Array.from(
    { length: partCount },
    (_, index) =>
      `${chance.pick(asks)} ${index === 0 ? thing : chance.pick(subject.things)} in ${index === 0 ? place : chance.pick(places)} ${period}, ${chance.pick(details)}`,
  )
  const asked =
    parts.length === 1
      ? `${parts[0] ?? ''}.`
      : `\n${parts.map((part, index) => `${index + 1}. ${part}`).join('\n')}`
  return {
    topic: subject.topic,
    environmental: subject.environmental === true,
    title: `${thing.charAt(0).toUpperCase()}${thing.slice(1)} in ${place}, near ${road}`,
    requestText: `${chance.pick(openings)} ${asked}\n\nI am most interested in what happened near ${road}.`,
    parts,
    street: road,
  }
}

/** The words of a made-up answer. */
export function wordAnswer(chance: Chance, road: string): string {
  return `${chance.pick(findings)} ${chance.pick(findings)} For ${road} we counted ${chance.below(400) + 5} in the first period and ${chance.below(400) + 5} in the second.`
}
