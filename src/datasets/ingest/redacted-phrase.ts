export type RedactionReason = 'personal data' | 'commercial' | 'not stated'

/** What every redacted cell becomes, whatever the publisher wrote. The phrase stays in the ledger. */
export const redactedToken = 'REDACTED'

// Only words that say that something was left out, or why. A firm's name has others, and stays.
const vocabulary = new Set(
  (
    'redacted redaction redact withheld removed suppressed data details detail information info personal personally ' +
    'identifiable sensitive private individual individuals name names payee supplier vendor address narrative ' +
    'commercial commercially confidential confidentiality sensitivity under section sect s sec of the foi foia act ' +
    'dpa gdpr uk due to for as is has been and or by reasons reason exempt exemption not supplied disclosed ' +
    'protection protected third party privacy in accordance with value amount payment payments to a an on grounds see ' +
    'note client clients customer service user users resident tenant foster carer carers care leaver leavers child ' +
    'children family employee staff person persons sole trader recipient safeguarding security fraud prevention legal'
  ).split(' '),
)
const says = /\b(redact(?:ed|ion)?|withheld|suppressed)\b/
const notSupplied = /^(?:personal|names?|details?|payee|supplier)\b.*\bnot (?:supplied|disclosed|published)\b/
const payeeOnly =
  /^(?:third party(?: suppliers?)?|personal data|private individual|not disclosed|(?:client )?confidential)$/
const payeeTitle = /supplier|payee|vendor|beneficiary|creditor|\bname\b/i

/**
 * The reason a publisher gave where the whole cell is a redaction, else null. “Redactive Publishing Ltd” is a firm.
 * `title` is the column's heading: some phrases say so only where a payee belongs.
 */
export function redactionReason(cell: string, title: string): RedactionReason | null {
  if (cell.length > 120) return null
  const text = cell
    .toLowerCase()
    .replaceAll(/[^a-z0-9%&]+/g, ' ')
    .trim()
  if (payeeOnly.test(text)) {
    if (!payeeTitle.test(title)) return null
    return /personal|private/.test(text) ? 'personal data' : 'not stated'
  }
  if (!says.test(text) && !notSupplied.test(text)) return null
  const words = text.split(' ')
  // A bracketed code at the end, such as (NDR), names the ledger and no one.
  const tail = /\(([A-Z]{2,5})\)$/.exec(cell)?.[1]?.toLowerCase()
  const known = words.every(
    (word) => vocabulary.has(word) || word === tail || /^(?:s\d{1,2}\w{0,3}|\d{1,4}\w?)$/.test(word),
  )
  if (!known) return null
  if (/commercial/.test(text)) return 'commercial'
  return /personal|private|individual|gdpr|dpa|data protection|name/.test(text)
    ? 'personal data'
    : 'not stated'
}

/** Cells that may be a redaction at all: the cheap question before the exact one. */
export const mayBeRedaction =
  /redact|withheld|suppressed|not supplied|not disclosed|not published|third party|personal data|private individual|confidential/i
