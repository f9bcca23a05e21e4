import {
  isIban,
  isNhsNumber,
  isPaymentCard,
  isPupilNumber,
  isTaxpayerReference,
  isVatNumber,
} from '../../src/screening/checks.ts'
import type { Chance } from '../../src/screening/people/training/chance.ts'

// Identifiers nobody has, in the spellings people use. What has a check digit is drawn until it checks.

const digits = (chance: Chance, count: number): string =>
  Array.from({ length: count }, () => Math.floor(chance.next() * 10)).join('')
const letters = (chance: Chance, count: number, from = 'ABCEGHJKLMNPRSTWXY'): string =>
  Array.from({ length: count }, () => chance.pick([...from])).join('')
const between = (chance: Chance, least: number, most: number): number =>
  least + Math.floor(chance.next() * (most - least + 1))
const two = (value: number): string => String(value).padStart(2, '0')

function until(make: () => string, good: (text: string) => boolean): string {
  for (let turn = 0; turn < 100_000; turn += 1) {
    const made = make()
    if (good(made)) return made
  }
  throw new Error('no value passes its check')
}

const spaced = (text: string, sizes: readonly number[], mark = ' '): string => {
  let at = 0
  return sizes.map((size) => text.slice(at, (at += size))).join(mark)
}

const areas =
  'B BA BD BN BS CF CV DE DH DL E EH EX G GL HU IP KT L LE LS M MK N NE NG NW OX PE PL PO RG S SA SE SO ST SW TS W WF YO'.split(
    ' ',
  )
const postcode = (chance: Chance): string =>
  `${chance.pick(areas)}${between(chance, 1, 29)}${chance.pick([' ', ' ', ' ', ''])}${digits(chance, 1)}${letters(chance, 2, 'ABDEFGHJLNPQRSTUWXYZ')}`

const months = 'January February March April May June July August September October November December'.split(
  ' ',
)
const day = (chance: Chance, from: number, to: number): string => {
  const [d, m, y] = [between(chance, 1, 28), between(chance, 1, 12), between(chance, from, to)]
  return chance.pick([
    `${two(d)}/${two(m)}/${y}`,
    `${d}/${m}/${String(y).slice(2)}`,
    `${two(d)}.${two(m)}.${y}`,
    `${two(d)}-${two(m)}-${y}`,
    `${y}-${two(m)}-${two(d)}`,
    `${d} ${months[m - 1] ?? ''} ${y}`,
    `${d} ${(months[m - 1] ?? '').slice(0, 3)} ${y}`,
    `${d}${d % 10 === 1 && d !== 11 ? 'st' : d % 10 === 2 && d !== 12 ? 'nd' : d % 10 === 3 && d !== 13 ? 'rd' : 'th'} ${months[m - 1] ?? ''} ${y}`,
    `${months[m - 1] ?? ''} ${d}, ${y}`,
  ])
}

const streets =
  'Larch Close,Mill Lane,Station Road,Victoria Street,Copper Beech Drive,The Green,Priory Gardens,Ashfield Avenue,Church View,Kingsway,Oak Tree Terrace,St John’s Road,Nelson Crescent,Low Moor,Fleet Street'.split(
    ',',
  )
const towns =
  'Leeds,Coventry,Hebden Bridge,Stoke-on-Trent,Newport,Exeter,Kirkby Lonsdale,Derby,Ashby-de-la-Zouch,Hull'.split(
    ',',
  )

const phone = (chance: Chance): string => {
  const mobile = `07${chance.pick(['700900', '911123', '845551', '512345', '398765'])}${digits(chance, 3)}`
  const land = chance.pick([
    `020 7946 0${digits(chance, 3)}`,
    `0113 496 0${digits(chance, 3)}`,
    `01632 960${digits(chance, 3)}`,
    `029 2018 0${digits(chance, 3)}`,
    `(0191) 498 0${digits(chance, 3)}`,
    `01632-960-${digits(chance, 3)}`,
    `0131 496 0${digits(chance, 3)}`,
    `01632 96 0${digits(chance, 3)}`,
  ])
  return chance.within(0.4)
    ? land
    : chance.pick([
        mobile,
        spaced(mobile, [5, 6]),
        spaced(mobile, [5, 3, 3]),
        spaced(mobile, [5, 3, 3], '-'),
        spaced(mobile, [4, 3, 4]),
        `+44 ${mobile.slice(1, 5)} ${mobile.slice(5)}`,
        `+44${mobile.slice(1)}`,
        `+44 (0)${spaced(mobile.slice(1), [4, 6])}`,
        `0044 ${mobile.slice(1)}`,
        spaced(mobile, [3, 2, 2, 2, 2]),
      ])
}

