import { gaps, shapes, type Tokens } from './tokens.ts'

/** A run of words read as one person’s name: `first` and `last` are numbers of words. */
export type Person = {
  first: number
  last: number
  score: number
  reason: string
  office: string | null
  /** Where it stands says that it is a name, whatever its words */
  framed: boolean
}

/**
 * Names met so far in this text, by the hash of each word: a bare “Okafor” after “Mrs Okafor” is she. `initials` are
 * those of names in full, as minutes use them.
 */
export type Met = {
  people: Set<number>
  kept: Set<number>
  keptFirst: Set<number>
  initials: Set<number>
}

export const nobodyMet = (): Met => ({
  people: new Set(),
  kept: new Set(),
  keptFirst: new Set(),
  initials: new Set(),
})

/** True where two words may belong to one name. */
export const joins = (gap: number | undefined): boolean =>
  gap === gaps.space || gap === gaps.initial || gap === gaps.dash

export const isCapital = ({ shape }: Tokens, at: number): boolean => {
  const form = shape[at]
  return form === shapes.title || form === shapes.capitals || form === shapes.mixed
}
