// Every statement DuckDB runs holds one of Node's worker threads until it ends, and files wait for the same four. The
// size is read when the first thread is needed, so this comes before everything else.
process.env['UV_THREADPOOL_SIZE'] ??= '16'
