import { findExemption, findProceduralGround, regimes, type ClockRegime } from '../law/index.ts'
import { findIdentity, type IdentityField, type RequesterIdentity } from '../release/index.ts'
import type { CaseAnswer, EntryGround, EntryOutcome, EntryPart, ProposedEntry, Removal } from './entry.ts'

const inPlaceOf: Record<IdentityField, string> = {
  name: '[name removed]',
  email: '[email removed]',
  phone: '[telephone removed]',
  address: '[address removed]',
}
const greeting =
  /^(dear|hi|hello|hey|good (morning|afternoon|evening))\b[^\n.?]{0,60}[,!:.]?\s*$|^to whom it may concern[,.:]?\s*$/i
const closing =
  /^((yours|kind|best|warm|many|with)\b[\w ,]{0,30}|regards|thanks|thank you|many thanks|cheers|best wishes)[,.!]*\s*$/i
const longestSignature = 8

/**
 * The words of the case without its requester: greetings and signatures taken off, every trace of who asked replaced
 * and reported. A proposal for a person to review; the release gate looks again at what they make of it.
 */
export function prepareEntry(answer: CaseAnswer, ordinaryWords: readonly string[] = []): ProposedEntry {
  const removals: Removal[] = []
  const clean = (text: string, where: string): string =>
    removeIdentity(withoutFrame(text, where, removals), answer.identity, ordinaryWords, where, removals)
  const parts = answer.parts.map((part): EntryPart => {
    const where = `part ${part.number}`
    const link =
      part.linkUrl === null
        ? {}
        : { link: { url: part.linkUrl, title: clean(part.linkTitle ?? part.linkUrl, `${where} link`) } }
    return {
      number: part.number,
      question: clean(part.text, `${where} question`),
      outcome: part.outcome,
      answer: clean(part.answer, `${where} answer`),
      ...link,
      grounds: [...new Set([...part.exemptionIds, ...impliedGround(part.outcome, answer.regime)])].map((id) =>
        groundInWords(id, answer.regime),
      ),
    }
  })
  return {
    title: clean(answer.title, 'title'),
    summary: summarise(parts),
    topic: answer.topic,
    parts,
    removals,
  }
}

/** Takes off a greeting at the head and everything from the closing words on, where what follows is short as a signature is. */
function withoutFrame(text: string, where: string, removals: Removal[]): string {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => line.trim() !== '')
  if (first !== -1 && greeting.test(lines[first]?.trim() ?? '')) {
    lines.splice(0, first + 1)
    removals.push({ where, what: 'greeting', count: 1 })
  }
  const end = lines.findLastIndex((line) => closing.test(line.trim()))
  const after = lines.slice(end + 1).filter((line) => line.trim() !== '')
  if (end > 0 && after.length <= longestSignature && after.every((line) => line.trim().length <= 80)) {
    lines.splice(end)
    removals.push({ where, what: 'sign-off', count: 1 })
  }
  return lines.join('\n').trim()
}

function removeIdentity(
  text: string,
  identity: RequesterIdentity,
  ordinaryWords: readonly string[],
  where: string,
  removals: Removal[],
): string {
  const counts = new Map<IdentityField, number>()
  let out = ''
  let at = 0
  for (const match of findIdentity(text, identity, ordinaryWords)) {
    if (match.end <= at) continue
    // Where one thing ends inside the next (a name inside an address), the first word of removal stands for both
    if (match.start >= at) {
      out += text.slice(at, match.start) + inPlaceOf[match.field]
      counts.set(match.field, (counts.get(match.field) ?? 0) + 1)
    }
    at = match.end
  }
  for (const [what, count] of counts) removals.push({ where, what, count })
  return out + text.slice(at)
}

/** Pointing elsewhere is itself an exemption under FOIA (s.21), decided as an outcome rather than as a ground. */
function impliedGround(outcome: string, regime: string): string[] {
  return outcome === 'available-elsewhere' && regime === 'foia' ? ['foia-21'] : []
}

/** What the public calls the ground. An id the law does not know stays visible rather than vanishing. */
function groundInWords(id: string, regime: string): EntryGround {
  const rule = findExemption(id) ?? findProceduralGround(id)
  const act = regimes[(rule?.regime ?? regime) as ClockRegime]?.title ?? ''
  return rule === undefined
    ? { provision: id, act, plain: '' }
    : { provision: rule.section, act, plain: rule.title }
}

const outcomeSentences: Record<EntryOutcome, string> = {
  released: 'We gave the information we hold.',
  'part-released': 'We gave some of the information asked for.',
  withheld: 'We did not give the information asked for.',
  'not-held': 'We do not hold the information asked for.',
}

function summarise(parts: readonly EntryPart[]): string {
  const outcome = entryOutcomeOf(parts.map((part) => part.outcome))
  const provisions = [...new Set(parts.flatMap((part) => part.grounds.map((ground) => ground.provision)))]
  const sentence = outcome === null ? '' : outcomeSentences[outcome]
  return provisions.length === 0 ? sentence : `${sentence} Relied on: ${provisions.join(', ')}.`
}

/**
 * What a reader of the log filters on. Information that is published elsewhere counts as released: the entry says
 * where it is. Null where nothing was answered, so there is nothing to publish.
 */
export function entryOutcomeOf(partOutcomes: readonly string[]): EntryOutcome | null {
  const counted = partOutcomes.filter(
    (outcome) => outcome !== 'withdrawn' && outcome !== 'clarification-needed',
  )
  if (counted.length === 0) return null
  // What is not held could not be released: beside parts that are held it takes nothing away.
  const held = counted.filter((outcome) => outcome !== 'not-held')
  if (held.length === 0) return 'not-held'
  if (held.every((outcome) => outcome === 'provided' || outcome === 'available-elsewhere')) return 'released'
  const given = ['provided', 'available-elsewhere', 'partly-provided']
  return held.some((outcome) => given.includes(outcome)) ? 'part-released' : 'withheld'
}
