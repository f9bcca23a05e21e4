import type { Screening, ScreeningFinding, VersionColumn } from '../dataset.ts'
import { columnHints } from '../ingest/column-hints.ts'
import { wordsOf } from '../ingest/headings.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { countOf } from '../ingest/fault.ts'
import { literal, name, type Duck } from './duck.ts'

type Column = Omit<VersionColumn, 'statistics'>

/**
 * Looks through `table` for what may be about people, on each column's distinct values. Anything found asks for a
 * second person; nothing found is no promise. Replaceable: all screening of tables is behind this one function.
 */
export async function screenTable(duck: Duck, table: string, columns: readonly Column[]): Promise<Screening> {
  const people = columns.some(({ title }) => personHeading.test(wordsOf(title)))
  const findings: ScreeningFinding[] = []
  for (const column of columns) {
    const rules = rulesFor(column, people)
    if (rules.length === 0) continue
    const value = name(column.name)
    const text = column.type === 'string' ? value : `cast(${value} as varchar)`
    const counts = rules.map(({ where }) => `coalesce(sum(n) filter (${where('v')}), 0)::double`)
    const words = column.type === 'string' ? ` and ${value} <> ${literal(redactedToken)}` : ''
    const [row = []] = await duck.rows(
      `select ${counts.join(', ')} from (select ${text} as v, count(*) as n from ${table} where ${value} is not null${words} group by 1)`,
    )
    for (const [at, rule] of rules.entries()) {
      const count = Number(row[at])
      if (count === 0) continue
      const found = await duck.rows(
        `select (rowid + 1)::double from (select rowid, ${text} as v from ${table} where ${value} is not null${words}) where ${rule.where('v')} order by rowid limit 5`,
      )
      findings.push({
        column: column.name,
        kind: rule.kind,
        count,
        rows: found.map(([number]) => Number(number)),
        message: rule.message(countOf(count, 'cell'), column.title),
      })
    }
  }
  return {
    verdict: findings.length > 0 ? 'second-person' : 'clear',
    checks: checks.map((check) => ({ check, version: 1 })),
    findings,
  }
}

const checks = [
  'email',
  'phone',
  'national-insurance-number',
  'nhs-number',
  'date-of-birth',
  'person-name',
  'home-address',
] as const

type Rule = {
  kind: (typeof checks)[number]
  where: (value: string) => string
  message: (cells: string, column: string) => string
}

const personWords =
  'person|resident|tenant|applicant|claimant|customer|client|child|pupil|student|parent|guardian|carer|patient|employee|staff|officer|owner|occupier|householder|complainant|requester|deceased|licensee|holder|taxpayer|ratepayer|driver|keeper|witness|victim'
/** `Surname`, `First name`, `Name of deceased`, `Tenant`; not `Supplier name`, `Ward name` or `Name`. */
const personHeading = new RegExp(
  `\\b(?:surname|forenames?|(?:first|last|middle|given|family|christian|maiden|full) names?|(?:${personWords}) names?|names? of (?:the )?(?:${personWords}))\\b|^(?:person|resident|tenant|applicant|claimant|employee|householder|complainant|deceased)$`,
)
const birthHeading = /\b(?:date of birth|birth ?dates?|dob|d o b|born)\b/
const homeHeading = new RegExp(
  `\\b(?:home|residential|(?:${personWords})(?: s)?) (?:postal )?address|\\baddress of (?:the )?(?:${personWords})\\b`,
)
const phoneHeading = /\b(?:phone|telephone|tel|mobile|contact (?:no|number|details))\b/
const nhsHeading = /\bnhs (?:no|number)\b/

/** What a title and a name end in or hold where they are those of a firm or a body after all. */
const firms =
  '\\b(ltd|limited|llp|plc|lp|cic|cio|inc|co|company|partners|partnership|sons|daughters|brothers|bros|solicitors|chambers|surgery|practice|clinic|school|academy|college|trust|council|charity|foundation|church|group|services?|associates|consulting|hotel|centre|center|shop|stores?|pizza|taxis?|cars?|court|road|street|house|close|lane|avenue|drive)\\b'
const titled =
  "(?i:mr|mrs|miss|ms|mx|dr|rev|reverend|messrs)[.]?( (?i:and|&) (?i:mr|mrs|miss|ms|dr)[.]?)? +([A-Z][A-Za-z'’-]*[.]? *){1,4}"
const freeMail =
  '(gmail|googlemail|hotmail|outlook|live|yahoo|ymail|icloud|me|mac|aol|btinternet|btopenworld|sky|talktalk|virginmedia|ntlworld|blueyonder|protonmail|proton)[.][a-z.]+'
const roles =
  '(info|contact|contacts|enquir|inquir|admin|office|team|service|services|support|access|customer|foi|data|records|council|help|hello|mail|post|press|media|licensing|planning|procurement|finance|accounts|payments|invoices|jobs|recruitment|library|libraries|parking|waste|housing|benefits|revenues|no-?reply)'

