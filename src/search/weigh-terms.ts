import { sql } from 'kysely'
import type { Reader } from '../db/index.ts'
import { boilerplate } from './query-text.ts'

/** What is searched for something alike: everything public, or the authority's own cases. */
export type Corpus = 'published' | 'cases'

/** Stems of a text with what each is worth: `ln` of how many records there are for one that has it. */
export type Term = { lexeme: string; weight: number; records: number }
export type WeighedText = { terms: Term[]; absentWeight: number; records: number }

const mostTerms = 60
const mostChosen = 12
const countedTo = 200

/**
 * The most telling words of a text, by how rare each is among the records. The database's own statistics know how
 * common the common words are; the rest are counted, to 200 at most. One statement.
 */
export async function weighTerms(
  reader: Reader,
  authorityId: string,
  text: string,
  corpus: Corpus,
): Promise<WeighedText> {
  const table = corpus === 'cases' ? 'cases' : 'disclosure_entry'
  const match = sql`search @@ quote_literal(term.lexeme)::tsquery`
  const rare =
    corpus === 'cases'
      ? sql`(select count(*) from (select from cases where authority_id = ${authorityId} and ${match} limit ${countedTo}) c)`
      : sql`(select count(*) from (select from disclosure_entry
            where authority_id = ${authorityId} and withdrawn_at is null and ${match} limit ${countedTo}) c)`
  const others =
    corpus === 'cases'
      ? sql`0`
      : sql`(select count(*) from (select from published_item
            where authority_id = ${authorityId} and ${match} limit ${countedTo}) c)`
  const total =
    corpus === 'cases'
      ? // Exact while small; after that the planner's estimate is near enough to weigh words by
        sql`greatest((select count(*) from (select from cases where authority_id = ${authorityId} limit 2000) c),
            (select reltuples from pg_class where oid = 'cases'::regclass))`
      : sql`(select coalesce(sum(entries), 0) from disclosure_facet where authority_id = ${authorityId})
            + (select count(*) from published_item where authority_id = ${authorityId})`
  const { rows } = await sql<{
    lexeme: string
    times: number
    share: number | null
    found: number
    total: number
  }>`
    with term as materialized (
      select lexeme, cardinality(positions) as times
      from unnest(to_tsvector('english', ${text})) as word (lexeme, positions, weights)
      where lexeme ~ '^[[:alnum:]]{3,40}$' and lexeme !~ '^[0-9]{1,3}$' and lexeme <> all(${boilerplate}::text[])
      order by cardinality(positions) desc, length(lexeme) desc, lexeme limit ${mostTerms}
    ), usual as materialized (
      select each.lexeme, each.share from pg_stats,
        unnest(most_common_elems::text::text[], most_common_elem_freqs) as each (lexeme, share)
      where schemaname = current_schema() and tablename = ${table} and attname = 'search' and each.lexeme is not null
    )
    select term.lexeme, term.times, usual.share::float8 as share, (${total})::float8 as total,
      (case when usual.share is null then ${rare} else 0 end + ${others})::float8 as found
    from term left join usual using (lexeme)`.execute(reader)
  const records = rows[0]?.total ?? 0
  const all = rows.map((row) => {
    const having = (row.share ?? 0) * records + row.found
    return {
      lexeme: row.lexeme,
      records: having,
      weight: Math.max(0.05, Math.log((records + 1) / (having + 0.5))),
      times: row.times,
    }
  })
  const terms = all
    .filter((term) => term.records > 0)
    .sort((a, b) => worth(b) - worth(a) || (a.lexeme < b.lexeme ? -1 : 1))
    .slice(0, mostChosen)
    .map(({ lexeme, weight, records: having }) => ({ lexeme, weight, records: having }))
  const absent = all.filter((term) => term.records === 0).slice(0, mostChosen)
  return { terms, absentWeight: absent.reduce((sum, { weight }) => sum + weight, 0), records }
}

function worth({ weight, times }: { weight: number; times: number }): number {
  return weight * (1 + Math.log(times))
}

/** Records that the words the candidate query starts from may have between them: its cost at any size. */
const mostDrivenThrough = 40_000
const mostInThrees = 6
/** Of what is telling in the text, so much must be in a record for it to be called alike. */
const leastLikeness = 0.35

/** What the candidate query runs on. Stems are letters and digits only, so quoting them needs no escape. */
export type LikenessQuery = {
  /** Records that share at least two of the rarest words, or one where the text has one */
  candidates: string
  /** Those that share three, found first; null where there are not three */
  closest: string | null
  any: string
  lexemes: string[]
  weights: number[]
  /** The weight that makes a record alike, and the full weight */
  needed: number
  full: number
  leastShared: number
}

export function likenessQuery({ terms, absentWeight }: WeighedText): LikenessQuery | null {
  if (terms.length === 0) return null
  const present = terms.reduce((sum, { weight }) => sum + weight, 0)
  // Words that no record has tell against likeness, but not without limit: people write of themselves too
  const full = present + 0.5 * Math.min(absentWeight, present * 2)
  const single = terms.length === 1 && absentWeight === 0
  if (terms.length === 1 && !single) return null
  const rarest = terms.toSorted((x, y) => x.records - y.records)
  const words = rarest.map(({ lexeme }) => `'${lexeme}'`)
  const driving = countWithin(rarest, mostDrivenThrough)
  return {
    candidates: single ? (words[0] ?? '') : twoOf(words, driving),
    closest: words.length < 3 ? null : threeOf(words.slice(0, mostInThrees), driving),
    any: terms.map(({ lexeme }) => `'${lexeme}'`).join(' | '),
    lexemes: terms.map(({ lexeme }) => `'${lexeme}'`),
    weights: terms.map(({ weight }) => weight),
    needed: leastLikeness * full,
    full,
    leastShared: single ? 1 : 2,
  }
}

/** How many of the rarest words stay within the budget together; always one. */
function countWithin(rarest: readonly Term[], budget: number): number {
  let through = 0
  const beyond = rarest.findIndex(({ records }) => (through += records) > budget)
  return beyond === -1 ? rarest.length : Math.max(1, beyond)
}

/** A driving word with any commoner one: `('a' & ('b' | 'c' | 'd')) | ('b' & ('c' | 'd'))`. */
function twoOf(words: string[], driving: number): string {
  return words
    .slice(0, Math.min(driving, words.length - 1))
    .map((word, i) => `(${word} & (${words.slice(i + 1).join(' | ')}))`)
    .join(' | ')
}

/** A driving word with any two commoner ones. */
function threeOf(words: string[], driving: number): string {
  return words
    .slice(0, Math.min(driving, words.length - 2))
    .map((word, i) => `(${word} & (${twoOf(words.slice(i + 1), words.length)}))`)
    .join(' | ')
}
