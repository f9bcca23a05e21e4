/** What a column is about, by its heading. */
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
  | 'amount'
  | 'date'
  | 'reference'
  | 'other'

const persons =
  'person|resident|tenant|applicant|claimant|customer|client|child|pupil|student|parent|guardian|carer|patient|employee|staff|worker|officer|occupier|householder|complainant|requester|requestor|deceased|licensee|licence holder|holder|ratepayer|taxpayer|driver|keeper|witness|victim|contact|user|member|volunteer|manager|author|submitter|landlord|signatory|next of kin|mother|father|partner|spouse'

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
      `\\b(?:surname|forenames?|(?:first|last|middle|given|family|christian|maiden|full|preferred) names?|(?:${persons})(?: s)? (?:full )?names?|names? of (?:the )?(?:${persons}))\\b|^(?:${persons})$`,
    ),
  ],
  [
    'payee',
    /\b(?:payee|supplier|beneficiary|vendor|creditor|merchant|contractor|recipient|provider|awarded to|paid to|owner|landlord|account name|trading name)s?\b/,
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
    /\b(?:type|category|status|department|directorate|service|team|group|class|code|stage|outcome|grade|role|job|post|position|party|band|tenure|gender|sex|ethnic\w*|religion|nationality|disability)s?\b/,
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
  const words = wordsOfHeading(heading)
  return rows.find(([, heads]) => heads.test(words))?.[0] ?? 'other'
}
