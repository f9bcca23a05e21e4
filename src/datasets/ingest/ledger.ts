import type { RedactionReason } from './redacted-phrase.ts'

/** One thing a step changed, found or left out, and how often. */
export type LedgerLine = {
  step: 'container' | 'decode' | 'dialect' | 'heading' | 'rows' | 'columns' | 'types' | 'protection'
  change: string
  count: number
  /** In words; never a cell of the table. */
  note: string
}

export type TokenCount = { column: string; token: string; count: number }

/** What was done between the bytes and the table: with the same bytes and the same program, the same table. */
export type Ledger = {
  input: { name: string; bytes: number; sha256: string }
  steps: LedgerLine[]
  /** Cells that were redacted already: each phrase as its publisher wrote it, and the reason it gave. */
  redacted: { column: string; phrase: string; reason: RedactionReason; token: string; count: number }[]
  missing: TokenCount[]
  suppressed: TokenCount[]
}