export const identifierValues: Record<string, (chance: Chance) => string> = {
  UK_NHS: (chance) => {
    const made = until(
      () => digits(chance, 10),
      (text) => !text.startsWith('0') && isNhsNumber(text),
    )
    return chance.pick([spaced(made, [3, 3, 4]), spaced(made, [3, 3, 4]), made, spaced(made, [3, 3, 4], '-')])
  },
  UK_NINO: (chance) => {
    const prefix = until(
      () => letters(chance, 1) + letters(chance, 1, 'ABCEGHJKLMNPRSTWXYZ'),
      (text) => !/BG|GB|NK|KN|TN|NT|ZZ/.test(text),
    )
    const number = digits(chance, 6)
    const last = letters(chance, 1, 'ABCD')
    const made = chance.pick([
      `${prefix}${number}${last}`,
      `${prefix} ${spaced(number, [2, 2, 2])} ${last}`,
      `${prefix} ${number} ${last}`,
      `${prefix}-${spaced(number, [2, 2, 2], '-')}-${last}`,
      `${prefix} ${spaced(number, [3, 3])} ${last}`,
    ])
    return chance.within(0.15) ? made.toLowerCase() : made
  },
  UK_HMRC_TRN: (chance) => `${digits(chance, 2)}${letters(chance, 1)}${digits(chance, 5)}`,
  UK_POSTCODE: postcode,
  UK_ADDRESS: (chance) => {
    const line = `${chance.pick(['', '', '', `Flat ${between(chance, 1, 40)}, `])}${between(chance, 1, 240)}${chance.pick(['', '', 'A'])} ${chance.pick(streets)}`
    const town = chance.pick(towns)
    return chance.pick([
      `${line}, ${town}, ${postcode(chance)}`,
      `${line}, ${town} ${postcode(chance)}`,
      `${line}, ${town}`,
      `${line}\n${town}\n${postcode(chance)}`,
      line,
    ])
  },
  UK_DRIVING_LICENCE: (chance) => {
    const made = `${letters(chance, between(chance, 3, 5), 'ABCDEFGHIKLMNOPRSTW').padEnd(5, '9')}${digits(chance, 1)}${chance.pick(['01', '04', '07', '12', '53', '60', '62'])}${two(between(chance, 1, 28))}${digits(chance, 1)}${letters(chance, 1)}${chance.pick(['9', 'J', 'M'])}${digits(chance, 1)}${letters(chance, 2)}`
    return chance.pick([made, spaced(made, [5, 6, 5])])
  },
  UK_PASSPORT: (chance) => digits(chance, 9),
  UK_VEHICLE_REGISTRATION: (chance) => {
    const one = `${letters(chance, 2, 'ABCDEFGHKLMNOPRSVWXY')}${chance.pick(['05', '12', '17', '21', '24', '58', '66', '70', '74'])}`
    const three = letters(chance, 3, 'ABCDEFGHJKLMNOPRSTUVWXYZ')
    return chance.pick([
      `${one} ${three}`,
      `${one}${three}`,
      `${one} ${three}`,
      `${letters(chance, 1, 'ABCDEFGHJKLMNPRSTVWXY')}${between(chance, 1, 999)} ${letters(chance, 3)}`,
    ])
  },
  UK_UTR: (chance) => {
    const made = until(
      () => digits(chance, 10),
      (text) => isTaxpayerReference(text) && !isNhsNumber(text),
    )
    return chance.pick([made, spaced(made, [5, 5])])
  },
  UK_VAT: (chance) => {
    const made = until(() => digits(chance, 9), isVatNumber)
    return chance.pick([`GB${made}`, `GB ${spaced(made, [3, 4, 2])}`, `GB ${made}`])
  },
  UK_SORT_CODE: (chance) =>
    spaced(
      `${chance.pick(['20', '30', '40', '60', '77', '09'])}${digits(chance, 4)}`,
      [2, 2, 2],
      chance.pick(['-', '-', ' ']),
    ),
  UK_BANK_ACCOUNT: (chance) => digits(chance, 8),
  UK_UPN: (chance) =>
    until(
      () =>
        `${letters(chance, 1, 'ABCDEFGHJKLMNPQRTUVWXYZ')}${between(chance, 801, 938)}${digits(chance, 9)}`,
      isPupilNumber,
    ),
  UK_UPRN: (chance) => `${between(chance, 1, 9)}${digits(chance, between(chance, 9, 11))}`,
  UK_PHONE: phone,
  EMAIL_ADDRESS: (chance) =>
    `${chance.pick(['k.oduya', 'sam_specimen', 'jo.specimen84', 'bev+bins', "t.o'dowd", 'anita-r'])}@${chance.pick(['example.org', 'mail.example.com', 'example.co.uk', 'lists.example.org.uk'])}`,
  DATE_OF_BIRTH: (chance) => day(chance, 1931, 2021),
  AGE: (chance) => String(between(chance, 3, 97)),
  IBAN_CODE: (chance) => {
    const made = until(
      () => `GB${digits(chance, 2)}${chance.pick(['WEST', 'BARC', 'LOYD', 'MIDL'])}${digits(chance, 14)}`,
      isIban,
    )
    return chance.pick([made, spaced(made, [4, 4, 4, 4, 4, 2])])
  },
  CREDIT_CARD: (chance) => {
    const made = until(
      () => `${chance.pick(['4', '51', '55'])}${digits(chance, 15)}`.slice(0, 16),
      isPaymentCard,
    )
    return chance.pick([made, spaced(made, [4, 4, 4, 4]), spaced(made, [4, 4, 4, 4], '-')])
  },
  IP_ADDRESS: (chance) => `${chance.pick(['192.0.2', '198.51.100', '203.0.113'])}.${between(chance, 1, 254)}`,
  MAC_ADDRESS: (chance) =>
    Array.from({ length: 6 }, () => letters(chance, 2, '0123456789ABCDEF')).join(chance.pick([':', '-'])),
  COORDINATES: (chance) =>
    chance.pick([
      `${chance.pick(['SK', 'SE', 'TQ', 'NZ'])} ${digits(chance, 5)} ${digits(chance, 5)}`,
      `5${between(chance, 0, 5)}.${digits(chance, 5)}, -${between(chance, 0, 4)}.${digits(chance, 5)}`,
      `${chance.pick(['SK', 'SE', 'TQ', 'NZ'])}${digits(chance, 6)}`,
    ]),
}