/** What each rule looks for is in its name; what it leaves alone is said beside it. */
function rulesFor(column: Column, people: boolean): Rule[] {
  const heading = wordsOf(column.title)
  const hints = columnHints(column.title)
  const rules: Rule[] = []
  if (birthHeading.test(heading) && column.type !== 'boolean')
    rules.push({
      kind: 'date-of-birth',
      where: () => 'true',
      message: (_, title) => `“${title}” looks like a column of dates of birth.`,
    })
  if (nhsHeading.test(heading) && (column.type === 'integer' || column.type === 'string'))
    rules.push(nhsRule(false))
  if (column.type !== 'string') return rules
  if (personHeading.test(heading))
    rules.push({
      kind: 'person-name',
      // A code, or a body that happens to be the owner, is no person.
      where: (value) =>
        `regexp_matches(${value}, '[A-Za-z]{2}') and not regexp_matches(lower(${value}), '${firms}') and not regexp_matches(${value}, '[0-9]')`,
      message: (cells, title) => `“${title}” looks like a column of people’s names (${cells}).`,
    })
  else if (column.kind === undefined)
    rules.push({
      kind: 'person-name',
      // A title and a name are the whole cell; firms and places are left alone.
      where: (value) =>
        `regexp_full_match(${value}, '${titled.replaceAll("'", "''")}') and not regexp_matches(lower(${value}), '${firms}')`,
      message: (cells, title) => `${cells} in “${title}” hold a title and a name, such as Mrs Example.`,
    })
  if (homeHeading.test(heading))
    rules.push({
      kind: 'home-address',
      where: (value) => `length(${value}) > 5`,
      message: (_, title) => `“${title}” looks like a column of people’s home addresses.`,
    })
  if (column.kind === 'uprn' || column.kind === 'postcode') return rules
  rules.push({
    kind: 'email',
    // A role’s mailbox is public. One with two names in it, or at a provider for private people, may be a person’s.
    where: (value) =>
      `contains(${value}, '@') and (regexp_matches(lower(${value}), '[a-z0-9._%+-]+@${freeMail}') or ` +
      `(regexp_matches(lower(${value}), '\\b[a-z]+[._-][a-z]+[0-9]*@[a-z0-9-]+[.][a-z]') and not regexp_matches(lower(${value}), '${roles}[a-z]*[._-]?[a-z]*@')))`,
    message: (cells, title) => `${cells} in “${title}” hold an email address that may be a person’s own.`,
  })
  const asked = phoneHeading.test(heading)
  if (asked || (column.kind === undefined && !hints.has('reference')))
    rules.push({
      kind: 'phone',
      // Mobile numbers anywhere; others only beside people’s names. 0300, 0800 and the like belong to organisations.
      where: (value) =>
        `regexp_matches(replace(replace(${value}, '-', ' '), ')', ' '), '(^|[^0-9A-Za-z+])([+]?44 ?[(]?0?[)]? ?|0)7[1-9][0-9]{2} ?[0-9]{3} ?[0-9]{3}($|[^0-9A-Za-z])')` +
        (people
          ? ` or regexp_matches(${value}, '(^|[^0-9A-Za-z])[(]?0[12][0-9]{2,4}[)]? ?[0-9]{3,4} ?[0-9]{3,4}($|[^0-9A-Za-z])')`
          : ''),
      message: (cells, title) => `${cells} in “${title}” hold a telephone number that may be a person’s own.`,
    })
  rules.push({
    kind: 'national-insurance-number',
    // HMRC NIM39110: letters that are never used are left out, and so are prefixes that were never given.
    where: (value) =>
      `regexp_matches(upper(${value}), '(^|[^A-Z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]($|[^A-Z0-9])') ` +
      `and not regexp_matches(upper(${value}), '(^|[^A-Z0-9])(BG|GB|KN|NK|NT|TN|ZZ) ?[0-9]')`,
    message: (cells, title) => `${cells} in “${title}” hold what looks like a National Insurance number.`,
  })
  if (!nhsHeading.test(heading)) rules.push(nhsRule(true))
  return rules
}

/** Ten figures whose last is right (modulus 11). Elsewhere than below their own heading only as they are written: 3, 3 and 4. */
function nhsRule(spaced: boolean): Rule {
  return {
    kind: 'nhs-number',
    where(value) {
      const found = spaced
        ? `regexp_extract(${value}, '(^|[^0-9])([0-9]{3}[ -][0-9]{3}[ -][0-9]{4})($|[^0-9])', 2)`
        : value
      const digits = `regexp_replace(${found}, '[ -]', '', 'g')`
      const sum = Array.from(
        { length: 9 },
        (_, at) => `${10 - at} * try_cast(${digits}[${at + 1}] as integer)`,
      ).join(' + ')
      return `length(${digits}) = 10 and (11 - (${sum}) % 11) % 11 = try_cast(${digits}[10] as integer)`
    },
    message: (cells, title) => `${cells} in “${title}” hold what looks like an NHS number.`,
  }
}
