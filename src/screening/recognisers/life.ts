import type { Finding, Recogniser } from '../finding.ts'

const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const day = `(?:\\d{1,2} ?[/.-] ?\\d{1,2} ?[/.-] ?(?:19|20)?\\d{2}|\\d{1,2} \\d{1,2} (?:19|20)\\d{2}|\\d{4}[-/]\\d{2}[-/]\\d{2}|\\d{1,2}[-/ ]?(?:${months})[-/ ]?(?:19|20)?\\d{2}|(?:${months}),? (?:19|20)\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -](?:${months})[ ,-]{1,2}(?:19|20)\\d{2}|(?:${months})[ -]\\d{1,2}(?:st|nd|rd|th)?,?[ -](?:19|20)\\d{2})`

export const lifeRecognisers: readonly Recogniser[] = [
  {
    entity: 'DATE_OF_BIRTH',
    starts: ['#**', ...'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')],
    pattern: new RegExp(`(?<![\\w/.-])${day}(?![\\w/]|-\\d)`, 'gi'),
    judge: (_, { before, after }) =>
      /\bborn\b|birth|\bd\.?o\.?b\b|\bb\.\s*$|\bbday\b/.test(before) ||
      /^[\s(,]*(?:\(?d\.?o\.?b\b|birth|is (?:his|her|my) (?:date of birth|birthday|dob))/.test(after)
        ? { score: 0.96, reason: 'a day, and words about birth' }
        : null,
  },
  {
    entity: 'DATE_OF_BIRTH',
    starts: ['#**'],
    pattern:
      /(?<=\b(?:b\.|born(?: in)?|year of birth:?|yob:?) ?)(?:19|20)\d\d(?!\w)|(?<=\bd\.?o\.?b\.?[ :-]{1,3})\d{2} ?\d{2} ?\d{2}(?:\d{2})?(?!\w)|(?<=\b(?:birthday(?: is)?(?: on)?|born(?: on)?)(?: the)? )\d{1,2}(?:st|nd|rd|th)?(?: of)? (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]*/gi,
    judge: () => ({ score: 0.8, reason: 'a year or a day, after words about birth' }),
  },
  {
    entity: 'AGE',
    pattern:
      /(?<=\b(?:aged|age|age is|age of|age:)[ :]{0,2})\d{1,3}\b(?! ?(?:%|to|and over|or over|and under|or under|-|–|\+|group|band|limit))|\b\d{1,3}(?=[ -](?:years?|yrs?|months?|weeks?)[ -]olds?\b)|\b\d{1,3}(?= ?(?:y\/o|yo|yrs? old)\b)|(?<=\b(?:he|she|i|who|[Ii]['’]m|he['’]s|she['’]s|daughter|son|mother|father|mum|dad|nan|gran|grandad|grandmother|grandfather|wife|husband|partner|sister|brother|aunt|uncle|child|tenant|patient|claimant|\p{Lu}\p{Ll}+) (?:is |am |was |turned |turns |turned |will be |is now |is only |is just |is nearly |is almost ))(?<!\b(?:Table|Page|Section|Rule|Total|Score|Question|Paragraph|Chapter|It|Which|That|This|There|Limit|Speed|Number|Route|Grade) (?:is |was )?)\d{1,2}(?=[.,;!)](?!\d)|\s(?:and|but|now|next|last|this|in|when|years|yrs)\b|$)|(?<=\b(?:man|woman|boy|girl|lady|gentleman|pensioner|male|female) of )\d{1,2}\b|(?<=\b(?:victim|driver|passenger|pedestrian|cyclist|tenant|pensioner|pupil|defendant|claimant|deceased|resident), )\d{1,2}(?=,)|(?<=\b(?:daughter|son|mother|father|mum|dad|wife|husband|partner|sister|brother|boy|girl|man|woman|child|grandson|granddaughter|niece|nephew|twins?) ?[(,] ?)\d{1,2}(?=[),])|(?<=\p{Lu}\p{Ll}{2,15}(?: \((?:age )?|, (?:aged )?))\d{1,2}(?=\)|, (?:of|from|who|said|told|was|is|has|lives|appeared|pleaded|admitted|denied)\b)/giu,
    judge: ([text], scene) =>
      Number(text) > 0 &&
      Number(text) <= 120 &&
      !/\b(?:between|under|over|those|people|adults|children|population|pupils|table|page|section|figure|appendix|question|phase|part|ward)\b[\s\w(,]{0,12}$/.test(
        scene.before,
      )
        ? { score: 0.8, reason: 'an age' }
        : null,
  },
]

/** “Bilal, 12, and Amaan, 9, came”: a number between commas, or in brackets, right after a name. */
export function findAgesAfter(text: string, people: readonly Finding[]): Finding[] {
  const found: Finding[] = []
  for (const { end, score } of people) {
    const next = text.charCodeAt(end)
    if (score < 0.6 || (next !== 44 && next !== 32)) continue
    ageAfter.lastIndex = end
    const [, before = '', age = ''] = ageAfter.exec(text) ?? []
    if (age === '' || Number(age) === 0) continue
    const start = end + before.length
    found.push({
      entity: 'AGE',
      start,
      end: start + age.length,
      score: 0.7,
      reason: 'a number after a name, where an age stands',
    })
  }
  return found
}
const ageAfter = /(, (?:aged? )?| \((?:aged? )?)(\d{1,2})(?=\)|, (?!\d)| and [A-Z])/y
