import { isPostcode, isPostcodeShape } from '../checks.ts'
import type { Recogniser } from '../finding.ts'
import { says } from '../scene.ts'

const streets =
  'Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Dr|Court|Ct|Crescent|Cres|Gardens?|Gdns|Grove|Hill|Park|Place|Pl|Row|Square|Sq|Terrace|Way|Walk|Mews|Meadows?|Green|Rise|View|Parade|Croft|Fields?|Yard|Wharf|Quay|Hollow|Bank|Common|Vale|Gate|Passage|Broadway|Chase|Dene|End|Heights|Lea|Orchard|Paddock|Parkway|Reach|Ridge|Spinney'
/** After a number they are a home as well: “1 Glebe Cottages”, “12 Rosebery House”. */
const blocks = 'Cottages?|Villas?|Almshouses|Buildings|Mansions|Flats|House|Maisonettes|Bungalows'
/** Streets of one word, or with no word for a street. */
const ownStreets =
  '(?:Kings?|Queens?|Mill|Park|High|Hill|Wood|Moor|Broad|Church|River|Sea|Bridge|West|East|North|South|Long|Castle|Ridge|Ash|Oak|Elm)(?:way|side|gate|croft|field|moor|garth|hurst|lands?|wood|bank|dale|mead)'
/** “12-14 ”, before a street */
const houseNumber = '(?:\\d{1,4}[A-Za-z]?(?:[-/]\\d{1,4})?,?\\s)'
const road = `(?:(?:(?:The|Old|St\\.?|[A-Z][\\w'’-]{1,20}) ){0,4}(?:${streets}|${blocks}|${streets.toUpperCase()}|${ownStreets})\\b|The [A-Z][a-z]{3,20}\\b)\\.?`
const organisationBefore =
  /\b(?:ltd|limited|plc|llp|inc|cic|council|university|college|school|hospital|house|building|centre|offices?|hall|department|ministry|agency|trust|association|authority|committee|church|library|station|inspectorate|[a-z&]+ energy|group|partners|solicitors|bank)\b[\s,.;:–-]*(?:[\w\s]{0,30},\s*)?$/
