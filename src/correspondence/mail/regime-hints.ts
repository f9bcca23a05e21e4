export type RegimeHint = { regime: 'eir' | 'uk-gdpr' | 'ropsi' | 'foia'; reason: string }

type Sign = { pattern: RegExp; weight: number; what: string }

// EIR reg 2(1): state of the elements, factors, measures, reports, cost analyses, health and safety.
const environmental: Sign[] = [
  {
    pattern: /\benvironmental information\b|\bEIRs?\b/,
    weight: 3,
    what: 'the Environmental Information Regulations',
  },
  {
    pattern:
      /\b(air|water|soil|river|sewage|sewer)\b.{0,40}\b(quality|pollution|contamination|discharges?|spills?)\b/i,
    weight: 3,
    what: 'air, water or soil',
  },
  {
    pattern:
      /\b(emissions?|pollut\w+|contaminat\w+|carbon|greenhouse|nitrogen dioxide|particulates?|asbestos|radon)\b/i,
    weight: 2,
    what: 'emissions or pollution',
  },
  {
    pattern: /\b(flood\w*|drainage|coastal erosion|watercourse|culvert)\b/i,
    weight: 2,
    what: 'flooding or drainage',
  },
  {
    pattern:
      /\b(planning (application|permission|enforcement|consent|policy|appeal)|section 106|local plan|listed building|green ?belt|building control)\b/i,
    weight: 2,
    what: 'planning and land use',
  },
  {
    pattern:
      /\b(trees?|woodland|hedge\w*|biodiversity|habitats?|wildlife|ecolog\w+|pesticides?|weedkiller|glyphosate|parks? and green spaces?)\b/i,
    weight: 2,
    what: 'trees, plants or wildlife',
  },
  {
    pattern: /\b(noise (nuisance|complaints?|levels?|abatement|monitoring)|noise)\b/i,
    weight: 2,
    what: 'noise',
  },
  {
    pattern: /\b(waste|recycling|landfill|incinerat\w+|fly[- ]?tipping|bin collections?|refuse)\b/i,
    weight: 2,
    what: 'waste',
  },
  {
    pattern:
      /\b(energy (use|efficiency|consumption)|climate|net zero|solar|wind farm|fracking|low traffic neighbourhood|clean air zone)\b/i,
    weight: 2,
    what: 'energy or climate',
  },
  {
    pattern:
      /\b(potholes?|highway works|road (scheme|building)|traffic (levels|counts?|scheme)|rights? of way)\b/i,
    weight: 1,
    what: 'roads as part of the land',
  },
]

// UK GDPR art 15: access by the person the data is about.
const aboutMe: Sign[] = [
  {
    pattern: /\bsubject access\b|\b(d?sar)\b|\barticle 15\b|\bdata protection act\b/i,
    weight: 3,
    what: 'subject access',
  },
  {
    pattern:
      /\binformation (that )?(you|the council) (hold|have|holds|has)( \w+){0,3} (about|on|relating to) (me|myself|my (son|daughter|child|children|mother|father|husband|wife))\b/i,
    weight: 3,
    what: 'information about the requester',
  },
  {
    pattern:
      /\bmy (own )?(\w+ ){0,2}(records?|file|files|personal data|personal information|case notes|medical|adoption|housing file|social (care|services) (records?|file)|tenancy|council tax (account|record)|employment record)\b/i,
    weight: 3,
    what: 'the requester’s own records',
  },
  {
    pattern:
      /\b(about|concerning|regarding) (me|myself)\b|\bmentions? (me|my name)\b|\bmy personal (data|information)\b|\bgwybodaeth amdanaf\b/i,
    weight: 3,
    what: 'the requester in person',
  },
  {
    pattern: /\bmy (complaint|application|claim|benefits?|account|case)\b/i,
    weight: 1,
    what: 'the requester’s own affairs',
  },
]

const reuse: Sign[] = [
  { pattern: /\bre-?us(e|ing)\b/i, weight: 3, what: 're-use' },
  {
    pattern:
      /\b(open government licence|OGL|licen[cs]e to (use|publish|copy|reproduce)|licensing terms|commercial(ly)? (use|exploit\w*))\b/i,
    weight: 3,
    what: 'a licence',
  },
  {
    pattern: /\b(permission|right|wish|want|like) to (reproduce|republish|copy|distribute|incorporate)\b/i,
    weight: 2,
    what: 'reproducing the information',
  },
]

const freedom: Sign[] = [
  {
    pattern: /\bfreedom of information\b|\bFOIA?\b|\brhyddid gwybodaeth\b/i,
    weight: 3,
    what: 'the Freedom of Information Act',
  },
]

const tables: [RegimeHint['regime'], Sign[]][] = [
  ['uk-gdpr', aboutMe],
  ['eir', environmental],
  ['ropsi', reuse],
  ['foia', freedom],
]

/**
 * Which regimes the wording suggests, strongest first, with the words that suggest it. Advice for the officer only:
 * the regime follows from the information, not from the name the requester gives it.
 */
export function detectRegimeHints(text: string): RegimeHint[] {
  const found = tables.flatMap(([regime, signs]) => {
    const hits = signs.flatMap((sign) => {
      const match = sign.pattern.exec(text)
      return match === null ? [] : [{ ...sign, words: match[0].replace(/\s+/g, ' ').slice(0, 60) }]
    })
    const score = hits.reduce((sum, hit) => sum + hit.weight, 0)
    if (score < 2) return []
    const reason = `It mentions ${hits
      .slice(0, 3)
      .map((hit) => `${hit.what} (“${hit.words}”)`)
      .join(', ')}.`
    return [{ regime, reason, score }]
  })
  return found.toSorted((a, b) => b.score - a.score).map(({ regime, reason }) => ({ regime, reason }))
}
