import type { WordingKey } from './english.ts'

/**
 * Welsh, key by key. A letter goes out in Welsh only when every key has its Welsh text, here or from the
 * authority; until then the whole letter is in English, so that no letter is half in one language.
 */
export const welsh: Partial<Record<WordingKey, string>> = {}
