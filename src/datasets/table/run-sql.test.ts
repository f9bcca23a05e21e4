import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { runSql, type SqlInput } from './run-sql.ts'
import { makeVersion, openTables, type Tables, type TestVersion } from './table.fixture.ts'

describe('SQL of strangers', () => {
  let tables: Tables
  let version: TestVersion
  before(async () => {
    tables = openTables()
    version = await makeVersion(
      tables,
      [
        { name: 'ward', type: 'string' },
        { name: 'amount', type: 'number', markers: true },
        { name: 'paid', type: 'date' },
      ],
      [
        ['Hill Top', '12.50', '2026-01-05'],
        ['Mill', { marker: 'REDACTED' }, null],
        ['Hill Top', '0.25', '2025-12-01'],
      ],
    )
  })
  after(() => tables.close())

  const run = (sql: string, rest: Partial<SqlInput> = {}) =>
    runSql(tables, { tables: [{ name: 'spend-2025', version }], sql, ...rest })
  const rowsOf = async (sql: string) => {
    const outcome = await run(sql)
    assert.ok(outcome.ok, `${sql}: ${JSON.stringify(outcome)}`)
    return outcome.value.rows
  }
  const refusalOf = async (sql: string): Promise<string> => {
    const outcome = await run(sql)
    assert.ok(!outcome.ok, `${sql.slice(0, 200)} was answered`)
    const { problem, detail = '' } = outcome
    assert.ok(problem === 'sql-refused' || problem === 'query-too-slow', problem)
    assert.ok(
      !detail.includes(tables.directory) &&
        !/\/(?:tmp|work|home|proc)\b|\.parquet\b/.test(detail.replace(/“[^”]*”/g, '')),
      detail,
    )
    return detail
  }

  test('asks a table by each of its names, with exact numbers and ISO days', async () => {
    const sum = [
      ['Hill Top', 12.75],
      ['Mill', null],
    ]
    assert.deepEqual(await rowsOf('select ward, sum(amount) from data group by 1 order by 1;'), sum)
    assert.deepEqual(
      await rowsOf('from spend_2025 select ward, sum(amount) group by all order by all -- end'),
      sum,
    )
    assert.deepEqual(
      await rowsOf('with x as (select * from "spend-2025") select count(*), max(paid) from x'),
      [[3, '2026-01-05']],
    )
    assert.deepEqual(await rowsOf('select amount__marker from data where amount is null'), [['REDACTED']])
    assert.deepEqual(
      await rowsOf(
        "select 9007199254740993, 1.10, 123456789012345678.12, 'inf'::double, 1e400, [1, 2], timestamp '2020-01-01 10:00', null",
      ),
      [
        [
          '9007199254740993',
          1.1,
          '123456789012345678.12',
          'Infinity',
          'Infinity',
          '[1, 2]',
          '2020-01-01T10:00:00',
          null,
        ],
      ],
    )
    assert.deepEqual(
      (await rowsOf('describe data')).map(([name]) => name),
      ['ward', 'amount', 'amount__marker', 'paid'],
    )
  })

  test('is told what is wrong in words, with line and column', async () => {
    assert.equal(
      await refusalOf('select wrd\nfrom data'),
      'Referenced column "wrd" not found in FROM clause! Candidate bindings: "ward", "paid" (line 1, column 8)',
    )
    assert.equal(await refusalOf('select *\n  frm data'), 'syntax error at or near "data" (line 2, column 7)')
    assert.equal(
      await refusalOf('select *\nfrom dta'),
      'There is no table “dta” here (line 2, column 6). There is spend_2025, data.',
    )
    assert.match(await refusalOf("select 'é' from dta"), /\(line 1, column 17\)/)
    assert.match(await refusalOf(''), /Write one SELECT/)
    assert.match(await refusalOf('-- nothing'), /Write one SELECT/)
    assert.match(await refusalOf(`select '${'x'.repeat(20_000)}'`), /at most 20,000 letters/)
  })

  test('may only read: every other statement is refused', async () => {
    const statements = [
      'drop view data',
      'create table x as select 1',
      'create or replace view data as select 1',
      'insert into data values (1)',
      'update data set ward = 1',
      'delete from data',
      'truncate data',
      "copy data to 'out.csv'",
      "copy (select 1) to '/tmp/muniment-out.csv'",
      "attach 'x.db'",
      'detach memory',
      'pragma database_list',
      'pragma_version()',
      "set memory_limit = '10GB'",
      'reset memory_limit',
      'install httpfs',
      'load httpfs',
      "export database 'x'",
      "import database 'x'",
      'explain select 1',
      'explain analyze select 1',
      'call duckdb_settings()',
      'begin',
      'commit',
      'checkpoint',
      'vacuum',
      'analyze',
      'show tables',
      'show databases',
      'show all tables',
      'use main',
      'prepare x as select 1',
      'execute x',
      'deallocate x',
      'set variable x = 1',
      'alter view data rename to x',
      'create macro f() as 1',
      'create secret (type s3)',
      'select 1; select 2',
      'select 1;; select 2',
      'select 1; drop view data',
      '/* select */ drop view data',
      'select 1 /* ; */; /* */ drop view data',
      'ｓｅｌｅｃｔ 1',
      'select 1；select 2',
    ]
    for (const statement of statements) await refusalOf(statement)
    assert.ok(!existsSync('/tmp/muniment-out.csv'))
    assert.deepEqual(await rowsOf("select ';' -- ; drop view data\n;"), [[';']])
    assert.deepEqual(await rowsOf("select '/* '' ; */', $$; drop$$"), [["/* ' ; */", '; drop']])
  })

  test('reads no file, setting, environment or catalogue, by whatever name', async () => {
    const statements = [
      "select getenv('HOME')",
      "select * from read_text('/etc/passwd')",
      "from read_csv('/etc/passwd')",
      "from read_blob('/proc/self/environ')",
      "from read_parquet('*.parquet')",
      "from read_json('/etc/passwd')",
      "from '/etc/passwd'",
      'from "/etc/passwd"',
      "from 'data.csv'",
      "from glob('/*')",
      "from 'https://example.org/x.parquet'",
      "from parquet_metadata('x.parquet')",
      "from parquet_schema('*')",
      "from sniff_csv('/etc/passwd')",
      'from duckdb_settings()',
      "select current_setting('allowed_paths')",
      'from duckdb_views',
      'from duckdb_views()',
      'from sqlite_master',
      'from information_schema.tables',
      'from pg_catalog.pg_views',
      'from main.duckdb_views',
      'from system.main.duckdb_views',
      'from memory.main.duckdb_views',
      'with duckdb_views as (select 1) from duckdb_views',
      'select * from (with "duckdb_views" as (select 1) select 1) x, duckdb_views',
      'select (select sql from duckdb_views limit 1)',
      'select * from data where ward in (select view_name from duckdb_views())',
      'select exists(from duckdb_databases())',
      'select pg_get_viewdef(1)',
      'select pg_catalog.pg_get_viewdef(1)',
      'select PG_GET_VIEWDEF(1)',
      'select "pg_get_viewdef"(1)',
      "from query('select 1')",
      "from query_table('duckdb_views')",
      "from query_table(['data', 'duckdb_views'])",
      "from json_execute_serialized_sql(json_serialize_sql('select 1'))",
      "select getvariable('x')",
      'select sleep_ms(100000)',
      'select pg_sleep(10)',
      "select write_log('x')",
      'from which_secret(1, 2)',
      'from duckdb_secrets()',
      'from duckdb_temporary_files()',
      'from seq_scan(data)',
      'from arrow_scan(1, 2, 3)',
      "select 1 order by getenv('HOME')",
      "select sum(1) filter (where getenv('HOME') = '')",
      "select list_transform([1], lambda x: getenv('HOME'))",
      "select 1 limit (select length(getenv('HOME')))",
      "values (getenv('HOME'))",
      "select case when true then current_setting('temp_directory') end",
      "select first_value(current_setting('x')) over ()",
      "from data tablesample (length(getenv('X')) rows)",
      "select nextval('x')",
      'describe duckdb_views',
      'summarize duckdb_settings()',
      "from unnest([getenv('HOME')])",
      'pivot duckdb_views on schema_name',
    ]
    for (const statement of statements) await refusalOf(statement)
  })

  test('is stopped when it takes too long, too much or goes too deep, and the next question is answered', async () => {
    const late = await Promise.all([
      refusalOf('with recursive t(n) as (select 1 union all select n + 1 from t) select max(n) from t'),
      refusalOf('select count(*) from range(1000000) a, range(1000000) b, range(1000) c'),
    ])
    for (const words of late) assert.match(words, /stopped after 5 seconds/)
    for (const greedy of [
      "select repeat('x', 10000000000)",
      'select list(x) from range(1000000000) t(x)',
      'select array_agg(a order by random()) from range(100000000) t(a)',
      `select ${'not '.repeat(4900)}true`,
      `select ${'abs('.repeat(3900)}1${')'.repeat(3900)}`,
      `select * from ${'(select * from '.repeat(1200)}data${')'.repeat(1200)}`,
      `select ${'['.repeat(9000)}${']'.repeat(9000)}`,
      `select ${'case when true then '.repeat(900)}1${' end'.repeat(900)}`,
    ])
      await refusalOf(greedy)
    // The parser may or may not have stack enough for this one; either way the server has.
    await run(`${'select 1 union all '.repeat(1000)}select 1`)
    assert.deepEqual(await rowsOf('select count(*) from data'), [[3]])
  })

  test('that brings its process down harms nothing else', async () => {
    const pids = () =>
      execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
        .split('\n')
        .filter((line) => line.includes(join(tables.tables.workDirectory, 'sql')))
        .map((line) => Number.parseInt(line, 10))
    const endless = 'select count(*) from range(1000000) a, range(1000000) b, range(1000) c'
    let answered = false
    const asked = refusalOf(endless).finally(() => (answered = true))
    // One that dies before the question reached it is no answer yet: the next one takes it, and dies too.
    while (!answered) {
      for (const pid of pids())
        try {
          process.kill(pid, 'SIGKILL')
        } catch (error) {
          // One of an earlier question may have ended by itself since it was listed.
          assert.match(String(error), /ESRCH/)
        }
      await new Promise((done) => setTimeout(done, 20))
    }
    assert.match(await asked, /more memory than it may have, or is nested too deeply/)
    assert.deepEqual(await rowsOf('select count(*) from data'), [[3]])
  })

  test('says loudly that more rows or bytes were left out', async () => {
    const many = await run('from generate_series(1, 1000000000000)')
    assert.ok(many.ok)
    assert.deepEqual([many.value.truncated, many.value.rows.length], [true, 10_000])
    assert.equal(many.value.notice, 'Only the first 10,000 rows are here: there are more.')
    const wide = await run("select repeat('x', 1000000) from range(50)")
    assert.ok(wide.ok)
    assert.deepEqual([wide.value.truncated, wide.value.rows.length], [true, 9])
    assert.match(wide.value.notice ?? '', /at most 10 MB/)
    const exact = await run('from range(7)', { limit: 7 })
    assert.ok(exact.ok && !exact.value.truncated && exact.value.rows.length === 7)
  })

  test('several at once are all answered, in a few processes that end with the engine', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) => rowsOf(`select ${index}, count(*) from data`)),
    )
    assert.deepEqual(
      answers,
      Array.from({ length: 8 }, (_, index) => [[index, 3]]),
    )
    const own = openTables()
    const outcome = await runSql(own, { tables: [], sql: 'select 1' })
    assert.ok(outcome.ok)
    const running = () =>
      execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).includes(
        join(own.tables.workDirectory, 'sql'),
      )
    assert.ok(running())
    await own.close()
    for (let turn = 0; turn < 100 && running(); turn++) await new Promise((done) => setTimeout(done, 20))
    assert.ok(!running())
  })
})
