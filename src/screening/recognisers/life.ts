import type { Recogniser } from '../finding.ts'
import { says } from '../scene.ts'

const months =
  'Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?'
const day = `(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}|\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?(?: of)?[ -](?:${months})[ ,-]{1,2}(?:19|20)\\d{2}|(?:${months})[ -]\\d{1,2}(?:st|nd|rd|th)?,?[ -](?:19|20)\\d{2})`

export const lifeRecognisers: readonly Recogniser[] = [
  {
    entity: 'DATE_OF_BIRTH',
    starts: ['#**', ...'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')],
    pattern: new RegExp(`(?<![\\w/.-])${day}(?![\\w/]|-\\d)`, 'gi'),
    judge: (_, { before, after }) =>
      /\bborn\b|birth|\bd\.?o\.?b\b|b\.\s*$/.test(before) || /^[\s(,]*(?:\(?d\.?o\.?b\b|birth)/.test(after)
        ? { score: 0.96, reason: 'a day, and words about birth' }
        : null,
  },
  {
    entity: 'AGE',
    pattern:
      /(?<=\b(?:aged|age|age is|age of|age:)[ :]{0,2})\d{1,3}\b(?! ?(?:%|to|and over|or over|-|–|\+|group|band))|\b\d{1,3}(?=[ -](?:years?|yrs?|months?|weeks?)[ -]olds?\b)|\b\d{1,3}(?= ?(?:y\/o|yo|yrs? old)\b)/gi,
    judge: ([text], scene) =>
      Number(text) <= 120 &&
      !/\b(?:between|under|over|those|people|adults|children|population)\b[\s\w]{0,12}$/.test(scene.before)
        ? { score: 0.8, reason: 'an age' }
        : null,
  },
]

/** Statements about a person of the kinds the law guards most, found as whole phrases. */
type Statement = {
  entity: Recogniser['entity']
  starts: string
  pattern: RegExp
  reason: string
  score?: number
}

const rest = '[^.;\\n]{0,80}'
const statements: readonly Statement[] = [
  {
    entity: 'SPECIAL_CATEGORY_HEALTH',
    starts:
      'dia suf tre bei has had hav wit med pre sec hos rec reg liv is was tes bee tak und kno det sel ove att his her the my you',
    reason: 'words about somebody’s health',
    pattern: new RegExp(
      `\\b(?:diagnos(?:ed|is) (?:with|of)|suffers? from|suffering from|treated for|being treated|(?:has|had|have|with) (?:a )?(?:diagnosis|history) of|medication for|prescribed|pregnan(?:t|cy)|sectioned under|hospitalised|receives? (?:chemo|radio)therapy|registered (?:blind|disabled|partially sighted)|(?:is|was|tested|being) hiv[- ]positive|(?:is|was) (?:an? )?(?:wheelchair user|alcoholic|amputee|deaf|blind|autistic|diabetic|epileptic|disabled)\\b(?! people| access)|(?:is|was|been) (?:signed )?off (?:work )?(?:sick|with stress)|(?:had|suffered|having) an? (?:stroke|heart attack|miscarriage|breakdown|seizures?)|takes? (?:insulin|lithium|methadone|antidepressants|medication)|(?:under|known to) (?:the )?(?:camhs|mental health (?:team|services))|detained under the mental health act|self[- ]harm(?:s|ed|ing)?|overdos(?:e|ed)|attempted suicide|(?:has|have|had|lives? with|living with|(?:his|her|their|my|your) (?:(?:son|daughter|mother|father|husband|wife|partner|mum|dad)'s )?) ?(?:autism|adhd|epilepsy|asthma|diabetes|cancer|dementia|depression|anxiety|schizophrenia|bipolar|ptsd|hiv|hepatitis|multiple sclerosis|parkinson|cerebral palsy|down.s syndrome|a (?:physical|learning|mental) (?:disability|health)))\\b${rest}`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_ETHNICITY',
    starts: 'eth rac is ide of',
    reason: 'words about somebody’s ethnicity',
    pattern: new RegExp(
      `\\b(?:ethnic(?:ity| origin)|race)(?: is|:| recorded as) ?(?!group|data|monitoring)${rest}|\\b(?:is|identifies as|of) (?:Black|Asian|White|mixed|Romany|Gypsy|Traveller|Roma|African|Caribbean|Pakistani|Bangladeshi|Indian|Chinese)(?: British| heritage| origin| descent| ethnicity)\\b`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_RELIGION',
    starts: 'pra dev com con rai is was ide rel his her the my',
    reason: 'words about somebody’s beliefs',
    pattern:
      /\b(?:practi[sc]ing|devout|committed|converted to|raised (?:as )?an?|is(?: an?)?|was(?: an?)?|identifies as(?: an?)?) ?(?:Muslim|Christian|Catholic|Protestant|Jew(?:ish)?|Hindu|Sikh|Buddhist|atheist|Quaker|Mormon|Jehovah.s Witness|Islam|Judaism|Christianity|Methodist|Baptist|Anglican|Rastafarian|Pagan)\b(?! (?:school|church|community|holiday|centre|primary|faith|aid|festival))|\b(?:his|her|their|my) (?:Muslim|Christian|Catholic|Jewish|Hindu|Sikh|Buddhist) (?:faith|beliefs?|religion)\b|\breligion(?: is|:) ?\w+/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_POLITICAL',
    starts: 'mem sup act don vot can cam he she the i who alw has hav his her my',
    reason: 'words about somebody’s politics',
    pattern:
      /\b(?:member|supporter|activist|donor|voter|votes?|canvass(?:es|ed)|campaign(?:s|ed)) (?:of|for|with|in) the (?:Labour|Conservative|Green|Liberal Democrats?|Reform(?: UK)?|Plaid Cymru|Scottish National|SNP|Sinn F[eé]in|DUP|Communist|Socialist)(?: Party)?\b|\b(?:he|she|they|i|who|always|has|have) voted? (?:for )?(?:the )?(?:Labour|Conservatives?|Tory|Green|Liberal Democrats?|Lib Dem|Reform(?: UK)?|Plaid Cymru|SNP|UKIP|DUP|Sinn F[eé]in)\b|\b(?:his|her|their|my) (?:political (?:views|opinions|beliefs)|membership of the (?:Labour|Conservative|Green|Liberal Democrat|Reform)) /gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_UNION',
    starts: 'mem rep sho bra con tra he she the i who is was',
    reason: 'words about membership of a trade union',
    pattern:
      /\b(?:member|rep(?:resentative)?|shop steward|branch secretary|convenor) (?:of|for|with|in) (?:the )?(?:Unite(?: the Union)?|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|Prospect|BMA|RCN|a trade union|a union)\b|\b(?:he|she|they|i|who|is|was) (?:am |is |was |are )?(?:an? |the |our |my )?(?:Unite|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|RCN|trade union|union) (?:rep(?:resentative)?|member|steward|convenor|shop steward)\b|\btrade union membership(?: is|:) ?\w+/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_SEX_LIFE',
    starts: 'ide cam is des sex his her the my',
    reason: 'words about somebody’s sex life or orientation',
    pattern:
      /\b(?:identif(?:y|ies|ied) as|came out as|is|describes (?:him|her|them)sel(?:f|ves) as) (?:an? )?(?:openly )?(?:bisexual|gay|lesbian|homosexual|heterosexual|pansexual|asexual|queer|transgender|trans|intersex|non-binary)\b(?! rights| community| people)|\b(?:his|her|their|my) (?:sex life|same[- ]sex (?:partner|relationship|husband|wife)|affair with)\b|\bsexual orientation(?: is|:) ?\w+/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_BIOMETRIC',
    starts: 'fin pal voi fac iri ret bio',
    reason: 'words about somebody’s fingerprint, face or other measure',
    pattern: new RegExp(
      `\\b(?:(?:finger|palm|voice)prints?|facial(?:[- ]recognition| scan)|face ?id|iris scan|retinal? scan|biometric)\\b(?=${rest}\\b(?:taken|verif|match|record|held|scan|on file|template|captur|enrol))${rest}`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_GENETIC',
    starts: 'car tes inh gen dna',
    reason: 'words about somebody’s genes',
    pattern: new RegExp(
      `\\b(?:carries|carrier of|tested positive for|inherited) (?:the |a )?(?:\\w+ )?(?:gene|mutation|BRCA\\d?)\\b${rest}|\\bgenetic (?:test|profile|sequence) (?:of|for|shows|result)${rest}|\\bDNA (?:profile|sample|match)${rest}`,
      'gi',
    ),
  },
  {
    entity: 'CRIMINAL_OFFENCE',
    starts: 'sub giv ser bre con pre cri ple sen arr cha cau on rel rec',
    reason: 'words about offences or proceedings against somebody',
    pattern: new RegExp(
      `\\b(?:(?:subject to|given|serving|breach(?:ed)?) (?:an? )?(?:community order|suspended sentence|restraining order|curfew|custodial sentence|conditional discharge|criminal behaviour order|asbo)|convicted of|conviction for|previous convictions?|criminal record|pleaded guilty to|sentenced to|arrested (?:for|on suspicion)|charged with|cautioned for|on (?:bail|probation|licence)|(?:released|recalled) (?:from|to) prison|on the sex offenders)\\b${rest}`,
      'gi',
    ),
  },
  {
    entity: 'PERSONAL_FINANCE',
    starts:
      'sav hou hom pro mor net per ove tak his her the my ren cou cla ban cre is was are in has hav had deb loa chi he she i who ear pai',
    reason: 'words about somebody’s money',
    pattern:
      /\b(?:savings|(?:house|home|property) valuation|mortgage(?: balance)?|net worth|personal (?:debts?|income|loan)|overdraft|take[- ]home pay|(?:his|her|their|my) (?:salary|income|wages?|pension|debts?|rent arrears)|(?:rent|council tax) arrears|claims? (?:housing benefit|universal credit|pip)|(?:is |was |are )?in arrears|(?:has |have |had )?debts|(?:rent|mortgage|loan|child maintenance) (?:payments?|repayments?)|(?:he|she|i|they|who) (?:earns?|earned|owes?|owed|borrowed|inherited)|(?:earns|earning|paid) a salary|bankrupt(?:cy)?|credit score)(?: of|:| totalling| is| are| was|:)? ?(?:£ ?\d[\d,.]*k?)/gi,
  },
  {
    entity: 'PROTECTED_SPECIES_LOCATION',
    starts: 'bad haz dor gre bat ott wat nat san smo bar per red fre whi osp hen',
    reason: 'a place where a protected species lives',
    pattern: new RegExp(
      `\\b(?:badgers?(?: setts?)?|(?:hazel )?dormice|dormouse|great crested newts?|bat (?:roosts?|maternity roost)|bats|otters?(?: holts?)?|water voles?|natterjack toads?|sand lizards?|smooth snakes?|barn owls?(?: nests?)?|peregrines?|red squirrels?|freshwater pearl mussels?|white[- ]clawed crayfish|ospreys?|red kites?|hen harriers?)\\b(?=${rest}(?:located|grid ref|situated|found at|recorded (?:at|in)|observed (?:at|in)|nest(?:ing|s)? (?:at|in)|\\b[HNOST][A-HJ-Z] ?\\d{3}))${rest}`,
      'gi',
    ),
  },
]

export const statementRecognisers: readonly Recogniser[] = statements.map(
  ({ entity, starts, pattern, reason, score = 0.8 }) => ({
    entity,
    starts: starts.split(' '),
    pattern,
    judge: ([text], scene) =>
      says(
        scene,
        /\b(?:policy|guidance|statistics|survey of|percentage|proportion|number of|impact assessment)\b/,
      )
        ? {
            score: score - 0.35,
            reason: `${reason}, in a text about policy or numbers`,
            to: text.trimEnd().length,
          }
        : { score, reason, to: text.trimEnd().length },
  }),
)
