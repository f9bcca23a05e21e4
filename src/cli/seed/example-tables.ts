import { createChance } from './chance.ts'

/** A file as a service would send it in. */
export type ExampleFile = { name: string; content: Uint8Array }

const suppliers = [
  'Ashdown Sample Builders Ltd',
  'Beacon Example Care CIC',
  'Coldharbour Specimen Supplies Ltd',
  'Dunmore Placeholder Transport Ltd',
  'Elmfield Sample Energy plc',
  'Fairholme Example Homes Ltd',
  'Greenway Specimen Gardens LLP',
  'Hillcrest Placeholder Software Ltd',
]
const services = ['Adult social care', 'Children’s services', 'Highways', 'Libraries', 'Housing', 'Waste']
const purposes = ['Agency staff', 'Equipment', 'Repairs', 'Placements', 'Licences', 'Fuel', 'Consultancy']
const pounds = (pence: number): string =>
  `£${(pence / 100).toLocaleString('en-GB', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`
const ukDay = (day: Temporal.PlainDate): string =>
  `${String(day.day).padStart(2, '0')}/${String(day.month).padStart(2, '0')}/${day.year}`
const monthName = (month: Temporal.PlainYearMonth): string =>
  month.toPlainDate({ day: 1 }).toLocaleString('en-GB', { month: 'long', year: 'numeric' })

/**
 * A month of spending as a finance system exports it: a title above the headings, an old encoding, pounds with commas,
 * days as dd/mm/yyyy, cells that were redacted already, comma-only rows and a total at the foot.
 */
