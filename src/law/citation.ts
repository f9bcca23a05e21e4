/** Where a rule comes from. Every rule file in src/law exports at least one. */
export type Citation = {
  /** `FOIA 2000`, `EIR 2004`, … as letters and pages print it */
  act: string
  /** `s.10(1)`, `reg 5(2)` */
  provision: string
  url: string
  /** ISO day the provision as described came into force */
  inForceFrom: string
  /** ISO day it stopped, where it has */
  inForceTo?: string
  /** ISO day somebody last read the provision against this file */
  checkedOn: string
  /** How sure the reading is, or what it leaves open */
  note?: string
}

/** A rule as the generated pages list it. */
export type RuleFacts = { title: string; period: string; citations: readonly Citation[] }

/** One line of working: an ISO day, what the law does with it, and under which provision. */
export type Step = { date: string; text: string; citation: string }

/** `FOIA 2000 s.10(1)` */
export function cite(citation: Citation): string {
  return `${citation.act} ${citation.provision}`
}
