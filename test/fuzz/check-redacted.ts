import { extractText, inspectFile } from '../../src/documents/index.ts'
import { redactFile } from '../../src/redaction/index.ts'
import { inspectForRelease } from '../../src/release/index.ts'
import { inTime } from './chance.ts'

export const secret = 'Quillon Zephyrine'
export const words =
  'amber birch cedar dogwood elder ginkgo hazel ivory juniper kapok larch maple nutmeg'.split(' ')
/** Words that the source hides stay hidden where nothing marks them. */
const harmless = new Set(['hidden-text'])

/**
 * Redacts the secret and says what went wrong: it is still there by the gate's word, the gate finds what a rebuilt file
 * should not have, more than 2 in 100 neighbours are gone, or one of the `unseen` words, which the source does not show,
 * has come along. `shown` counts neighbours in what a reader sees.
 */
export async function checkRedacted(
  source: Uint8Array,
  name: string,
  shown: number,
  unseen: readonly string[] = [],
): Promise<string[]> {
  const faults: string[] = []
  const made = await inTime(redactFile(source, name, { find: [secret], reason: 's.40(2)' }), 60, 'redacting')
  if (!made.verification.passed) return [`verification failed: ${JSON.stringify(made.verification.left)}`]
  const mustNot = [secret, ...secret.split(' ')]
  const { findings } = await inTime(inspectForRelease(made.bytes, made.name, mustNot), 120, 'the gate')
  for (const { kind, where, detail } of findings)
    if (
      !(harmless.has(kind) && name.endsWith('.pdf')) &&
      !(made.pictures.length > 0 && kind === 'unreadable')
    )
      faults.push(`the gate: ${kind}, ${where}, ${detail}`)
  if (made.pictures.length === 0) {
    const { text } = await extractText(made.bytes, inspectFile(made.bytes, made.name, '').type)
    const left = countWords(text)
    // A box may clip the word beside it where letters touch.
    if (left < Math.floor(shown * 0.98) - 1) faults.push(`only ${left} of ${shown} neighbours are left`)
    for (const word of unseen)
      if (text.includes(word)) faults.push(`${word} was not shown and is still there`)
  }
  return [...new Set(faults)]
}

export const countWords = (text: string): number =>
  words.reduce((sum, word) => sum + text.split(word).length - 1, 0)
