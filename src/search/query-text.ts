const longestQuery = 1_000
const longestText = 100_000
// PostgreSQL refuses a longer word in a query outright
const longestWord = 200

/**
 * What was typed, as `websearch_to_tsquery` takes it: that function reads any text, but the database takes neither NUL
 * nor halves of characters, nor endless words.
 */
export function cleanQuery(typed: string): string {
  return clean(typed.slice(0, longestQuery))
}

/** The same for a whole request; what is beyond 100,000 characters is not read. */
export function cleanText(typed: string): string {
  return clean(typed.slice(0, longestText))
}

function clean(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .toWellFormed()
    .split(/\s+/)
    .map((word) => word.slice(0, longestWord).toWellFormed())
    .join(' ')
    .trim()
}

/**
 * Stems that nearly every request has, so that sharing them says nothing: greetings, the name of the Act, the ways of
 * asking. As the English dictionary of PostgreSQL stems them.
 */
export const boilerplate: readonly string[] = (
  'dear sir madam hello thank regard sincer faith yours kind look forward hear receiv repli respons respond ' +
  'request inform freedom act foi foia eir environment regul section code practic public author council ' +
  'pleas provid suppli send give ask would like want know tell wish grate appreci help assist find let ' +
  'copi detail document record relat follow list number total includ regard concern respect hold held avail ' +
  'question answer email format electron letter name date year month period break breakdown broken per current ' +
  'could also may can much mani whether make made get got use one two three four five last first new accord'
).split(' ')
