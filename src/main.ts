// Where the program begins. Only what must come first is imported here: Node reads and compiles everything a file
// imports before it runs a line of it, and so before what was compiled last time could be found again.
import './thread-pool.ts'
import './compile-cache.ts'
import { beginDatabase } from './begin-database.ts'

if (process.argv[2] === 'serve') beginDatabase(process.argv.slice(3))
await import('./command-line.ts')
