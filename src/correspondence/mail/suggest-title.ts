import { suggestParts, withoutMarker } from './split-request.ts'

const longest = 80

// Sentences that every request has and that say nothing about this one.
const empty =
  /^\s*(dear\b|hello\b|hi\b|good (morning|afternoon|evening)|to whom|annwyl\b|my name is|i am (a|an|the) |i hope|i am writing|i'm writing|this is (a|an) (request|freedom|foi)|under the|please (treat|consider|accept) this|i (wish|would like) to (make|submit) (a|an|this)|(freedom of information|foi|eir|environmental information)( act| regulations)?( \d{4})?( request)?[.,:]?\s*$|re:|fw:|fwd:)/i
const leadIn =
  /^\s*((could|can|would|will) you (please |kindly )?|please (can|could|would) you |please |kindly |i (would like|want|wish|am looking|request|am requesting|require) (to (know|see|have|request|receive|obtain|ask for)|for)?\s*|(to )?(provide|send|supply|give|tell|let|forward)( me| us)?( with| have| know)?( a copy of| copies of| details of| information (on|about|regarding))?\s*|a copy of |copies of |details of |the following( information)?:?\s*)/i
// The preposition goes with what it leads to, or the title would read "Emails from about Hill Street".
const person =
  /(?:\b(?:from|by|to|of|with|between|and)\s+)?\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Cllr|Councillor|Rev)\.?\s+\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,2}/gu
const contact =
  /(?:\b(?:to|at|via|on|by)\s+)?(?:\S{1,64}@\S{1,255}|https?:\/\/\S{1,2000}|(?:\+44|\b0)[\d ]{9,13}\b|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b)/g

/**
 * A plain title of at most 80 characters from what is asked: without greeting, courtesy, contact details or titled
 * names. It can still hold an untitled name, so a person reads it before anything is published.
 */
export function suggestTitle(text: string): string {
  const { preamble, parts } = suggestParts(text)
  for (const source of [...parts.map(withoutMarker), preamble]) {
    for (const sentence of source.split(/(?<=[.?!:])\s+|\n+/)) {
      if (empty.test(sentence)) continue
      const title = tidy(sentence.slice(0, 1000))
      if (title.split(' ').length >= 2) return title
    }
  }
  return 'Request for information'
}

function tidy(sentence: string): string {
  let title = sentence.replace(contact, '').replace(person, '').replace(/\s+/g, ' ').trim()
  for (let i = 0; i < 5 && leadIn.test(title); i++) title = title.replace(leadIn, '')
  title = title.replace(/[\s?.,:;!–-]+$/, '')
  title = title.charAt(0).toUpperCase() + title.slice(1)
  if ([...title].length <= longest) return title
  const cut = [...title].slice(0, longest - 1).join('')
  const space = cut.lastIndexOf(' ')
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).replace(/[\s,;:–-]+$/, '')}…`
}
