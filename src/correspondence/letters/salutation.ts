import type { Wording } from '../wording/index.ts'
import { cleanLine } from './clean-text.ts'

/**
 * The name a letter can be addressed to, or null. FOIA s.8 asks for a name, but people sign with an email
 * address, a number or a line of punctuation, and nobody is to be greeted as `Dear 12345`.
 */
export function addressableName(name: string | null): string | null {
  const clean = cleanLine(name ?? '')
    .replace(/^(dear)\s+/i, '')
    .replace(/[\s,;.]+$/, '')
  const letters = clean.match(/\p{Letter}/gu)?.length ?? 0
  if (letters < 1 || clean.includes('@') || clean.includes('://')) return null
  if (/^(anonymous|anon|unknown|none|n\/a|na|not given|no name|sir or madam|sir\/madam)$/i.test(clean))
    return null
  return clean
}

/** Greeting and the closing that goes with it. The name stands as it was given: never cut up or guessed at. */
export function greet(name: string | null, wording: Wording): { salutation: string; closing: string } {
  const known = addressableName(name)
  if (known === null)
    return { salutation: wording.say('salutation.unknown'), closing: wording.say('closing.unknown') }
  return {
    salutation: wording.say('salutation.named', { name: known }),
    closing: wording.say('closing.named'),
  }
}
