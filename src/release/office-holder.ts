const offices =
  '(?:Councillor|Cllr\\.?|(?:Lord|Deputy) Mayor|Mayor|Leader|Chair(?:man|woman|person)?|Chief (?:Executive|Finance|Fire|Planning)|Director|Head of|Monitoring Officer|Data Protection Officer|Section 151 Officer|Returning Officer|Commissioner|Minister|Secretary of State|Portfolio|Cabinet Member|Bishop|MP|MSP|MS)'
/** What the office is of: `Director of Children’s Services`; a second name would be no part of it. */
const of = "(?:\\s+Officer|\\s+Holder)?(?:\\s+(?:of|for)(?:\\s+(?:the|and|\\p{Lu}[\\p{L}’']+)){1,5})?"
const before = new RegExp(`\\b${offices}${of}[,:]?\\s+$`, 'u')
const own = new RegExp(`^${offices}\\s`, 'u')
const after = new RegExp(
  `^\\s*[,(–-]?\\s*(?:the\\s+|our\\s+|its\\s+)?(?:\\p{Lu}\\p{L}+\\s+){0,3}${offices}(?![\\p{L}])`,
  'u',
)
const reach = 80

/**
 * True of a name that stands beside the public office its bearer holds: `Councillor Ann Example`, `Ann Example,
 * Director of Finance`. Who holds an office is public; what else is said of them is not, and is found all the same.
 */
export function holdsOffice(text: string, { start, end }: { start: number; end: number }): boolean {
  return (
    before.test(lastLine(text.slice(Math.max(0, start - reach), start))) ||
    after.test(text.slice(end, end + reach).split('\n', 1)[0] ?? '') ||
    own.test(text.slice(start, end))
  )
}

const lastLine = (text: string): string => text.slice(text.lastIndexOf('\n') + 1)
