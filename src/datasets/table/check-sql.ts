import type { DuckDBConnection } from '@duckdb/node-api'

/** What was wrong with a statement, in words for the person who wrote it. */
export class SqlRefusal extends Error {}

/** Functions in FROM that make rows from nothing but their arguments. */
const tableFunctions = new Set(['range', 'generate_series', 'unnest', 'repeat_row', 'json_each', 'json_tree'])
/** Functions that read settings, files, the environment or the engine's own state, or that act rather than answer. */
const refusedFunctions =
  /^(?:getenv|getvariable|current_setting|set_config|write_log|sleep_ms|query|query_table|glob|summary|stats|setseed|nextval|currval|checkpoint|force_checkpoint|which_secret|sniff_csv|session_user|user|current_user|current_role|create_sort_key|current_connection_id|current_transaction_id|txid_current|current_query_id|add_parquet_key|(?:pg|duckdb|pragma|parquet|read|json_execute|json_serialize|json_deserialize|sql|inet|has|enable|disable|truncate|test|icu_calendar|col_description|obj_description|shobj_description|parse_duckdb)(?:_.*)?|.*_scan(?:_.*)?|.*_privilege)$/
/** Tables of the engine about itself. */
const engineTables = /^(?:duckdb_|pragma_|sqlite_|pg_|information_schema)/

type Tree = { [key: string]: unknown }

/**
 * Throws SqlRefusal unless `sql` is exactly one SELECT over `tables` (in lower case). DuckDB's own parser reads it, so
 * that nothing hides in a comment, a quote or an odd letter.
 */
export async function checkSql(
  connection: DuckDBConnection,
  sql: string,
  tables: ReadonlySet<string>,
): Promise<void> {
  const parsed = await connection.runAndReadAll(
    'select cast(json_serialize_sql(cast($1 as varchar), skip_null := true, skip_empty := true, skip_default := true) as varchar)',
    [sql],
  )
  // Numbers that JSON has no word for stand bare in it.
  const tree = String(parsed.value(0, 0)).replaceAll(/"value":-?(?:Infinity|NaN)(?=[,}])/gi, '"value":0')
  const answer = JSON.parse(tree) as Tree
  if (answer['error'] === true) {
    if (answer['error_type'] !== 'parser')
      throw new SqlRefusal('Only SELECT can be run here: it starts with SELECT, FROM, WITH or VALUES.')
    const position = Number(answer['position'] ?? Number.NaN)
    throw new SqlRefusal(`${textOf(answer, 'error_message')}${placeOf(sql, position)}`)
  }
  const statements = Array.isArray(answer['statements']) ? (answer['statements'] as Tree[]) : []
  if (statements.length === 0) throw new SqlRefusal('There is no statement. Write one SELECT.')
  if (statements.length > 1) throw new SqlRefusal('Only one statement at a time: send each by itself.')
  const nodes = [...walk(statements)]
  const named = new Set(
    nodes.flatMap((node) => {
      const map = node['cte_map']
      const entries = isTree(map) && Array.isArray(map['map']) ? (map['map'] as Tree[]) : []
      return entries.map((entry) => textOf(entry, 'key').toLowerCase())
    }),
  )
  for (const name of named)
    if (engineTables.test(name)) throw new SqlRefusal(`“${name}” cannot be used as a name here.`)
  for (const node of nodes) checkNode(node, sql, tables, named)
}

function checkNode(node: Tree, sql: string, tables: ReadonlySet<string>, named: ReadonlySet<string>): void {
  const at = placeOf(sql, Number(node['query_location'] ?? Number.NaN))
  const qualified = ['schema_name', 'catalog_name', 'schema', 'catalog'].some(
    (part) => !['', 'main', 'memory'].includes(textOf(node, part)),
  )
  if (node['type'] === 'BASE_TABLE') {
    const name = textOf(node, 'table_name')
    const known = tables.has(name.toLowerCase()) || named.has(name.toLowerCase())
    if (!known || qualified)
      throw new SqlRefusal(`There is no table “${shorten(name)}” here${at}.${listOf(tables)}`)
  }
  if (node['type'] === 'SHOW_REF' && !isTree(node['query']))
    throw new SqlRefusal(`Only DESCRIBE of a table can be run here, beside SELECT${at}.`)
  if (node['type'] === 'TABLE_FUNCTION') {
    const call = isTree(node['function']) ? node['function'] : {}
    const name = textOf(call, 'function_name').toLowerCase()
    if (!tableFunctions.has(name))
      throw new SqlRefusal(`${shorten(name)}() cannot be read from here${at}.${listOf(tables)}`)
  }
  const called = node['function_name']
  if (typeof called === 'string' && (refusedFunctions.test(called.toLowerCase()) || qualified))
    throw new SqlRefusal(`${shorten(called)}() cannot be used here${at}.`)
}

function listOf(tables: ReadonlySet<string>): string {
  const names = [...tables].filter((name) => !name.includes('-')).slice(0, 10)
  return names.length === 0 ? '' : ` There is ${names.join(', ')}.`
}

/** Every object of the tree. Without recursion: its depth is the stranger's to choose. */
function* walk(root: unknown): Generator<Tree> {
  const waiting: unknown[] = [root]
  while (waiting.length > 0) {
    const node = waiting.pop()
    if (Array.isArray(node)) for (const one of node) waiting.push(one)
    else if (isTree(node)) {
      yield node
      for (const one of Object.values(node)) waiting.push(one)
    }
  }
}

function isTree(node: unknown): node is Tree {
  return typeof node === 'object' && node !== null && !Array.isArray(node)
}

function textOf(node: Tree, name: string): string {
  const value = node[name]
  return typeof value === 'string' ? value : ''
}

const shorten = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text)

/** ` (line 2, column 5)` of a byte of the statement; nothing where it is not known. */
function placeOf(sql: string, byte: number): string {
  const bytes = Buffer.from(sql)
  if (!Number.isInteger(byte) || byte < 0 || byte > bytes.length) return ''
  const before = bytes.subarray(0, byte).toString('utf8').split('\n')
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`
}
