import { redact, type ArcjetSensitiveInfoType } from '@arcjet/redact'
import { Redactor } from '@redactpii/node'
import compromise from 'compromise'
import { screenText } from '../../src/screening/index.ts'

export type Found = { entity: string; start: number; end: number }
export type Screen = (text: string) => Found[] | Promise<Found[]>

/** Ours, and the npm packages that look for the same. */
export const peers: { name: string; screen: Screen; names: boolean }[] = [
  { name: 'Muniment', screen: (text) => screenText(text), names: true },
  { name: 'compromise', screen: readCompromise, names: true },
  { name: '@redactpii/node', screen: readRedactor, names: true },
  { name: '@arcjet/redact', screen: readArcjet, names: false },
]

type Named = { offset: { start: number; length: number } }

function readCompromise(text: string): Found[] {
  const people = compromise(text).people().json({ offset: true }) as Named[]
  return people.map(({ offset: { start, length } }) => ({ entity: 'PERSON', start, end: start + length }))
}

const mark = '\uE000'
const kinds = {
  CREDIT_CARD: 'CREDIT_CARD',
  EMAIL: 'EMAIL_ADDRESS',
  NAME: 'PERSON',
  PHONE: 'UK_PHONE',
} as const
const redactors = Object.entries(kinds).map(([rule, entity]) => ({
  entity,
  redactor: new Redactor({ rules: { [rule]: true }, globalReplaceWith: mark }),
}))

/** It gives back the text without what it found: where that stood is told from what is left, in order. */
function readRedactor(text: string): Found[] {
  return redactors.flatMap(({ entity, redactor }) => {
    const found: Found[] = []
    let at = 0
    let open = false
    for (const piece of redactor.redact(text).split(mark)) {
      const next = piece === '' && open ? at : text.indexOf(piece, at)
      const start = next === -1 ? at : next
      if (open) found.push({ entity, start: at, end: Math.max(start, at + 1) })
      at = start + piece.length
      open = true
    }
    return found
  })
}

const arcjetKinds: Record<ArcjetSensitiveInfoType, string> = {
  email: 'EMAIL_ADDRESS',
  'phone-number': 'UK_PHONE',
  'ip-address': 'IP_ADDRESS',
  'credit-card-number': 'CREDIT_CARD',
}

async function readArcjet(text: string): Promise<Found[]> {
  const found: Found[] = []
  let at = 0
  await redact(text, {
    replace(kind: ArcjetSensitiveInfoType, words: string) {
      const start = text.indexOf(words, at)
      if (start !== -1) {
        at = start + words.length
        found.push({ entity: arcjetKinds[kind], start, end: at })
      }
      return undefined
    },
  })
  return found
}
