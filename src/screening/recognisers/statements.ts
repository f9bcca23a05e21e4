import type { Entity, Recogniser } from '../finding.ts'
import { says } from '../scene.ts'

// Statements about a person of the kinds the law guards most (UK GDPR art. 9 and 10), found as whole phrases: who, what is
// said, of what. What is said of services, groups and policies is no statement about anybody.

type Statement = {
  entity: Entity
  /** Words that begin a match; see match-starts.ts */
  starts: string
  pattern: RegExp
  reason: string
}

const rest = '[^.;\\n]{0,80}'
/** After a word that may be a service’s or a group’s. */
const noBody =
  '(?![ -](?:services?|clinics?|charit(?:y|ies)|teams?|strateg(?:y|ies)|policy|support groups?|awareness|rates?|research|centres?|units?|wards?|hospitals?|nurses?|school|churches|church|communit(?:y|ies)|groups?|organi[sz]ations?|festivals?|holidays?|faith|aid|day|week|month|history|people|residents|families|women|men|children|adults|voters|councillors?|part(?:y|ies)|led|friendly|access))'

const conditions =
  "(?:dyslexi[ac]|dyspraxi[ac]|autis(?:m|tic)(?: spectrum)?|asd|adhd|asperger\\S{0,2}|epilep(?:sy|tic)|asthma(?:tic)?|diabet(?:es|ic)|cancer|dementia|alzheimer\\S{0,2}|depression|depressed|anxiety|schizophreni[ac]|bipolar|ptsd|post[- ]traumatic stress|hiv|aids|hepatitis|multiple sclerosis|\\bms\\b|parkinson\\S{0,2}|cerebral palsy|down[’']?s syndrome|copd|emphysema|angina|arthritis|fibromyalgia|psychosis|psychotic|anorexi[ac]|bulimi[ac]|an eating disorder|panic attacks?|(?:a )?(?:learning|physical|mental|hearing|visual) (?:disabilit(?:y|ies)|difficult(?:y|ies)|impairments?)|(?:a )?mental health (?:problems?|issues?|conditions?|crisis)|poor mental health|strokes?|(?:a )?heart (?:attack|condition|failure|disease|bypass|surgery)|kidney (?:failure|disease)|liver (?:failure|disease)|(?:a )?brain (?:injury|tumou?r)|(?:a )?tumou?r|leuk(?:a)?emia|lymphoma|sickle cell|crohn\\S{0,2}|colitis|tuberculosis|\\btb\\b|lupus|psoriasis|eczema|glaucoma|cataracts|motor neurone disease|long covid|covid|osteoporosis|sciatica|migraines?|seizures?|fits|(?:a )?personality disorder|an? (?:alcohol|drink|drug|substance)(?: misuse| abuse)? (?:problem|addiction|dependency)|addict(?:ed|ion)|(?:his|her|their|my) nerves|incontinen(?:ce|t)|a miscarriage|a breakdown|an overdose|suicidal (?:thoughts|ideation))"

const few = "(?:[\\w’'-]+ ){0,3}?"

