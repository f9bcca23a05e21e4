import type { Quad } from 'n3'

/** Statements in batches, each about one dataset: between two of them a writer lets others have the processor. */
export type Quads = readonly (readonly Quad[])[]

/** Each batch with its statements by subject, subjects in the order of their first mention. */
export function bySubject(batch: readonly Quad[]): Map<string, Quad[]> {
  const subjects = new Map<string, Quad[]>()
  for (const quad of batch) {
    const own = subjects.get(quad.subject.value)
    if (own === undefined) subjects.set(quad.subject.value, [quad])
    else own.push(quad)
  }
  return subjects
}
