// Check digits, each with where its rule is published.

const digitsOf = (text: string): number[] => [...text.replaceAll(/\D/g, '')].map(Number)
const weigh = (digits: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * (digits[index] ?? 0), 0)

/** NHS number: weights 10 to 2, modulo 11 (NHS Data Dictionary, NHS NUMBER). */
export function isNhsNumber(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length !== 10 || new Set(digits).size === 1) return false
  const check = (11 - (weigh(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11
  return check !== 10 && check === digits[9]
}

/** Unique taxpayer reference: the first digit checks the other nine. */
export function isTaxpayerReference(text: string): boolean {
  const digits = digitsOf(text)
  if (digits.length !== 10 || new Set(digits).size === 1) return false
  return Number('21987654321'[weigh(digits.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11]) === digits[0]
}

/** UK VAT: modulo 97, or the same with 55 added for numbers since 2010 (HMRC); GD and HA for government and health. */
export function isVatNumber(text: string): boolean {
  const compact = text.replaceAll(/[\s.-]/g, '').replace(/^GB/i, '')
  const office = /^(GD|HA)(\d{3})$/i.exec(compact)
  if (office !== null)
    return office[1]?.toUpperCase() === 'GD' ? Number(office[2]) < 500 : Number(office[2]) >= 500
  if (!/^\d{9}(?:\d{3})?$/.test(compact)) return false
  const digits = digitsOf(compact)
  const sum = weigh(digits, [8, 7, 6, 5, 4, 3, 2, 10, 1])
  return Number(compact.slice(0, 7)) > 0 && (sum % 97 === 0 || (sum + 55) % 97 === 0)
}

/** Unique pupil number: a letter that checks twelve digits, modulo 23 (DfE, UPN guide). The last may be a letter while temporary. */
export function isPupilNumber(text: string): boolean {
  const [, letter, authority, rest] =
    /^([A-HJ-NP-RT-Z])(\d{3})(\d{8}[\dA-HJ-NP-RT-Z])$/.exec(text.toUpperCase()) ?? []
  if (letter === undefined || authority === undefined || rest === undefined) return false
  const order = 'ABCDEFGHJKLMNPQRTUVWXYZ'
  const values = [...`${authority}${rest}`].map((each) =>
    /\d/.test(each) ? Number(each) : order.indexOf(each),
  )
  const number = Number(authority)
  return (
    number >= 201 &&
    number <= 938 &&
    order[weigh(values, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]) % 23] === letter
  )
}

/** Payment card: Luhn (ISO/IEC 7812-1), and the beginnings and lengths that are issued. */
export function isPaymentCard(text: string): boolean {
  const number = text.replaceAll(/\D/g, '')
  if (!cards.some((card) => card.test(number)) || new Set(number).size < 2) return false
  let sum = 0
  for (let index = 0; index < number.length; index += 1) {
    const digit = Number(number[number.length - 1 - index])
    const doubled = index % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
const cards = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^(?:6011|65\d\d|64[4-9]\d|622\d)\d{12}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^(?:50\d\d|5[6-9]\d\d|6\d{3})\d{8,15}$/,
  /^1\d{14}$/,
]

/** International bank account number: the country's own structure (SWIFT IBAN Registry) and modulo 97 (ISO 7064). */
export function isIban(text: string): boolean {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase()
  const structure = ibanStructures[compact.slice(0, 2)]
  if (structure === undefined || !structure.test(compact.slice(4)) || !/^\d\d$/.test(compact.slice(2, 4)))
    return false
  let rest = 0
  for (const letter of compact.slice(4) + compact.slice(0, 4)) {
    const value = /\d/.test(letter) ? letter : String(letter.charCodeAt(0) - 55)
    rest = Number(`${rest}${value}`) % 97
  }
  return rest === 1
}

/** n digits, a letters, c either; after country and check digits. */
const ibanStructures: Record<string, RegExp> = Object.fromEntries(
  `AD n8c12 AE n19 AL n8c16 AT n16 AZ a4c20 BA n16 BE n12 BG a4n6c8 BH a4c14 BI n23 BR n23a1c1 BY c4n4c16 CH n5c12 CR n18
CY n8c16 CZ n20 DE n18 DJ n23 DK n14 DO c4n20 EE n16 EG n25 ES n20 FI n14 FK a2n12 FO n14 FR n10c11n2 GB a4n14 GE a2n16
GI a4c15 GL n14 GR n7c16 GT c4c20 HR n17 HU n24 IE a4n14 IL n19 IQ a4n15 IS n22 IT a1n10c12 JO a4n4c18 KW a4c22 KZ n3c13
LB n4c20 LC a4c24 LI n5c12 LT n16 LU n3c13 LV a4c13 LY n21 MC n10c11n2 MD c2c18 ME n18 MK n3c10n2 MN n16 MR n23
MT a4n5c18 MU a4n19a3 NI a4n20 NL a4n10 NO n11 OM n3c16 PK a4c16 PL n24 PS a4c21 PT n21 QA a4c21 RO a4c16 RS n18 RU n14c15
SA n2c18 SC a4n20a3 SD n14 SE n20 SI n15 SK n20 SM a1n10c12 SO n19 ST n21 SV a4n20 TL n19 TN n20 TR n6c16 UA n6c19
VA n18 VG a4n16 XK n16 YE a4n4c18`
    .split(/\s+/)
    .reduce<[string, RegExp][]>((made, word, index, words) => {
      if (index % 2 === 0) {
        const shape = (words[index + 1] ?? '').replaceAll(
          /([nac])(\d+)/g,
          (_, kind: string, count: string) =>
            `${kind === 'n' ? '\\d' : kind === 'a' ? '[A-Z]' : '[A-Z\\d]'}{${count}}`,
        )
        made.push([word, new RegExp(`^${shape}$`)])
      }
      return made
    }, []),
)

const postcodeAreas = new Set(
  `AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G GL
GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE
PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE`.split(
    /\s+/,
  ),
)

/** One of the six shapes (BS 7666; Royal Mail PAF guide). */
export const isPostcodeShape = (text: string): boolean => areaOf(text) !== null

/** A postcode of an area there is. */
export function isPostcode(text: string): boolean {
  const area = areaOf(text)
  return area === 'GIR' || (area !== null && postcodeAreas.has(area))
}

function areaOf(text: string): string | null {
  const compact = text.replaceAll(/[\s-]/g, '').toUpperCase()
  if (compact === 'GIR0AA') return 'GIR'
  const found = /^([A-Z]{1,2})(?:\d{1,2}|\d[A-HJKMNPR-Y])\d[ABD-HJLNP-UW-Z]{2}$/.exec(compact)
  return found?.[1] ?? null
}