const statements: readonly Statement[] = [
  {
    entity: 'SPECIAL_CATEGORY_HEALTH',
    starts:
      'dia suf tre bei has had hav wit med pre sec hos rec reg liv is was am are tes bee tak und kno det sel ove att his her the my you off adm bat die nee ill use con los sig be get got 1 2 3 4 ### ## # und wan thr try tri awa rus',
    reason: 'words about somebody’s health',
    pattern: new RegExp(
      `\\b(?:(?:has|had|have|having|lives? with|living with|suffers?|suffered|suffering|suffers? from|suffers? with|recovering from|recovered from|diagnos(?:ed|is) (?:with|of|as)|treated for|being treated for|off (?:work|sick|ill)(?: sick)? with|signed off with|needs help with|under treatment for|medication for|battling|died of|admitted with) ${few}${conditions}${noBody}` +
        `|(?:was|been|being|is) (?:rushed|admitted|taken) (?:in)?to (?:the )?(?:hospital|a&e|intensive care)` +
        `|diagnos(?:ed|is) (?:with|of)|(?:being|been|was) treated for|(?:was|is|been|am|are) prescribed|(?:is|was|am|be|being|get(?:ting)?|got|became) (?:now |heavily |\\d+ (?:weeks?|months?) )?pregnant|\\d+ (?:weeks?|months?) pregnant|(?:undergoing|having|awaiting|needs|had) ${few}(?:chemotherapy|radiotherapy|dialysis|surgery|an operation|a transplant|a hip replacement|ect)|(?:tried|wants|wanted|threatened|threatens) to (?:kill|harm|hurt) (?:himself|herself|myself|themselves)|(?:took|take|taking) (?:his|her|my) own life|(?:tried|attempted) to (?:end|take) (?:his|her|my) (?:own )?life|(?:his|her|my) (?:pregnancy|diagnosis|medication|chemotherapy|surgery|operation|miscarriage|psychiatrist|oncologist|disability|mental health|cancer|depression|anxiety|epilepsy|diabetes|dementia|autism|adhd|asthma|illness)${noBody}` +
        `|(?:was|were|been|being|is|got) sectioned|sectioned under|hospitalised|receiv(?:es|ed|ing) (?:chemo|radio)therapy|registered (?:blind|disabled|partially sighted)|tested positive for` +
        `|(?:is|was|am|are|being|been|now) (?:also |now |severely |registered |partially |profoundly |clinically |terminally |chronically )?(?:an? )?(?:wheelchair user|wheelchair[- ]bound|alcoholic|amputee|recovering (?:addict|alcoholic)|(?:heroin|drug) (?:user|addict)|deaf|blind|dyslexic|dyspraxic|autistic|diabetic|epileptic|asthmatic|disabled|housebound|bed[- ]?bound|ill|suicidal|depressed|incontinent|non-verbal|bipolar|schizophrenic|hiv[- ]positive|on dialysis|on chemo(?:therapy)?|on methadone|on antidepressants|on (?:strong )?medication|on insulin|on oxygen|in a coma|in intensive care)\\b(?! people| access| toilets?| bays?| badge)` +
        `|(?:is|was|been|am) (?:signed )?off (?:work )?(?:sick|ill|with stress)|off (?:work )?with stress|takes? (?:insulin|lithium|methadone|antidepressants|medication|warfarin|morphine|antipsychotics)|uses? an? (?:wheelchair|walking frame|stairlift|catheter|stoma|inhaler|zimmer)|(?:under|known to) (?:the )?(?:camhs|mental health (?:team|services)|crisis team|memory clinic)|detained under the mental health act|self[- ]harm(?:s|ed|ing)?\\b(?! strateg| policy| prevention)|overdosed|(?:took|taken) an overdose|attempted suicide|lost (?:his|her|my) (?:sight|hearing|leg|baby)|needs? (?:dialysis|a (?:kidney )?transplant|round[- ]the[- ]clock care|kidney)|consultant (?:psychiatrist|oncologist))${rest}`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_HEALTH',
    starts: 'boy gir man wom son dau mot fat mum dad bro sis hus wif lad gen gra rea abs dia med hea dis sic',
    reason: 'words about somebody’s health',
    pattern: new RegExp(
      `\\b(?:(?:boy|girl|man|woman|son|daughter|mother|father|mum|dad|brother|sister|husband|wife|lady|gentleman|grandson|granddaughter) (?:living |who lives )?with ${few}${conditions}${noBody}|(?:reason for absence|absence reason|diagnosis|medical condition|health condition|disability|sickness reason): ?${few}${conditions})${rest}`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_HEALTH',
    starts: 'pre dys aut dia epi ast dis dea bli bip sui dep',
    reason: 'words about somebody’s health',
    pattern:
      /(?<=\b(?:s?he|i)[’'][sm] (?:now |heavily |also )?)(?:pregnant|dyslexic|dyspraxic|autistic|diabetic|epileptic|asthmatic|disabled|deaf|blind|bipolar|suicidal|depressed)\b/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_ETHNICITY',
    starts: 'eth rac is was am are ide des of who he she fro a an nat',
    reason: 'words about somebody’s ethnicity',
    pattern: new RegExp(
      `\\b(?:ethnic(?:ity| origin| group| background)|race)(?: is|:| recorded as| given as) ?(?!groups?\\b|data|monitoring|and\\b|pay)${rest}` +
        `|\\b(?:is|was|am|are|identif(?:y|ies) as|of|from|an?) (?:a |an )?(?:mixed |dual )?(?:Black|Asian|White|mixed|Romany|Gypsy|Traveller|Roma|African|Caribbean|Afro-Caribbean|Pakistani|Bangladeshi|Indian|Chinese|Somali|Nigerian|Ghanaian|Jamaican|Polish|Romanian|Irish|Arab|Kurdish|Turkish|Sri Lankan|Tamil|Vietnamese|Filipino|Eritrean|Sudanese|Afghan|Iranian|Iraqi|Syrian|Albanian|Ukrainian)(?:[ -](?:British|African|Caribbean|Asian|Irish|English|White))?(?: (?:heritage|origin|descent|ethnicity|background|parentage)|(?: and (?:Black|White|Asian|\\w+))? (?:heritage|origin|descent|background))\\b` +
        `|\\b(?:is|was|am|describes (?:him|her|them)sel(?:f|ves) as|identif(?:y|ies) as) (?:an? )?(?:Black(?: (?:British|African|Caribbean))?|mixed[- ]race|dual heritage|(?:Romany|Irish|English|Roma)(?: Gyps(?:y|ies)| Traveller)|Gypsy|Traveller|White (?:British|Irish|Other|and (?:Black (?:Caribbean|African)|Asian))|Asian or Asian British|Black or Black British|British (?:Asian|Pakistani|Indian|Bangladeshi|Chinese))${noBody}`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_RELIGION',
    starts: 'goe go pra dev com con rai is was am are ide rel his her the my str att wor bap fam',
    reason: 'words about somebody’s beliefs',
    pattern: new RegExp(
      `\\b(?:practi[sc]ing|devout|committed|strict|orthodox|converted to|raised (?:as )?(?:an?)?|(?:is|was|am|are)(?: also)?(?: an?)?|identif(?:y|ies) as(?: an?)?) ?(?:practi[sc]ing |devout |strict |orthodox |lapsed |born[- ]again |Sunni |Shia |Roman )?(?:Muslims?|Christians?|Catholics?|Protestants?|Jew(?:s|ish)?|Hindus?|Sikhs?|Buddhists?|atheists?|Quakers?|Mormons?|Jehovah.s Witness(?:es)?|Islam|Judaism|Christianity|Methodists?|Baptists?|Anglicans?|Rastafarians?|Pagans?|Humanists?|Scientologists?)\\b${noBody}` +
        `|\\b(?:his|her|their|my|our) (?:Muslim|Christian|Catholic|Jewish|Hindu|Sikh|Buddhist|religious|Islamic) (?:faith|beliefs?|religion|convictions)\\b|\\breligion(?: is|:) ?(?!and\\b|or\\b)\\w+|\\b(?:attends|worships at|prays at|goes to|go to) (?:the |a )?(?:local )?(?:mosque|synagogue|gurdwara|temple|mass|church|kingdom hall)\\b`,
      'gi',
    ),
  },
  {
    entity: 'SPECIAL_CATEGORY_POLITICAL',
    starts: 'mem sup act don vot can cam he she the i who alw has hav his her my joi lef',
    reason: 'words about somebody’s politics',
    pattern:
      /\b(?:member|supporter|activist|donor|voter|votes?|canvass(?:es|ed)|campaign(?:s|ed)) (?:of|for|with|in) (?:the )?(?:local )?(?:Labour|Conservatives?|Green|Liberal Democrats?|Lib Dems?|Reform(?: UK)?|Plaid Cymru|Scottish National|SNP|Sinn F[eé]in|DUP|UKIP|BNP|Communist|Socialist)(?: Party)?\b|\b(?:he|she|they|i|who|always|has|have) (?:always |usually )?voted? (?:for )?(?:the )?(?:Labour|Conservatives?|Tory|Tories|Green|Liberal Democrats?|Lib Dem|Reform(?: UK)?|Plaid Cymru|SNP|UKIP|DUP|Sinn F[eé]in)\b|\b(?:his|her|their|my) (?:political (?:views|opinions|beliefs|party)|membership of the (?:Labour|Conservative|Green|Liberal Democrat|Reform))\b|\b(?:joined|left) the (?:Labour|Conservative|Green|Liberal Democrats?|Reform(?: UK)?|Communist) ?(?:Party)?\b|\b(?:he|she|who|i) (?:is|am|was) an? (?:Tory|Marxist|communist|socialist|anarchist|lifelong Labour)\b/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_POLITICAL',
    starts: 'lab con tor gre lib ref pla snp uki dup sin bnp com',
    reason: 'words about somebody’s politics',
    pattern:
      /(?<=\b(?:is|am|was|be|he|she|i|who) (?:an? |the )?(?:active |lifelong |keen |paid-up |local )?)(?:Labour|Conservative|Tory|Green(?: Party)?|Liberal Democrat|Lib Dem|Reform(?: UK)?|Plaid Cymru|SNP|UKIP|DUP|Sinn F[eé]in|BNP|Communist) (?:Party )?(?:supporter|voter|activist|canvasser|member)\b/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_UNION',
    starts: 'mem rep sho bra con tra he she the i who is was am an my his her our joi uni pai',
    reason: 'words about membership of a trade union',
    pattern:
      /\b(?:member|rep(?:resentative)?|shop steward|branch secretary|convenor) (?:of|for|with|in) (?:the )?(?:Unite(?: the Union)?|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|Prospect|BMA|RCN|UCU|a trade union|a union|the union)\b|\b(?:he|she|they|i|who|is|was|am|an?) (?:am |is |was |are )?(?:an? |the |our |my |active )?(?:Unite|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|RCN|UCU|trade union|union) (?:rep(?:resentative)?|member|steward|convenor|shop steward|activist|branch (?:secretary|chair|officer)|organiser)\b|\b(?:his|her|my|their) (?:Unite|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|RCN|UCU|trade union|union) (?:membership|subs|card|rep)\b|\btrade union membership(?: is|:) ?\w+|\b(?:my|his|her) (?:trade )?union\b(?! of)|\b(?:joined|represented by) (?:the |my |his |her )?(?:Unite the Union|UNISON|GMB|RMT|PCS|NEU|NASUWT|FBU|CWU|USDAW|ASLEF|RCN|UCU|union)\b|\bpaid (?:his|her|my) (?:union )?subs\b/gi,
  },
  {
    entity: 'SPECIAL_CATEGORY_SEX_LIFE',
    starts: 'ide cam is am was des sex his her the my bei gay tra',
    reason: 'words about somebody’s sex life or orientation',
    pattern: new RegExp(
      `\\b(?:identif(?:y|ies|ied) as|came out as|is|am|was|being|describes (?:him|her|them)sel(?:f|ves) as) (?:an? )?(?:openly )?(?:bisexual|gay|lesbian|homosexual|heterosexual|pansexual|asexual|queer|transgender|transsexual|trans|intersex|non-binary)\\b(?! rights)${noBody}|\\b(?:his|her|their|my) (?:sex life|sexuality|sexual (?:orientation|partners?)|same[- ]sex (?:partner|relationship|husband|wife)|affair with|gender reassignment|transition)\\b|\\bsexual orientation(?: is|:) ?\\w+`,
      'gi',
    ),
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
    starts: 'car tes inh gen dna has',
    reason: 'words about somebody’s genes',
    pattern: new RegExp(
      `\\b(?:carries|carrier of|tested positive for|inherited|has) (?:the |a )?(?:[\\w’'-]+ ){0,2}(?:gene|(?:genetic )?mutation|BRCA\\d?)\\b${rest}|\\bgenetic (?:test|profile|sequence|testing) (?:of|for|shows|result|showed)${rest}|\\bDNA (?:profile|sample|match|test)\\b(?! kits?| strategy)${rest}`,
      'gi',
    ),
  },
  {
    entity: 'CRIMINAL_OFFENCE',
    starts:
      'sub giv ser bre con pre cri ple sen arr cha cau on rel rec reg adm jai imp has hav a wan tag com in bee was is',
    reason: 'words about offences or proceedings against somebody',
    pattern: new RegExp(
      `\\b(?:(?:served|serving|received|given) (?:an? )?(?:[\\w-]+ ){0,2}(?:prison|jail|custodial|suspended|community) (?:sentence|term|order)|(?:was|been|got) (?:\\w+ly )?(?:jailed|imprisoned|arrested|remanded|bailed|cautioned|convicted)|jailed for|imprisoned for|admitted (?:to )?(?:criminal damage|theft|burglary|robbery|assault|assaulting|shoplifting|fraud|possession|drink[- ]driving|affray|arson|stealing|handling|dealing|supplying)|(?:subject to|given|serving|breach(?:ed)?) (?:an? )?(?:community order|suspended sentence|restraining order|curfew|custodial sentence|conditional discharge|criminal behaviour order|asbo|non-molestation order|prison sentence|life sentence|caution)|convicted of|(?:has|had|have) (?:[\\w-]+ ){0,2}convictions? for|conviction for|(?:his|her|my|previous|unspent|spent) convictions?|criminal record|pleaded guilty to|sentenced to|arrested (?:for|on suspicion|again)|charged with|cautioned (?:for|by)|(?:has|have|had|accepted|a|received a) (?:police )?caution for|(?:is|was|been|released|out) on (?:bail|probation|licence|remand|tag)|on (?:bail|probation|remand)|(?:released|recalled) (?:from|to) prison|in (?:prison|custody) for|serving time|(?:is|was|been) in (?:prison|jail|custody|HMP)|on (?:the )?(?:violent and )?(?:sex|sexual) offenders? register|on the sex offenders|(?:is|was) wanted for|registered sex offender|committed (?:burglary|theft|fraud|assault|perjury|an offence)|(?:is|was) (?:a )?(?:convicted|drug dealer))\\b${rest}`,
      'gi',
    ),
  },
  {
    entity: 'PERSONAL_FINANCE',
    starts:
      'sav hou hom pro mon wee mor net per ove tak his her the my ren cou cla ban cre is was am are in has hav had deb loa chi he she i who ear pai get rec owe can dec',
    reason: 'words about somebody’s money',
    pattern:
      /\b(?:savings|(?:house|home|property) valuation|mortgage(?: balance)?|(?:monthly|weekly) (?:income|wages?|salary|pay|pension|benefits?)|household income|net worth|personal (?:debts?|income|loan)|overdraft|take[- ]home pay|(?:his|her|their|my) (?:salary|income|wages?|pension|debts?|rent arrears|benefits?|savings|take[- ]home)|(?:rent|council tax) arrears|claims? (?:housing benefit|universal credit|pip)|(?:is |was |are )?in arrears|(?:has |have |had )?debts|(?:rent|mortgage|loan|child maintenance) (?:payments?|repayments?)|(?:he|she|i|they|who) (?:earns?|earned|owes?|owed|borrowed|inherited|gets?|receives?|takes home)(?: universal credit| pip| esa| housing benefit| a pension)?|(?:earns|earning|paid) a salary|bankrupt(?:cy)?|credit score)(?: of|:| totalling| is| are| was| about| only| is only| is about)? ?(?:£ ?\d[\d,.]*k?)|\b(?:he|she|i|who|mr \w+|mrs \w+|ms \w+|the (?:tenant|claimant|complainant|applicant)) (?:is |was |am |has been |have been )?(?:(?:on|claims?|claiming|gets?|receives?|receiving|in receipt of) (?:universal credit|pip|personal independence payment|esa|jsa|housing benefit|income support|disability living allowance|dla|carer.s allowance|pension credit|benefits)|(?:declared )?bankrupt|in (?:rent )?arrears|(?:£[\d,.]+k? )?in debt|evicted for arrears)\b/gi,
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

const impersonal =
  /\b(?:how many|borough|written off|budget|policy|guidance|statistics|survey of|percentage|proportion|number of|rate of|impact assessment|strategy|scheme|funding|awareness|training)\b/
const somebody =
  /\b(?:he|she|i|i['’]m|my|his|her|mr|mrs|ms|miss|mum|dad|mother|father|son|daughter|husband|wife|tenant|claimant|complainant|client|pupil|child)\b/i
/** Who is spoken of in the plural is nobody in particular. */
const groups =
  /\b(?:people|adults|children|those|women|men|patients|residents|anyone|anybody|everyone|carers|pupils|staff|employees|applicants|tenants|families|parents|veterans|refugees|someone|a person|persons?|individuals|you)(?: (?:who|that|and \w+))?(?: (?:have|are|is|with|may|also|has))?\s*$/

export const statementRecognisers: readonly Recogniser[] = statements.map(
  ({ entity, starts, pattern, reason }) => ({
    entity,
    starts: starts.split(' '),
    pattern,
    judge: ([text], scene) => {
      const to = text.trimEnd().length
      const isOfSomebody = somebody.test(text) || somebody.test(scene.before)
      if ((!isOfSomebody && says(scene, impersonal)) || groups.test(scene.before))
        return { score: 0.4, reason: `${reason}, in a text about policy, numbers or a group`, to }
      return { score: 0.8, reason, to }
    },
  }),
)
