import { capital } from './release-words.ts'
import type { FieldError, Refusal } from '../../../kernel/outcome.ts'

export type StoppedView = { detail: string | null; findings: FieldError[]; certificates: string[] }

/** What `release/stopped.njk` shows; null of any other refusal. */
export function stoppedView(refusal: Refusal | null): StoppedView | null {
  if (refusal?.problem !== 'release-stopped') return null
  return {
    detail: refusal.detail === undefined ? null : capital(refusal.detail),
    findings: refusal.fields ?? [],
    certificates: (refusal.certificates ?? []).map((id) => `/staff/release/${id}`),
  }
}
