import { readFileSync } from 'node:fs'

/** What the tagger learnt, made by training/train.ts: two signed bytes a feature. */
export const weights = new Int8Array(readFileSync(new URL('weights.bin', import.meta.url)))
