import { countOf } from '../../kernel/count-of.ts'

/** Every place in a file where something can stay that its reader does not see. */
export type SurfaceKind =
  | 'hidden-sheet'
  | 'hidden-row'
  | 'hidden-column'
  | 'pivot-cache'
  | 'external-link'
  | 'data-model'
  | 'named-range'
  | 'comment'
  | 'tracked-change'
  | 'hidden-text'
  | 'covered-text'
  | 'metadata'
  | 'attachment'
  | 'annotation'
  | 'form-field'
  | 'javascript'
  | 'previous-revision'
  | 'hidden-layer'
  | 'embedded-object'
  | 'exif'
  | 'mail-header'
  | 'macro'
  | 'unreadable'

/** Says where and how much, never what is written there. */
export type Surface = { kind: SurfaceKind; where: string; detail: string }

/** Counts what is found in one place, to say it in one line each. */
export class Tally {
  private readonly counts = new Map<string, { kind: SurfaceKind; one: string; many: string; count: number }>()
  add(kind: SurfaceKind, one: string, many = `${one}s`): void {
    const key = `${kind} ${one}`
    const known = this.counts.get(key) ?? { kind, one, many, count: 0 }
    known.count += 1
    this.counts.set(key, known)
  }
  surfaces(where: string): Surface[] {
    return [...this.counts.values()].map(({ kind, one, many, count }) => ({
      kind,
      where,
      detail: `${countOf(count, one, many)}.`,
    }))
  }
}