/** “Town Hall, Market Square, Exampleton”, then a postcode */
const officeBefore =
  /\b(?:town hall|civic centre|council offices?|shire hall|offices? (?:are|is) (?:at|in)|county hall|city hall|guildhall|customer centre|council house|head office|registered office)\b[\s,.;:–-]*(?:[a-z\s'’-]{0,30},\s*){0,2}[a-z-]{0,20}\s?$/

/** Up to four further lines of an address, in one line or several, and its postcode. */
const townWord = "(?:[A-Z][a-z][A-Za-z'’-]{0,20}|[A-Z]{3}[A-Z'’-]{0,20}\\b)"
const townAfter = `(?:,?\\s{0,2}(?:${townWord}(?: (?:upon|on|under|le|of|in|the|${townWord})){0,3}),?\\s{0,2}){0,4}(?:[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})?`
const homeBefore =
  /\b(?:lives?|living|lived|resid(?:es?|ing|ent)|home|address(?: is)?|moved|stay(?:s|ing|ed)?|write|sent|posted|delivered?|visit(?:ed)?|attended|tenant|flat|house|bins?|evicted|neighbours?|burgled|m(?:r|rs|s|iss) [a-z'’-]+)\b[\s\w,:'’]{0,20}?(?:at|to|from|in|of|is|:|address)?[\s:]{0,2}$/

const judgeStreet: Recogniser['judge'] = ([text], scene) => {
  const postcode = /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/.test(text)
  if (
    !postcode &&
    /^\d+ The (?!Green|Close|Avenue|Drive|Lane|Street|Crescent|Mews|Square|Terrace|Grove|Paddocks?|Orchard|Croft|Meadows?)\w+(?:,|$)/.test(
      text,
    ) &&
    !says(scene, /live|address|home|resid/)
  )
    return null
  if (organisationBefore.test(scene.before)) return { score: 0.2, reason: 'an address of an organisation' }
  const to = text.trimEnd().replace(/,$/, '').length
  return postcode
    ? { score: 0.9, reason: 'house number, street and postcode', to }
    : says(scene, /live|address|home|resid|reside|moved|flat|house/)
      ? { score: 0.75, reason: 'house number and street, and words about a home', to }
      : { score: 0.5, reason: 'house number and street', to }
}

/** Before a postcode in small letters: “i live at 12 mill lane ex12ab”. */
const smallBefore = new RegExp(
  `\\b(?:lives?|living|home|flat|house|${streets.toLowerCase()})\\b[\\s,]{1,3}(?:[a-z-]{2,20}[\\s,]{1,3}){0,5}$`,
)

/** Where people live, and postcodes. */
export const addressRecognisers: readonly Recogniser[] = [
  {
    entity: 'UK_ADDRESS',
    pattern: new RegExp(
      `(?<![\\w/.-])(?:(?:Flat|Apartment|Apt|Unit|Room|FLAT|APARTMENT|UNIT|flat) \\w{1,4},?\\s)?${houseNumber}${road}${townAfter}`,
      'g',
    ),
    judge: judgeStreet,
  },
  {
    // “Maisonette 4, Ruskin Court, Ruskin Street”
    entity: 'UK_ADDRESS',
    starts: 'fla apa apt uni roo mai plo pit'.split(' '),
    pattern: new RegExp(
      `(?<![\\w/.-])(?:Flat|Apartment|Apt|Unit|Room|Maisonette|Plot|Pitch|FLAT|APARTMENT|UNIT|flat) \\w{1,4},?\\s(?:[A-Z][\\w'’-]{1,20} ){1,2}(?:Court|House|Lodge|Point|Heights|Wharf|Hostel|Tower|Mansions),\\s${houseNumber}?${road}${townAfter}`,
      'g',
    ),
    judge: judgeStreet,
  },
  {
    // No word for a street: the postcode, or words about a home, say what it is.
    entity: 'UK_ADDRESS',
    pattern: new RegExp(
      `(?<![\\w/.-])(?:(?:Flat|Apartment|Apt) \\w{1,4},?\\s)?\\d{1,4}[A-Za-z]?,? [A-Z][\\w'’-]{2,20}(?: [A-Z][\\w'’-]{1,20}){0,2}${townAfter}`,
      'g',
    ),
    judge: ([text], scene) => {
      if (organisationBefore.test(scene.before)) return null
      if (/[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/.test(text))
        return { score: 0.8, reason: 'a number, words and a postcode' }
      return homeBefore.test(scene.before) &&
        !/^\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)/.test(
          text,
        )
        ? {
            score: 0.6,
            reason: 'a number and a name, after words about a home',
            to: text.trimEnd().replace(/,$/, '').length,
          }
        : null
    },
  },
  {
    entity: 'UK_ADDRESS',
    pattern: new RegExp(
      `(?<![\\w/.-])(?:flat \\w{1,4},? )?\\d{1,4}[a-z]? (?:[a-z][a-z'’-]{1,20} ){1,3}(?:${streets.toLowerCase()})\\b(?:(?:,?\\s{1,2}[a-z][a-z'’-]{2,20}){0,4}?,?\\s{1,2}[a-z]{1,2}\\d[a-z\\d]? ?\\d[a-z]{2}\\b)?`,
      'g',
    ),
    judge: ([text], scene) =>
      /\s[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}$/.test(text)
        ? { score: 0.85, reason: 'house number, street and postcode in small letters' }
        : homeBefore.test(scene.before)
          ? { score: 0.7, reason: 'house number and street in small letters, after words about a home' }
          : null,
  },
  {
    entity: 'UK_ADDRESS',
    // The words of the name stand before: looked back for, as words with a capital are everywhere.
    starts: 'cot hou far lod bar vil bun man gra vic rec car'.split(' '),
    pattern: new RegExp(
      `(?<=(?<![\\w'’-])((?:(?:The|Old|St\\.?|[A-Z][\\w'’-]{1,20}) ){1,3}))(?:Cottages?|House|Farm|Farmhouse|Lodge|Barn|Villa|Bungalow|Manor|Grange|Vicarage|Rectory|Caravan Park)(?:,?\\s{1,2}(?:[A-Z][\\w'’-]{0,20} ){0,3}(?:${streets})\\b)?(?:, {0,2}\\n?[A-Z][a-z][\\w'’-]{1,20}(?: [A-Z][a-z][\\w'’-]{1,20}){0,2}){1,3}(?:,?\\s{0,2}[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2})?`,
      'g',
    ),
    judge: ([text, named = ''], scene) => {
      const before = scene.before.slice(0, -named.length)
      const from = -named.length
      if (
        /\b(?:lives?|living|lived|resid\w+|home|home address|my address|address is|moved|stay\w*)\s(?:\w+\s)?(?:at|is|to|in|address:?)[\s:]{0,2}$|\bof\s$|home address:?\s$/.test(
          before,
        )
      )
        return { score: 0.75, reason: 'a named house, after words about a home', from }
      return /(?:Cottages?|Farm|Farmhouse|Barn|Bungalow|Villa|Vicarage|Rectory|Grange)[\s,]/.test(text) &&
        /[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/.test(text) &&
        !organisationBefore.test(before)
        ? { score: 0.7, reason: 'a named house and a postcode', from }
        : null
    },
  },
  {
    // A named house without a number, one part a line: “The Gables / Pound Lane / Nether Exampleton / EX5 2ZZ”.
    entity: 'UK_ADDRESS',
    starts: ['the'],
    pattern: new RegExp(
      `(?<![\\w-])The [A-Z][a-z’'-]{2,20}(?: [A-Z][a-z’'-]{2,20})?(?:,? ?\\n|, )(?:\\d{1,3} )?(?:[A-Z][\\w'’-]{1,20} ){1,3}(?:${streets})\\b${townAfter}`,
      'g',
    ),
    judge: ([text], scene) =>
      /\b(?:home|address|lives? at|living at|resid\w+ at|write to|deliver(?:ed)? to|moved (?:in)?to)[\s:]{0,3}$/.test(
        scene.before,
      )
        ? {
            score: 0.75,
            reason: 'a named house and a street, after words about a home',
            to: text.trimEnd().length,
          }
        : null,
  },
  {
    entity: 'UK_ADDRESS',
    starts: ['heo', 'ffo', 'str', 'lon', 'rho', 'cwr', 'mae', 'clo'],
    pattern:
      /(?<=((?:\d{1,4}[A-Za-z]?|T[yŷ] [A-Z][a-z]+),? ))(?:Heol|Ffordd|Stryd|Lon|Rhodfa|Cwrt|Maes|Clos) (?:y |yr |Y |Yr )?[A-ZŴŶ]\p{L}{2,20}(?:,?\s{1,2}[A-Z][a-z'’-]{2,20}){0,3}(?:,?\s{1,2}[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)?/gu,
    judge: ([, named = '']) => ({
      score: 0.75,
      reason: 'a house and a street in Welsh',
      from: -named.length,
    }),
  },
  {
    entity: 'UK_POSTCODE',
    starts: ['@#*', '@@#', 'gir'],
    pattern: /(?<!\w)(?:[A-Z]{1,2}\d[A-Z\d]?[ -]?\d[A-Z]{2}|GIR ?0AA)(?!\w)/gi,
    judge: ([text], scene) => {
      if (!isPostcode(text))
        return isPostcodeShape(text) && scene.alone
          ? { score: 0.5, reason: 'shape of a postcode, of an area that is not known' }
          : null
      if (!/^[A-Z\d -]+$/.test(text) && !says(scene, /post ?code|address/) && !smallBefore.test(scene.before))
        return null
      if (/\b(?:room|unit|locker|bay|plot|part|model|ref)\s$/.test(scene.before)) return null
      if (organisationBefore.test(scene.before) || officeBefore.test(scene.before))
        return { score: 0.2, reason: 'a postcode of an organisation' }
      return says(scene, /post ?code|address|live|home/)
        ? { score: 0.95, reason: 'a postcode of an area there is, and words about an address' }
        : { score: 0.75, reason: 'a postcode of an area there is' }
    },
  },
]
