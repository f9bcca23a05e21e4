import { refuseFields, success } from '../../kernel/outcome.ts'
import type { FieldError, Outcome } from '../../kernel/outcome.ts'
import { english } from './english.ts'
import type { WordingKey } from './english.ts'
import { welsh } from './welsh.ts'

export type Locale = 'en' | 'cy'

type PlaceholderIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never

/** The places to fill in the standard text of a key. */
export type Placeholder<Key extends WordingKey> = PlaceholderIn<(typeof english)[Key]>

/** What `say` takes after the key: nothing where the text has no placeholder. */
export type Filling<Key extends WordingKey> = [Placeholder<Key>] extends [never]
  ? []
  : [values: Record<Placeholder<Key>, string>]

/** Texts by key; the English catalogue is complete, others may have gaps. */
export type Catalogue = Readonly<Partial<Record<WordingKey, string>>>

export const catalogues: Readonly<Record<Locale, Catalogue>> = { en: english, cy: welsh }

/** One version of an authority's own text for a key. The highest version of a key and locale counts. */
export type WordingOverride = { key: string; locale: Locale; version: number; text: string }

export type Wording = {
  /** The language the words are in: English where the Welsh catalogue has gaps. */
  locale: Locale
  /** Keys without text in the language asked for. */
  missing: WordingKey[]
  /** Which of the authority's own versions were used, to be stored with the letter. */
  versions: Partial<Record<WordingKey, number>>
  say<Key extends WordingKey>(key: Key, ...values: Filling<Key>): string
}

const placeholderPattern = /\{([A-Za-z]+)\}/g

/** Names of the places to fill in a text, each once, in alphabetical order. */
export function placeholdersIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(placeholderPattern), (match) => match[1] ?? ''))].toSorted()
}

export function isWordingKey(key: string): key is WordingKey {
  return Object.hasOwn(english, key)
}

/**
 * What is wrong with an authority's own text, one message each; empty where it can be used. It must fill the
 * same places as the standard text, because those places carry what the law requires.
 */
export function checkWording(override: WordingOverride): FieldError[] {
  const { key, text } = override
  if (!isWordingKey(key))
    return [{ field: key, message: `There is no wording called “${key}”. Check its spelling.` }]
  if (text.trim() === '') return [{ field: key, message: `Enter the words for “${key}”.` }]
  const allowed = placeholdersIn(english[key])
  const used = placeholdersIn(text)
  const stray = text.replace(placeholderPattern, '').match(/[{}]/)
  const list = (names: string[]) => names.map((name) => `{${name}}`).join(', ')
  const unknown = used.filter((name) => !allowed.includes(name))
  const lost = allowed.filter((name) => !used.includes(name))
  const errors: FieldError[] = []
  if (unknown.length > 0) {
    const may = allowed.length > 0 ? `It may use ${list(allowed)}.` : 'It has no places to fill.'
    errors.push({ field: key, message: `“${key}” cannot use ${list(unknown)}. ${may}` })
  }
  if (lost.length > 0) errors.push({ field: key, message: `“${key}” must keep ${list(lost)}.` })
  if (stray)
    errors.push({ field: key, message: `“${key}” has a “${stray[0]}” that is not part of a {place}.` })
  return errors
}

/**
 * The words of one authority in one language: the standard catalogue with its own texts on top. Refused, naming
 * each key, where one of its texts cannot be used.
 */
export function resolveWording(
  catalogue: Readonly<Record<Locale, Catalogue>>,
  overrides: readonly WordingOverride[] = [],
  locale: Locale = 'en',
): Outcome<Wording> {
  const errors = overrides.flatMap(checkWording)
  if (errors.length > 0) return refuseFields(errors)
  const asked = layer(catalogue[locale], overrides, locale)
  const keys = Object.keys(english).filter(isWordingKey)
  const missing = keys.filter((key) => asked.texts[key] === undefined)
  const complete = missing.length === 0
  const chosen = complete || locale === 'en' ? asked : layer(catalogue.en, overrides, 'en')
  return success({
    locale: complete ? locale : 'en',
    missing,
    versions: chosen.versions,
    say(key, ...values) {
      const text = chosen.texts[key] ?? english[key]
      const given: Record<string, string> = values[0] ?? {}
      // One pass: a value that itself contains {braces} is printed as it is.
      return text.replace(placeholderPattern, (whole, name: string) => given[name] ?? whole)
    },
  })
}

function layer(base: Catalogue, overrides: readonly WordingOverride[], locale: Locale) {
  const texts: Partial<Record<WordingKey, string>> = { ...base }
  const versions: Partial<Record<WordingKey, number>> = {}
  for (const { key, text, version, locale: language } of overrides) {
    if (language !== locale || !isWordingKey(key) || version <= (versions[key] ?? -Infinity)) continue
    texts[key] = text
    versions[key] = version
  }
  return { texts, versions }
}
