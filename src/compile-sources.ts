// Reads what a server reads, does nothing with it, and so keeps it compiled: see keepCompiled.
import './compile-cache.ts'

await Promise.all([import('./cli/program.ts'), import('./server.ts')])
process.exit()
