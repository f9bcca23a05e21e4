import { beginEmbedded } from './db/embedded/start.ts'
import { readSettings } from './kernel/settings.ts'

/**
 * The embedded database takes as long to start as the server's own code takes to load: begun first, in its process, it
 * is ready when the server is. What is wrong with a setting or the directory, whoever opens it says.
 */
export function beginDatabase(serveArguments: readonly string[]): void {
  if (serveArguments.some((argument) => argument !== '--no-demo')) return
  try {
    const { databaseUrl, dataDirectory } = readSettings(process.env)
    if (databaseUrl === '') beginEmbedded(dataDirectory)
  } catch {
    // See above.
  }
}
