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

/** `1 row`, `1,204 rows` */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`
}
