import type { Locale } from '../wording/index.ts'
import type { LetterKind } from './letter.ts'
import type { RequirementId } from './requirements.ts'

/** A run of text; a line feed inside it is a line break. */
export type Inline = { text: string; href?: string; strong?: true }

/** What a block is there for: the requirements it meets, of which part and which ground. */
type Purpose = { satisfies?: RequirementId[]; part?: number; ground?: number }

export type Block = Purpose &
  (
    | { type: 'heading'; level: 2 | 3; text: string }
    | { type: 'paragraph'; content: Inline[] }
    /** The requester's own words */
    | { type: 'quote'; label: string; paragraphs: Inline[][] }
    | { type: 'list'; label?: string; items: Inline[][] }
    | { type: 'table'; caption: string; head: string[]; rows: string[][]; total?: string[] }
    | { type: 'address'; label: string; lines: Inline[][] }
  )

/** A whole letter, ready to be rendered: every sentence that will be read, and nothing else. */
export type LetterModel = {
  kind: LetterKind
  locale: Locale
  title: string
  /** ISO day of the letter */
  day: string
  sender: { name: string; lines: Inline[][]; colour: string }
  /** Postal lines as on the envelope; only the name, or nothing, where the reply goes by email */
  recipient: string[]
  postal: boolean
  details: { label: string; value: string }[]
  salutation: string
  subject: string
  blocks: Block[]
  closing: string
  signature: string[]
  /** `Page {page} of {pages}` in the letter’s language */
  pageLabel: string
}

/** The words of a block in reading order, as one text. */
export function blockText(block: Block): string {
  const plain = (content: Inline[]) => content.map((run) => run.text).join('')
  switch (block.type) {
    case 'heading':
      return block.text
    case 'paragraph':
      return plain(block.content)
    case 'quote':
      return [block.label, ...block.paragraphs.map(plain)].join('\n')
    case 'list':
      return [block.label ?? '', ...block.items.map(plain)].join('\n').trim()
    case 'table':
      return [block.caption, ...[block.head, ...block.rows, block.total ?? []].flat()].join('\n')
    case 'address':
      return [block.label, ...block.lines.map(plain)].join('\n')
  }
}
