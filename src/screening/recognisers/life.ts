import type { Finding, Recogniser } from '../finding.ts'

const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const day = `(?:\\d{1,2} ?[/.-] ?\\d{1,2} ?[/.-] ?(?:19|20)?\\d{2}|\\d{1,2} \\d{1,2} (?:19|20)\\d{2}|\\d{4}[-/]\\d{2}[-/]\\d{2}|\\d{1,2}[-/ ]?(?:${months})[-/ ]?(?:19|20)?\\d{2}|(?:${months}),? (?:19|20)\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -](?:${months})[ ,-]{1,2}(?:19|20)\\d{2}|(?:${months})[ -]\\d{1,2}(?:st|nd|rd|th)?,?[ -](?:19|20)\\d{2})`

/** What is old and is nobody: “The library is 112 years old”, “it was 12”. */
const thing =
  /\b(?:(?:the|this|that|our|their|its|your|each|every|most|a) (?!(?:[\w’'-]+ )?(?:wo)?m[ae]n\b|(?:[\w’'-]+ )?(?:boy|girl|child|baby|pupil|tenant|victim|claimant|applicant|complainant|patient|resident|driver|lady|gentleman|deceased|defendant|mother|father|mum|dad|son|daughter|husband|wife|partner|sister|brother|suspect|male|female|client|student|teenager|pensioner|lad|widow|eldest|youngest|oldest|other|twins?|owner|carer|passenger|cyclist|pedestrian|officer|worker|employee|nan|gran|neighbour|customer|user|person|uncle|aunt)\b)[\w’'-]+(?: [\w’'-]+)?|it|which|that|this) (?:is|was|are|were|has been|will be)(?: now| only| just| nearly| almost| over| about| some)? $/

const judgeAge: Recogniser['judge'] = ([text], scene) =>
  Number.parseInt(text, 10) > 0 &&
  Number.parseInt(text, 10) <= 120 &&
  !/\b(?:between|under|over|those|people|adults|children|population|pupils|table|page|section|figure|appendix|question|phase|part|ward)\b[\s\w(,]{0,12}$/.test(
    scene.before,
  ) &&
  !thing.test(scene.before) &&
  !/\b(?:average|mean|median) age\b/.test(scene.before) &&
  !/\b(?:minimum|maximum|min|max|legal|school|voting|pension|retirement|average|mean|median)\s(?:age )?(?:is |of |limit )?$/.test(
    scene.before,
  )
    ? { score: 0.8, reason: 'an age' }
    : null

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
      /(?<=\b(?:aged|age|age is|age of|age:)[ :]{0,2})\d{1,3}\b(?! ?(?:%|to|and over|or over|and under|or under|-|–|\+|group|band|limit))|\b\d{1,3}(?=[ -](?:years?|yrs?|months?|weeks?)[ -]olds?\b)|\b\d{1,3}(?= ?(?:y\/o|yo|yrs? old)\b)|(?<=\b(?:he|she|i|who|[Ii]['’]m|he['’]s|she['’]s|daughter|son|mother|father|mum|dad|nan|gran|grandad|grandmother|grandfather|wife|husband|partner|sister|brother|aunt|uncle|child|tenant|patient|claimant|\p{Lu}\p{Ll}+) (?:is |am |was |turned |turns |turned |will be |is now |is only |is just |is nearly |is almost ))(?<!\b(?:Table|Page|Section|Rule|Total|Score|Question|Paragraph|Chapter|It|Which|That|This|There|Limit|Speed|Number|Route|Grade) (?:is |was )?)\d{1,2}(?=[.,;!)](?!\d)|\s(?:and|but|now|next|last|this|in|when|years|yrs)\b|$)|(?<=\b(?:man|woman|boy|girl|lady|gentleman|pensioner|male|female) of )\d{1,2}\b|(?<=\b(?:victim|driver|passenger|pedestrian|cyclist|tenant|pensioner|pupil|defendant|claimant|deceased|resident), )\d{1,2}(?=,)|(?<=\b(?:daughter|son|mother|father|mum|dad|wife|husband|partner|sister|brother|boy|girl|man|woman|child|grandson|granddaughter|niece|nephew|twins?) ?[(,] ?)\d{1,2}(?=[),]|\.(?!\d))|(?<=\p{Lu}\p{Ll}{2,15}(?: \((?:age )?|, (?:aged )?))\d{1,2}(?=\)|, (?:of|from|who|said|told|was|is|has|lives|appeared|pleaded|admitted|denied)\b)/giu,
    judge: judgeAge,
  },
  {
    entity: 'AGE',
    starts: ['#**'],
    pattern:
      /(?<=[\p{L}.] \()\d{1,2}(?= (?:yrs|years)\))|(?<=\bin (?:his|her|my) (?:early |mid[- ]|late )?)[2-9]0s\b|(?<=\b(?:he|she|i|who)['’](?:s|m) (?:now |only |just |nearly )?)\d{1,2}(?=[.,;!)](?!\d)|\s(?:and|but|now|next)\b|$)/giu,
    judge: judgeAge,
  },
]

/** “Bilal, 12, and Amaan, 9, came”: a number between commas, or in brackets, right after a name. */
export function findAgesAfter(text: string, people: readonly Finding[]): Finding[] {
  const found: Finding[] = []
  for (const { start: from, end, score } of people) {
    const next = text.charCodeAt(end)
    if (score < 0.6 || (next !== 44 && next !== 32)) continue
    ageAfter.lastIndex = end
    ageAtStop.lastIndex = end
    const match =
      ageAfter.exec(text) ??
      (kinBefore.test(text.slice(Math.max(0, from - 16), from)) ? ageAtStop.exec(text) : null)
    const [, before = '', age = ''] = match ?? []
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
/** “my daughter Aaliyah, 6.”: without a word for a relation it may be the next number of a list. */
const ageAtStop = /(, )(\d{1,2})(?=\.(?:\s|$))/y
const kinBefore =
  /\b(?:daughter|son|mother|father|mum|dad|wife|husband|partner|sister|brother|nan|child|niece|nephew)\s$/
