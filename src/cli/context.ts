import type { Installation } from '../installation.ts'

/** What the command line is given by main.ts: it opens nothing itself. */
export type CommandContext = {
  /** Opens the installation the settings name, runs the work, and closes it whatever happens. */
  withInstallation<T>(work: (installation: Installation) => Promise<T>): Promise<T>
  /** Runs the server until it is told to stop. */
  serve(options: { demonstration: boolean }): Promise<void>
}
