/**
 * What a column is about, by its heading. `trait` is something about a person that is no name: sex, ethnicity, religion.
 */
export type ColumnRole =
  | 'person'
  | 'payee'
  | 'home-address'
  | 'address'
  | 'postcode'
  | 'email'
  | 'phone'
  | 'date-of-birth'
  | 'age'
  | 'national-insurance'
  | 'nhs-number'
  | 'bank'
  | 'narrative'
  | 'place'
  | 'category'
  | 'trait'
  | 'vehicle'
  | 'coordinates'
  | 'organisation'
  | 'amount'
  | 'date'
  | 'reference'
  | 'other'

const persons =
  'person|resident|tenant|applicant|claimant|child|pupil|student|parent|guardian|carer|patient|employee|staff|worker|officer|occupier|householder|complainant|requester|requestor|deceased|licensee|licence holder|holder|ratepayer|taxpayer|driver|keeper|witness|victim|contact|user|member|volunteer|manager|author|submitter|landlord|signatory|next of kin|mother|father|partner|spouse'

/** First that matches; headings are in small letters, words parted by single spaces. */
const rows: readonly [ColumnRole, RegExp][] = [
  ['date-of-birth', /\b(?:date of birth|birth ?dates?|dob|d o b|born(?: on)?)\b/],
  ['national-insurance', /\bnational insurance|\bnino?\b|\bni (?:no|number)\b/],
  ['nhs-number', /\bnhs (?:no|number|id)\b/],
  ['bank', /\bsort ?code\b|\bbank account\b|\baccount (?:no|number)\b|\biban\b/],
  ['email', /\be ?mail/],
  ['phone', /\b(?:tele)?phones?\b|\btel\b|\bmobile\b|\bfax\b/],
  [
    'reference',
    /\b(?:ref|reference|number|no|id|uprn|usrn|urn|key|identifier|ur[li]|website|web address|web page|link)$/,
  ],
  ['age', /^ages?$|\bage (?:at|in years|of)\b|\bage$/],
  ['vehicle', /\b(?:vehicle|car) (?:reg\w*|mark|plate)|\bnumber ?plates?\b|\bvrm\b|\bregistration mark\b/],
  [
    'coordinates',
    /^(?:lat|long?|latitude|longitude|easting|northing|x|y|geo ?[xy]|coordinates?|grid ref\w*|location [xy])$|\b(?:latitude|longitude|eastings?|northings?|grid ref(?:erence)?|coordinates)\b/,
  ],
  // Lists of an office: what an account, a unit or a class is called, not who stands in it.
  [
    'category',
    /\b(?:classification|proclass|cipfa|thomson|cost cent(?:re|er)|business unit|organi[sz]ation(?:al)? unit|expen[sd]\w* (?:code|type|account|category|area|desc\w*)|account(?: detail| desc\w*| type| name \d)?$|(?:code|unit|category|class|account|subjective|objective|group|section|service area) desc\w*|subjective|objective|ledger|job ?titles?|labels?|slugs?|nation|themes?|keywords?|tags)\b/,
  ],
  [
    'organisation',
    /\b(?:local authority|authority|council|publisher|organi[sz]ation|org|body|la|company|employer|developer|operator|institution|official|nice|alt)s?(?: names?)?$|\b(?:charity|company|firm|business|trading) names?\b/,
  ],
  [
    'trait',
    /\b(?:sex|gender|ethnic\w*|religion|faith|belief|nationality|country of birth|disabilit\w*|marital|civil status|sexual\w*|orientation|pregnan\w*|first language|mother tongue|occupation)\b/,
  ],
  [
    'home-address',
    new RegExp(
      `\\b(?:home|residential|private|(?:${persons})(?: s)?) (?:postal )?address|\\baddress of (?:the )?(?:${persons})\\b`,
    ),
  ],
  ['postcode', /\bpost ?codes?\b/],
  ['address', /\baddress|\bpremises\b|\blocation\b|\bsite\b|\bproperty\b/],
  [
    'person',
    new RegExp(
      `\\b(?:surname|forenames?|(?:first|last|middle|given|family|christian|maiden|full|preferred) names?|(?:${persons})(?: s)? (?:full )?names?|names? of (?:the )?(?:${persons})|(?:customer|client|service user)s? (?:full )?names?)\\b|^(?:${persons})$`,
    ),
  ],
  [
    'payee',
    /\b(?:payee|supplier|beneficiary|vendor|creditor|merchant|contractor|recipient|provider|awarded to|paid to|owner|landlord|account name|client|customer)s?\b|^(?:full )?names?$/,
  ],
  [
    'place',
    /\b(?:ward|parish|area|district|town|village|street|road|region|county|constituency|school|library|branch|country|electoral|polling|locality|station|stop|venue|park)s?\b/,
  ],
  [
    'narrative',
    /\b(?:desc(?:riptions?)?|narrative|notes?|comments?|details?|reasons?|remarks?|summary|purpose|question|response|answer|text|message|subject|title|free ?text|observations?|explanation)\b/,
  ],
  [
    'category',
    /\b(?:type|category|status|department|directorate|service|team|group|class|code|stage|outcome|grade|role|job|post|position|party|band|tenure)s?\b/,
  ],
  [
    'amount',
    /\b(?:amount|value|cost|total|price|sum|net|gross|vat|£|spend|salary|rate|count|number of|quantity|percent\w*)\b|£|%/,
  ],
  ['date', /\b(?:date|day|month|year|time|from|until|started|ended|received|created|updated)\b/],
  [
    'reference',
    /\b(?:ref|reference|id|no|number|uprn|usrn|invoice|order|transaction|urn|key|code|identifier)\b/,
  ],
]

const wordsOfHeading = (heading: string): string =>
  heading
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll(/[^\p{L}\d£%]+/gu, ' ')
    .trim()

export function roleOf(heading: string): ColumnRole {
  const words = wordsOfHeading(heading).replace(/^\d+ (?=\D)/, '')
  return rows.find(([, heads]) => heads.test(words))?.[0] ?? 'other'
}