export function spendingMonth(month: Temporal.PlainYearMonth, rows: number): ExampleFile {
  const chance = createChance(month.year * 12 + month.month)
  const quoted = (text: string): string => (/[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = [
    `Payments to suppliers over £500 – ${monthName(month)} (invented),,,,,,`,
    ',,,,,,',
    'Directorate,Date Paid,Transaction No,Supplier Name,Net Amount,Purpose,Merchant Category',
  ]
  let total = 0
  for (let row = 0; row < rows; row += 1) {
    const pence = 50_000 + Math.floor(chance.next() ** 3 * 9_000_000)
    total += pence
    const day = month.toPlainDate({ day: 1 + chance.below(month.daysInMonth) })
    const carer = chance.below(25) === 0
    lines.push(
      [
        chance.pick(services),
        ukDay(day),
        `${month.toString().replace('-', '')}${String(row + 1).padStart(4, '0')}`,
        carer ? 'REDACTED - PERSONAL DATA' : chance.pick(suppliers),
        pounds(pence),
        carer ? 'Fostering allowance' : chance.pick(purposes),
        '',
      ]
        .map(quoted)
        .join(','),
    )
  }
  lines.push(',,,,,,', ',,,,,,', `Total,,,,"${pounds(total)}",,`)
  return {
    name: `payments-${month.toString()}.csv`,
    // Finance systems still write Windows-1252, where £ and ’ and – have bytes of their own.
    content: windows1252(`${lines.join('\r\n')}\r\n`),
  }
}

function windows1252(text: string): Uint8Array {
  const special: Record<string, number> = { '–': 0x96, '’': 0x92, '£': 0xa3 }
  return Uint8Array.from(text, (letter) => special[letter] ?? letter.charCodeAt(0))
}

const libraries = ['Bell Green', 'Canley', 'Central', 'Earlsdon', 'Foleshill', 'Tile Hill']

/** Two years of visits. With `corrected`, the month in which a door counter had counted twice is put right. */
export function libraryVisits(last: Temporal.PlainYearMonth, corrected: boolean): ExampleFile {
  const chance = createChance(41)
  const lines = ['Month,Library,Visits,Computer sessions']
  for (let back = 23; back >= 0; back -= 1) {
    const month = last.subtract({ months: back })
    libraries.forEach((library, index) => {
      const season = 1 + 0.15 * Math.cos(((month.month - 1) / 12) * 2 * Math.PI)
      const visits = Math.round((2000 + index * 900 + chance.below(400)) * season)
      const wrong = back === 3 && library === 'Central' && !corrected
      lines.push(
        `${month.toPlainDate({ day: 1 }).toString()},${library},${wrong ? visits * 2 : visits},${Math.round(visits / 9)}`,
      )
    })
  }
  return { name: corrected ? 'library-visits-corrected.csv' : 'library-visits.csv', content: bytes(lines) }
}

/** Places on the National Grid near the city's centre. */
export function cameras(): ExampleFile {
  const chance = createChance(7)
  const lines = ['Camera reference,Location,Use,Easting,Northing,In service since']
  const streets = [
    'High Street',
    'Corporation Street',
    'Warwick Road',
    'Foleshill Road',
    'Trinity Street',
    'Cox Street',
  ]
  for (let number = 1; number <= 36; number += 1)
    lines.push(
      [
        `CAM${String(number).padStart(3, '0')}`,
        `${chance.pick(streets)} (column ${number})`,
        chance.pick(['Public space', 'Traffic', 'Car park']),
        433_000 + chance.below(2600),
        278_200 + chance.below(2200),
        `${2012 + chance.below(13)}-0${1 + chance.below(9)}-15`,
      ].join(','),
    )
  return { name: 'cctv-locations.csv', content: bytes(lines) }
}

/** Indicators of a council plan, as a spreadsheet keeps them. */
export function planIndicators(year: number): ExampleFile {
  const chance = createChance(year)
  const lines = ['Ref,Indicator,Priority,Year,Previous,Result,Target,Polarity,Status']
  const indicators: [string, string, number, 'higher' | 'lower'][] = [
    ['Household waste recycled (%)', 'Environment', 34, 'higher'],
    ['Pupils at good or outstanding schools (%)', 'Learning', 88, 'higher'],
    ['New affordable homes', 'Homes', 310, 'higher'],
    ['Households in temporary accommodation', 'Homes', 640, 'lower'],
    ['Visits to libraries per 1,000 people', 'Culture', 2900, 'higher'],
    ['Roads needing repair (%)', 'Transport', 9, 'lower'],
    ['Carbon emissions from council buildings (tonnes)', 'Environment', 8100, 'lower'],
    ['Requests answered on time (%)', 'Council', 92, 'higher'],
  ]
  indicators.forEach(([name, theme, base, better], index) => {
    for (let back = 4; back >= 0; back -= 1) {
      const drift = (better === 'higher' ? 1 : -1) * (4 - back) * 0.015
      const before = Math.round(base * (1 + drift - 0.015) * (0.98 + chance.next() * 0.04) * 10) / 10
      const result = Math.round(base * (1 + drift) * (0.98 + chance.next() * 0.04) * 10) / 10
      const improved = better === 'higher' ? result > before : result < before
      lines.push(
        [
          `IND${String(index + 1).padStart(2, '0')}`,
          `"${name}"`,
          theme,
          year - back,
          before,
          result,
          Math.round(base * (better === 'higher' ? 1.05 : 0.95)),
          better === 'higher' ? 'Higher' : 'Lower',
          improved ? 'Improved' : 'Worse',
        ].join(','),
      )
    }
  })
  return { name: `council-plan-${year}.csv`, content: bytes(lines) }
}

/** Yearly counts in which numbers below five are hidden: `[c]`. */
export function publicHealthFunerals(last: number): ExampleFile {
  const chance = createChance(19)
  const lines = ['Year,District,Funerals,Cost (£),No next of kin found']
  for (let year = last - 5; year <= last; year += 1)
    for (const district of [
      'Bromyard',
      'Golden Valley',
      'Hereford',
      'Kington',
      'Ledbury',
      'Leominster',
      'Ross',
    ]) {
      const count = 1 + chance.below(12)
      lines.push(
        `${year},${district},${count < 5 ? '[c]' : count},${count < 5 ? '[c]' : count * 1350},${count < 8 ? '[c]' : count - 4}`,
      )
    }
  return { name: 'public-health-funerals.csv', content: bytes(lines) }
}

/** A register in a spreadsheet’s own separators. */
export function grants(year: number): ExampleFile {
  const chance = createChance(year + 3)
  const lines = ['Grant reference\tAward date\tOrganisation\tPurpose\tAmount awarded']
  for (let number = 1; number <= 48; number += 1)
    lines.push(
      [
        `VCS/${year}/${String(number).padStart(3, '0')}`,
        `${year}-${String(1 + chance.below(12)).padStart(2, '0')}-${String(1 + chance.below(28)).padStart(2, '0')}`,
        `${chance.pick(['Ross', 'Ledbury', 'Wye Valley', 'Bromyard'])} Example ${chance.pick(['Players', 'Food Bank', 'Youth Club', 'Orchard Trust'])}`,
        chance.pick(['Running costs', 'Building repairs', 'Summer activities', 'Equipment']),
        `£${(500 + chance.below(9500)).toLocaleString('en-GB')}`,
      ].join('\t'),
    )
  return { name: `grants-${year}.tsv`, content: bytes(lines) }
}

const bytes = (lines: readonly string[]): Uint8Array => Buffer.from(`${lines.join('\n')}\n`)
