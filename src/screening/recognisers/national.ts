import { isNhsNumber, isPupilNumber, isTaxpayerReference } from '../checks.ts'
import type { Recogniser } from '../finding.ts'
import { says } from '../scene.ts'

const nhsWords = /\bnhs\b|patient|hospital number|gp practice|medical record/
const ninoWords = /national insurance|\bn\.?i\.?\s*(?:no|num|#|:)|\bnino\b|insurance n/
/** Right before a number that is said to be one: typing errors are people’s numbers too. */
const ninoSaid =
  /(?:national insurance|\bn\.?i\.? (?:number|no\b|num)|\bnino\b)\.?(?: (?:number|no\b|num)\.?)?[\w\s]{0,20}[\s:;(#-]{0,3}$/
const unissued = /^(?:BG|GB|NK|KN|TN|NT|ZZ)|^[DFIQUV]|^.[DFIOQUV]/i
const taxWords = /\butr\b|taxpayer|tax ref|self[- ]assessment|unique tax/
const passportWords = /passport/
const licenceWords = /driv(?:ing|er)|licen[cs]e|dvla/
const vehicleWords =
  /\bvehicle|\bcar\b|\bvan\b|\breg(?:istration|\b)|number ?plate|\bvrm\b|\bmot\b|park(?:ed|ing)|lorry|motorcycle|motorbike|moped|scooter|\btaxi\b|minicab|penalty charge|\bpcn\b|clamp|towed|drove|driver|driving|untaxed|insured|hatchback|saloon|estate car|bmw|ford|audi|vauxhall|corsa|fiesta|focus|astra|golf|transit|toyota|nissan|mercedes|peugeot|renault|kia|skoda|tesla|land rover|range rover/

/** Numbers that the state gives to one person. */
export const nationalRecognisers: readonly Recogniser[] = [
  {
    entity: 'UK_NHS',
    pattern: /(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/g,
    judge: ([text], scene) => {
      if (!isNhsNumber(text)) return null
      if (says(scene, nhsWords)) return { score: 0.98, reason: 'check digit and words about the NHS' }
      // One number in eleven passes by chance: a bare one in prose is likelier an order number.
      if (/^\d{3}[ -]\d{3}[ -]\d{4}$/.test(text)) return { score: 0.65, reason: 'check digit, written 3-3-4' }
      return scene.alone
        ? { score: 0.55, reason: 'check digit, nothing else in the cell' }
        : { score: 0.3, reason: 'check digit only' }
    },
  },
  {
    entity: 'UK_NINO',
    pattern:
      /(?<![A-Za-z\d])[A-Z]{2}[ -]?(?:\d{2}[ -]?\d{2}[ -]?\d{2}|\d{3} \d{3})(?:[ -]?[A-D])?(?![A-Za-z\d])/gi,
    judge: ([text], scene) =>
      unissued.test(text)
        ? ninoSaid.test(scene.before)
          ? { score: 0.6, reason: 'said to be a National Insurance number, with a prefix that is not issued' }
          : null
        : // Without its last letter it may be any reference.
          (/\d$/.test(text) && !scene.alone && !says(scene, ninoWords)) || /^sc \d/.test(text)
          ? null
          : says(scene, ninoWords)
            ? { score: 0.99, reason: 'shape of a National Insurance number, and words that say so' }
            : { score: 0.85, reason: 'shape of a National Insurance number, with a prefix that is issued' },
  },
  {
    entity: 'UK_HMRC_TRN',
    pattern: /(?<![\w.])\d{2} ?[A-Z] ?(?:\d{5}|\d{3} \d{2})(?!\w)/g,
    judge: (_, scene) =>
      says(scene, /temporary ref|\btrn\b|hmrc|tax/)
        ? { score: 0.9, reason: 'shape of a temporary reference, and words that say so' }
        : says(scene, /number|reference/) || scene.alone
          ? { score: 0.55, reason: 'shape of a temporary reference number' }
          : { score: 0.25, reason: 'shape only' },
  },
  {
    entity: 'UK_UTR',
    starts: ['###'],
    pattern: /(?<![\w-])\d{5} ?\d{5}K?(?![\w-])/g,
    judge: ([text], scene) => {
      if (!isTaxpayerReference(text)) return null
      if (says(scene, taxWords)) return { score: 0.97, reason: 'check digit and words about tax' }
      return scene.alone
        ? { score: 0.52, reason: 'check digit, nothing else in the cell' }
        : { score: 0.25, reason: 'check digit only' }
    },
  },
  {
    entity: 'UK_UPN',
    starts: ['@##'],
    pattern: /(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?!\w)/g,
    judge: ([text], scene) => {
      if (!isPupilNumber(text)) return null
      return says(scene, /pupil|\bupn\b|school|student/)
        ? { score: 0.98, reason: 'check letter, and words about pupils' }
        : { score: 0.75, reason: 'check letter and a local authority there is' }
    },
  },
  {
    entity: 'UK_UPRN',
    starts: ['###'],
    pattern: /(?<![\w.,£-])\d{8,12}(?![\w-])/g,
    judge: (_, scene) =>
      says(scene, /\buprn\b|unique property/) ? { score: 0.9, reason: 'words say it is a UPRN' } : null,
  },
  {
    entity: 'UK_PASSPORT',
    starts: ['@@#', '###'],
    pattern: /(?<!\w)(?:[A-Za-z]{2}\d{7}|\d{9})(?!\w)/g,
    judge: ([text], scene) => {
      if (says(scene, passportWords))
        return { score: 0.95, reason: 'shape of a passport number, and words that say so' }
      if (/^\d/.test(text)) return null
      return scene.alone
        ? { score: 0.55, reason: 'shape of a passport number, nothing else in the cell' }
        : { score: 0.35, reason: 'shape of a passport number' }
    },
  },
  {
    entity: 'UK_DRIVING_LICENCE',
    pattern:
      /(?<!\w)(?=[A-Z9]{5})[A-Z]+9{0,4} ?\d(?:0[1-9]|1[0-2]|5[1-9]|6[0-2])(?:0[1-9]|[12]\d|3[01])\d ?[A-Z][A-Z9][A-Z\d]{3}(?: ?\d{2})?(?!\w)/g,
    judge: ([text], scene) => {
      if (!/^[A-Z9]{5} ?\d{6}/.test(text)) return null
      return says(scene, licenceWords)
        ? { score: 0.99, reason: 'shape of a driving licence with a date in it, and words that say so' }
        : { score: 0.9, reason: 'shape of a driving licence with a date in it' }
    },
  },
  {
    entity: 'UK_VEHICLE_REGISTRATION',
    starts: ['@@#'],
    pattern: /(?<![\w-])[a-hj-pr-y]{2}(?:0[1-9]|[12]\d|5[1-9]|[67]\d) ?[a-hj-pr-z]{3}(?![\w-])/g,
    judge: (_, scene) =>
      says(scene, vehicleWords)
        ? { score: 0.85, reason: 'a number plate in small letters, and words about a vehicle' }
        : null,
  },
  {
    entity: 'UK_VEHICLE_REGISTRATION',
    pattern:
      /(?<![\w-])(?:[A-HJ-PR-Y]{2}(?:0[1-9]|[12]\d|5[1-9]|[67]\d)[ -]?[A-HJ-PR-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3}[ -]?[A-HJ-PR-Y]{3}|[A-Z]{3}[ -]?\d{1,3}[A-HJ-NPR-TV-Y]|[A-Z]{1,3} ?\d{1,4}|\d{1,4} [A-Z]{1,3})(?![\w-])/g,
    judge: ([text], scene) => {
      // Plates without a year, and those of Northern Ireland, look like any reference.
      if (/^[A-Z]{1,3} ?\d+$|^\d/.test(text))
        return /(?:vehicle|\bcar|\bvan|\breg|registration|plate|\bvrm|\bindex)(?: mark| number| no\.?)?[\s:,(]{1,3}$|\bpart(?:ial)? (?:plate |index )?$/.test(
          scene.before,
        )
          ? { score: 0.7, reason: 'shape of a number plate, after words about a vehicle' }
          : null
      if (says(scene, vehicleWords))
        return { score: 0.95, reason: 'shape of a number plate, and words about a vehicle' }
      const current = /^[A-Z]{2}\d/.test(text)
      if (current) return { score: 0.7, reason: 'shape of a number plate since 2001' }
      if (scene.alone)
        return { score: 0.55, reason: 'shape of an older number plate, nothing else in the cell' }
      return /^[A-Z]\d{1,3} [A-Z]{3}$/.test(text)
        ? { score: 0.5, reason: 'written as a number plate of 1983 to 2001' }
        : { score: 0.35, reason: 'shape of an older number plate' }
    },
  },
]
